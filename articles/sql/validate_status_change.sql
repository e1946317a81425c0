-- What happens to a page’s status stands in the record in the same transaction, and is true when it is written.
CREATE OR REPLACE FUNCTION articles_validate_status_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    shown articles_edition%ROWTYPE;
BEGIN
    NEW.decided_at := clock_timestamp();
    IF NOT EXISTS (SELECT 1 FROM articles_publication p
                   WHERE p.page_id = NEW.page_id AND p.edition_id = NEW.edition_id AND p.status = NEW.status) THEN
        PERFORM articles_refuse('status_change_alone');
    END IF;
    -- Going back to an older edition: readers are told why, and two people leave an edition that corrected an error.
    SELECT * INTO shown FROM articles_shown_before(NEW.page_id);
    IF shown.id <> NEW.edition_id AND articles_is_readable(NEW.before) AND articles_is_readable(NEW.status) THEN
        IF NEW.notice = '' THEN
            PERFORM articles_refuse('put_back_without_a_word');
        END IF;
        IF NEW.confirmed_by_id IS NULL AND articles_leaves_correction(NEW.page_id, shown.number, NEW.edition_id) THEN
            PERFORM articles_refuse('correction_left_by_one');
        END IF;
    END IF;
    RETURN NEW;
END $$;
