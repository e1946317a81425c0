CREATE OR REPLACE FUNCTION feedback_release_followers() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE feedback_report SET behind_id = NULL WHERE behind_id = NEW.id AND closed_at IS NULL;
    RETURN NULL;
END $$;
