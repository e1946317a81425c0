-- A picture got other bytes: by whom, the row says, once.
CREATE OR REPLACE FUNCTION articles_note_changed_picture() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (NEW.sha256, NEW.width, NEW.height) IS DISTINCT FROM (OLD.sha256, OLD.width, OLD.height) THEN
        INSERT INTO articles_sourcechange (picture, user_id, changed_at)
        VALUES (NEW.sha256, NEW.changed_by_id, clock_timestamp());
    END IF;
    NEW.changed_by_id := NULL;
    RETURN NEW;
END $$;
