CREATE OR REPLACE FUNCTION articles_validate_override() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    most integer := (SELECT most_hours FROM articles_emergencyrule);
BEGIN
    NEW.asked_at := clock_timestamp();
    IF most IS NULL THEN
        PERFORM articles_refuse('This site does not publish without a medical review, not even in an emergency.');
    END IF;
    IF NEW.hours NOT BETWEEN 1 AND most THEN
        PERFORM articles_refuse(format('An emergency edition lasts between 1 and %s hours.', most));
    END IF;
    IF NOT articles_holds(NEW.asked_by_id, 'editorial') THEN
        PERFORM articles_refuse('Only an editor with a verified credential that is valid today can call an emergency.');
    END IF;
    RETURN NEW;
END $$;
