-- What happens to a page’s status stands in the record in the same transaction, and is true when it is written.
CREATE OR REPLACE FUNCTION articles_validate_status_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.decided_at := clock_timestamp();
    IF NOT EXISTS (SELECT 1 FROM articles_publication p
                   WHERE p.page_id = NEW.page_id AND p.edition_id = NEW.edition_id AND p.status = NEW.status) THEN
        PERFORM articles_refuse('status_change_alone');
    END IF;
    RETURN NEW;
END $$;
