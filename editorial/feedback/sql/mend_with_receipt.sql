-- Put other words in place of those that the reader with this hash of a receipt code wrote, once, within half an hour, and
-- before anybody at the desk has seen them; whether that was done. What they were is kept nowhere: that they were mended
-- is in the report's history. What became urgent stays so, whatever the reader makes of it afterwards. What becomes more
-- urgent, quotes other words of the article, or asks for something where it only praised, stands by itself in the queue, as
-- new, until its place is found again; of what becomes more urgent the desk is told once more.
CREATE OR REPLACE FUNCTION feedback_mend_with_receipt(receipt_hash text, said jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    mended bigint;
    severity_before smallint;
    severity_now smallint;
BEGIN
    UPDATE feedback_report r
    SET (section, passage, passage_start, comment, redacted, severity, due_at)
      = (new.section, new.passage, new.passage_start, new.comment, new.redacted, least(r.severity, new.severity),
         least(r.due_at, new.due_at)),
        awaits_follow_up = r.awaits_follow_up OR place.is_another,
        grouped_under_id = CASE WHEN NOT place.is_another THEN r.grouped_under_id END,
        state = CASE WHEN place.is_another AND r.grouped_under_id IS NOT NULL THEN 'new' ELSE r.state END,
        mended_at = now(), updated_at = now()
    FROM feedback_report before, LATERAL jsonb_populate_record(before, said) AS new,
         LATERAL (SELECT new.severity < before.severity OR new.passage <> before.passage
                      OR (before.due_at IS NULL AND new.due_at IS NOT NULL) AS is_another) AS place
    WHERE before.id = r.id AND before.receipt_hash = feedback_mend_with_receipt.receipt_hash
      AND (r.comment <> '' OR r.passage <> '') AND r.closed_at IS NULL
      AND r.mended_at IS NULL AND r.erased_at IS NULL AND r.first_looked_at IS NULL
      AND r.updated_at > now() - interval '30 minutes'
    RETURNING r.id, before.severity, r.severity INTO mended, severity_before, severity_now;
    IF mended IS NULL THEN
        RETURN false;
    END IF;
    INSERT INTO feedback_reportchange (report_id, field, old, new) VALUES (mended, 'comment', '', 'mended');
    INSERT INTO feedback_reportchange (report_id, field, old, new)
    SELECT mended, 'severity', severity_before::text, severity_now::text
    WHERE severity_now < severity_before;
    RETURN true;
END $$;
