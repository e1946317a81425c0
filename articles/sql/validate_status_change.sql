CREATE OR REPLACE FUNCTION articles_validate_status_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.decided_at := clock_timestamp();
    IF NOT EXISTS (SELECT 1 FROM articles_publication p
                   WHERE p.page_id = NEW.page_id AND p.edition_id = NEW.edition_id AND p.status = NEW.status) THEN
        PERFORM articles_refuse('A status change is recorded together with the change itself.');
    END IF;
    RETURN NEW;
END $$;
