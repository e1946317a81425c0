-- Readers get a page at its new address, and so the pages below it, each of which says so in the record by itself.
CREATE OR REPLACE FUNCTION articles_show_address_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM articles_write_publication(NEW.page_id);
    IF NEW.before <> '' THEN
        PERFORM articles_readdress(below.page_id, NEW.decided_by_id)
        FROM (SELECT p.page_id FROM articles_publication p WHERE p.parent_path = NEW.before ORDER BY p.path) AS below;
    END IF;
    RETURN NULL;
END $$;
