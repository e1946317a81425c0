-- An emergency is called by an editor, where the owner of the database allows emergencies, and for no longer than that.
CREATE OR REPLACE FUNCTION articles_validate_override() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    most integer := (SELECT most_hours FROM articles_emergencyrule);
BEGIN
    NEW.asked_at := clock_timestamp();
    IF most IS NULL THEN
        PERFORM articles_refuse('emergencies_not_allowed');
    END IF;
    IF NEW.hours NOT BETWEEN 1 AND most THEN
        PERFORM articles_refuse('emergency_too_long', most::text);
    END IF;
    IF NOT articles_holds(NEW.asked_by_id, 'editorial') THEN
        PERFORM articles_refuse('emergency_needs_editor');
    END IF;
    RETURN NEW;
END $$;
