-- From now on readers get this new edition, at the address that its slug gives it. It ends a notice; a page that people
-- took away stays away.
CREATE OR REPLACE FUNCTION articles_show_edition() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO articles_statuschange (page_id, edition_id, before, status, notice, reason)
    SELECT NEW.page_id, NEW.id, now.status, 'published', '', 'Edition ' || NEW.number || ' was published.'
    FROM articles_publication now WHERE now.page_id = NEW.page_id AND articles_ends_status(NEW);
    PERFORM articles_readdress(NEW.page_id);
    PERFORM articles_write_publication(NEW.page_id);
    RETURN NULL;
END $$;
