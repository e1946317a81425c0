-- What was decided about a page is what readers get. Another edition may have another slug.
CREATE OR REPLACE FUNCTION articles_show_status_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM articles_publication WHERE page_id = NEW.page_id AND edition_id <> NEW.edition_id) THEN
        PERFORM articles_readdress(NEW.page_id);
    END IF;
    PERFORM articles_write_publication(NEW.page_id);
    RETURN NULL;
END $$;
