-- A status change says how it is now and how it is to be. What readers get follows from it in the same transaction.
CREATE OR REPLACE FUNCTION articles_validate_status_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    now record;
    shown articles_edition%ROWTYPE;
    chosen articles_edition%ROWTYPE;
    is_readable boolean := articles_is_readable(NEW.status);
    another boolean;
BEGIN
    PERFORM 1 FROM wagtailcore_page WHERE id = NEW.page_id FOR UPDATE;
    NEW.decided_at := clock_timestamp();
    IF articles_dose_in(NEW.notice) IS NOT NULL THEN
        PERFORM articles_refuse('dose_in_notice', articles_dose_in(NEW.notice));
    END IF;
    SELECT * INTO now FROM articles_publication_by_record(NEW.page_id);
    SELECT * INTO shown FROM articles_edition WHERE id = now.edition_id;
    SELECT * INTO chosen FROM articles_edition WHERE id = NEW.edition_id AND page_id = NEW.page_id;
    another := chosen.id IS DISTINCT FROM shown.id;
    IF chosen.id IS NULL THEN
        PERFORM articles_refuse('edition_of_another_page');
    END IF;
    -- Two accounts are no two people, whichever of them decided first.
    IF NEW.confirmed_by_id IN (SELECT articles_accounts_of(NEW.decided_by_id))
            OR NEW.decided_by_id IN (SELECT articles_accounts_of(NEW.confirmed_by_id)) THEN
        PERFORM articles_refuse('status_needs_two_people');
    END IF;
    IF NEW.before IS DISTINCT FROM now.status THEN
        PERFORM articles_refuse('status_moved_on');
    END IF;
    IF another AND NOT is_readable THEN
        PERFORM articles_refuse('taken_away_as_another_edition');
    END IF;
    IF is_readable AND (another OR NOT articles_is_readable(NEW.before)) AND chosen.ends_at <= NEW.decided_at THEN
        PERFORM articles_refuse('emergency_is_over');
    END IF;
    -- What nobody has signed is left once, and for good.
    IF another AND chosen.legacy_id IS NOT NULL THEN
        PERFORM articles_refuse('legacy_left_behind');
    END IF;
    -- Nobody decides what follows from something else: the policy's notice, an emergency's end, a new edition. A status
    -- change has the record's last word until there is a new edition.
    IF NEW.decided_by_id IS NULL AND (another OR NOT coalesce(CASE NEW.status
            WHEN 'under_review' THEN NEW.before = 'published'
            WHEN 'withdrawn' THEN articles_is_readable(NEW.before) AND shown.ends_at <= NEW.decided_at
            WHEN 'published' THEN NEW.before <> 'published' AND articles_ends_status(shown)
            END, false)) THEN
        PERFORM articles_refuse('status_decided_by_nobody');
    END IF;
    -- Going back to an older edition: readers are told why, and two people leave an edition that corrected an error.
    IF another AND is_readable AND articles_is_readable(NEW.before) THEN
        IF NEW.notice = '' THEN
            PERFORM articles_refuse('put_back_without_a_word');
        END IF;
        IF NEW.confirmed_by_id IS NULL AND articles_leaves_correction(NEW.page_id, shown.number, NEW.edition_id) THEN
            PERFORM articles_refuse('correction_left_by_one');
        END IF;
    END IF;
    RETURN NEW;
END $$;
