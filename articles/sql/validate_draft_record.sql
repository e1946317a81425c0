-- Who saved what, in the order in which it was saved: the page’s row is locked first.
CREATE OR REPLACE FUNCTION articles_validate_draft_record() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM wagtailcore_page WHERE id = NEW.page_id FOR UPDATE;
    -- Numbered under the lock: of two saves of a page the later number is the one that was recorded later.
    NEW.id := nextval(pg_get_serial_sequence('public.articles_draftrecord', 'id'));
    NEW.saved_at := clock_timestamp();
    RETURN NEW;
END $$;
