-- The report with this hash of a receipt code, for the reader who has the code. Answers to readers can read no other.
CREATE OR REPLACE FUNCTION feedback_report_with_receipt(receipt_hash text) RETURNS SETOF feedback_report
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT r.* FROM feedback_report r WHERE r.receipt_hash = feedback_report_with_receipt.receipt_hash
$$;
