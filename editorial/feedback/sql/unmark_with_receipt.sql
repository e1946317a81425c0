-- Take the mark "one of many" from the report with this hash of a receipt code, for which its reader's device has worked; whether
-- that was done. Only a text of which it was certain that somebody is in danger is ever marked: it is as urgent now as it
-- would have been, stands by itself in the queue, and the desk is told of it.
CREATE OR REPLACE FUNCTION feedback_unmark_with_receipt(receipt_hash text, said jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    unmarked bigint;
    severity_before smallint;
BEGIN
    UPDATE feedback_report r
    SET tags = array_remove(r.tags, 'one of many'), severity = new.severity, due_at = new.due_at, awaits_follow_up = true,
        grouped_under_id = NULL, updated_at = now()
    FROM feedback_report before, LATERAL jsonb_populate_record(before, said) AS new
    WHERE before.id = r.id AND before.receipt_hash = feedback_unmark_with_receipt.receipt_hash
      AND 'one of many' = ANY (r.tags) AND r.closed_at IS NULL AND r.first_looked_at IS NULL AND r.erased_at IS NULL
    RETURNING r.id, before.severity INTO unmarked, severity_before;
    IF unmarked IS NULL THEN
        RETURN false;
    END IF;
    INSERT INTO feedback_reportchange (report_id, field, old, new) VALUES
        (unmarked, 'tags', 'one of many', ''),
        (unmarked, 'severity', severity_before::text, said ->> 'severity');
    RETURN true;
END $$;
