-- Add what a reader says to the yes or no with this hash of a receipt code; whether there was one without details.
CREATE OR REPLACE FUNCTION feedback_add_with_receipt(receipt_hash text, said jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE feedback_report r
    SET (section, reason, passage, passage_start, comment, redacted, email, email_expires_at, helpful, severity, tags,
         state, due_at, closed_at, awaits_follow_up)
      = (new.section, new.reason, new.passage, new.passage_start, new.comment, new.redacted, new.email,
         new.email_expires_at,
         -- One yes or no too many is none, whatever is added to it: else whoever adds a reason makes it count.
         CASE WHEN r.state <> 'duplicate' THEN new.helpful END, new.severity, new.tags, new.state, new.due_at, new.closed_at,
         new.awaits_follow_up),
        updated_at = now()
    FROM feedback_report before, LATERAL jsonb_populate_record(before, said) AS new
    WHERE before.id = r.id AND before.receipt_hash = feedback_add_with_receipt.receipt_hash
      AND r.reason = '' AND r.comment = '' AND r.passage = '' AND r.erased_at IS NULL;
    RETURN FOUND;
END $$;
