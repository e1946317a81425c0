-- Whoever is grouped under a report that the desk has finished with, and is still open, waits by itself again.
CREATE OR REPLACE FUNCTION feedback_release_members() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE feedback_report SET grouped_under_id = NULL WHERE grouped_under_id = NEW.id AND closed_at IS NULL;
    RETURN NULL;
END $$;
