-- A text came in from another site when its draft is recorded as such in the very transaction that saved it, on a page all
-- of whose drafts came in so and that readers never got. Of what somebody wrote here nobody can say so afterwards.
CREATE OR REPLACE FUNCTION articles_validate_imported_text() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    saved articles_draftrecord%ROWTYPE;
BEGIN
    PERFORM 1 FROM wagtailcore_page WHERE id = NEW.page_id FOR UPDATE;
    NEW.imported_at := clock_timestamp();
    SELECT * INTO saved FROM articles_draftrecord WHERE page_id = NEW.page_id ORDER BY id DESC LIMIT 1;
    IF saved.id IS DISTINCT FROM NEW.draft_record_id OR saved.digest IS DISTINCT FROM NEW.digest THEN
        PERFORM articles_refuse('imported_as_another_text');
    ELSIF saved.saved_at < transaction_timestamp() THEN
        PERFORM articles_refuse('imported_afterwards');
    ELSIF EXISTS (SELECT 1 FROM articles_draftrecord d
                  WHERE d.page_id = NEW.page_id AND d.id < saved.id
                    AND NOT EXISTS (SELECT 1 FROM articles_importedtext i WHERE i.draft_record_id = d.id))
            OR EXISTS (SELECT 1 FROM articles_edition WHERE page_id = NEW.page_id) THEN
        PERFORM articles_refuse('imported_over_ours');
    END IF;
    RETURN NEW;
END $$;
