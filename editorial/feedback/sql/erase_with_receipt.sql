-- Erase what the reader with this hash of a receipt code wrote, as they asked; nothing where they wrote nothing: a mere yes
-- or no would pass for a report that said more. `updated_at` stays: it says when the desk last did something.
CREATE OR REPLACE FUNCTION feedback_erase_with_receipt(receipt_hash text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE feedback_report r
    SET comment = '', passage = '', passage_start = NULL, email = '', email_expires_at = NULL, erased_at = now()
    WHERE r.receipt_hash = feedback_erase_with_receipt.receipt_hash
      AND (r.comment <> '' OR r.passage <> '' OR r.email <> '')
$$;
