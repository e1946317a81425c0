-- The web role cannot write entries, so that nothing but this trigger says what a publication is found by.
CREATE OR REPLACE FUNCTION articles_keep_search_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' OR NEW.edition_id <> OLD.edition_id THEN
        PERFORM articles_index_publication(NEW.id);
    END IF;
    RETURN NULL;
END $$;
