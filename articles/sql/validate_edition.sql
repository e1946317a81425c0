-- The gate: no edition without every required signature on exactly its text. The page’s row is locked first, so that
-- saves, signatures and publishing of one page happen one after the other.
CREATE OR REPLACE FUNCTION articles_validate_edition() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    content jsonb;
    newest articles_edition%ROWTYPE;
    latest articles_draftrecord%ROWTYPE;
    missing text;
    time_left interval;
BEGIN
    PERFORM 1 FROM wagtailcore_page WHERE id = NEW.page_id FOR UPDATE;
    -- Before anybody's credential is looked at: one that is revoked meanwhile takes its signature out of the count.
    PERFORM pg_advisory_xact_lock(hashtext('the record'));
    NEW.created_at := clock_timestamp();
    NEW.ends_at := NULL;
    content := NEW.document::jsonb;

    IF encode(sha256(convert_to(NEW.document, 'UTF8')), 'hex') <> NEW.digest THEN
        PERFORM articles_refuse('digest_of_another_text');
    END IF;
    IF (content ->> 'page')::integer IS DISTINCT FROM NEW.page_id THEN
        PERFORM articles_refuse('text_of_another_page');
    END IF;
    IF (content ->> 'kind' = 'article')
            IS DISTINCT FROM EXISTS (SELECT 1 FROM articles_articlepage WHERE page_ptr_id = NEW.page_id) THEN
        PERFORM articles_refuse('text_of_another_kind');
    END IF;

    SELECT * INTO newest FROM articles_edition WHERE page_id = NEW.page_id ORDER BY number DESC LIMIT 1;
    IF NEW.previous_id IS DISTINCT FROM newest.id OR NEW.number <> coalesce(newest.number, 0) + 1 THEN
        PERFORM articles_refuse('edition_out_of_turn');
    END IF;
    IF NEW.change_class IS DISTINCT FROM content -> 'change' ->> 'class'
            OR NEW.change_note IS DISTINCT FROM content -> 'change' ->> 'note' THEN
        PERFORM articles_refuse('change_not_as_signed');
    END IF;
    IF (NEW.change_class = 'new')
            <> NOT EXISTS (SELECT 1 FROM articles_edition e WHERE e.page_id = NEW.page_id AND articles_is_signed(e)) THEN
        PERFORM articles_refuse('only_the_first_is_new');
    END IF;
    -- “No change needed” is true of nothing else; and nobody reviewed what is published in an emergency.
    IF NEW.change_class = 'reviewed' AND (NEW.override_id IS NOT NULL OR NOT articles_says_the_same(NEW.page_id, content)) THEN
        PERFORM articles_refuse('reviewed_says_something_else');
    END IF;

    IF NOT EXISTS (SELECT 1 FROM articles_required(NEW.page_id, content) AS r WHERE r.kind = 'medical_review')
            AND articles_dose_in(content) IS NOT NULL THEN
        PERFORM articles_refuse('dose_not_reviewed', articles_dose_in(content));
    END IF;
    IF content ->> 'risk_tier' <> articles_risk_tier(NEW.page_id)
            OR content ->> 'kind' = 'article' AND content ->> 'risk_tier' IS NULL THEN
        PERFORM articles_refuse('risk_not_as_set');
    END IF;

    SELECT * INTO latest FROM articles_draftrecord WHERE page_id = NEW.page_id ORDER BY id DESC LIMIT 1;
    IF latest.id IS DISTINCT FROM NEW.draft_record_id OR latest.digest IS DISTINCT FROM NEW.digest THEN
        PERFORM articles_refuse('draft_moved_on_before_publishing');
    END IF;
    IF EXISTS (SELECT 1 FROM articles_contributors(NEW.page_id, content) AS c WHERE c IS NULL) THEN
        PERFORM articles_refuse('author_unknown');
    END IF;
    IF EXISTS (
        SELECT 1 FROM wagtailcore_revision v JOIN wagtailcore_page p ON v.object_id = p.id::text
        JOIN django_content_type t ON t.id = v.base_content_type_id AND t.app_label = 'wagtailcore' AND t.model = 'page'
        WHERE p.id = NEW.page_id
          AND v.id > coalesce((SELECT revision_id FROM articles_draftrecord
                               WHERE id = articles_covered(NEW.page_id)), 0)
          AND NOT EXISTS (SELECT 1 FROM articles_draftrecord r WHERE r.revision_id = v.id)) THEN
        PERFORM articles_refuse('draft_not_recorded');
    END IF;

    IF NEW.legacy_id IS NOT NULL THEN
        PERFORM articles_validate_legacy(NEW);
    END IF;
    IF NEW.override_id IS NOT NULL THEN
        SELECT NEW.created_at + make_interval(hours => o.hours) INTO NEW.ends_at
        FROM articles_emergencyoverride o JOIN articles_emergencyrule r ON o.hours <= r.most_hours
        WHERE o.id = NEW.override_id AND o.page_id = NEW.page_id AND o.digest = NEW.digest;
        IF NEW.ends_at IS NULL THEN
            PERFORM articles_refuse('no_emergency_allowed');
        END IF;
        -- Judged again: time has passed since it was called, and several may have been before the first had its edition.
        time_left := articles_emergency_time_left(NEW.page_id);
        IF time_left <= interval '0' THEN
            PERFORM articles_refuse('emergency_used_up');
        END IF;
        NEW.ends_at := least(NEW.ends_at, NEW.created_at + time_left);
    END IF;
    IF EXISTS (SELECT 1 FROM articles_edition e
               WHERE e.page_id = NEW.page_id AND e.digest = NEW.digest AND articles_is_signed(e)) THEN
        PERFORM articles_refuse('text_published_before');
    END IF;
    IF EXISTS (SELECT 1 FROM articles_signoff s
               WHERE s.id = ANY (NEW.sign_off_ids) AND s.page_id = NEW.page_id AND s.digest = NEW.digest
                 AND s.id NOT IN (SELECT u.id FROM articles_unspent_sign_offs(NEW.page_id, NEW.digest) AS u)) THEN
        PERFORM articles_refuse('sign_offs_spent');
    END IF;
    IF (SELECT count(*) <> cardinality(NEW.sign_off_ids) OR count(DISTINCT s.signer_id) <> count(*)
        FROM articles_signoff s
        WHERE s.id = ANY (NEW.sign_off_ids) AND s.page_id = NEW.page_id AND s.digest = NEW.digest) THEN
        PERFORM articles_refuse('sign_offs_not_on_this_text');
    END IF;
    SELECT string_agg(r.kind, ', ') INTO missing
    FROM articles_required_today(NEW.page_id, content, NEW.override_id IS NOT NULL) AS r
    WHERE NEW.legacy_id IS NULL  -- nobody signs it, and it says so
      AND r.needed > (SELECT count(*) FROM articles_signoff s
                      WHERE s.id = ANY (NEW.sign_off_ids) AND s.kind = r.kind
                        AND (articles_signing_refusal(NEW.page_id, content, s.kind, s.signer_id, s.credential_id)).code
                            IS NULL);
    IF missing IS NOT NULL THEN
        PERFORM articles_refuse('sign_offs_missing', missing);
    END IF;
    -- Readers are told of every one of them who reviewed the text, and when.
    IF EXISTS (SELECT unnest(NEW.sign_off_ids) EXCEPT
               SELECT s.id FROM articles_standing_sign_offs(NEW.page_id, content, NEW.digest) AS s
               WHERE (s.kind = 'emergency') = (NEW.override_id IS NOT NULL)) THEN
        PERFORM articles_refuse('sign_offs_that_do_not_count');
    END IF;
    -- Found after somebody signed it as supported, by another fact checker.
    IF NEW.override_id IS NULL AND NEW.legacy_id IS NULL AND EXISTS (SELECT articles_unsupported_claims(NEW.page_id)) THEN
        PERFORM articles_refuse('claim_not_supported');
    END IF;
    IF EXISTS (SELECT 1 FROM jsonb_array_elements_text(content -> 'images') AS shown
               WHERE shown NOT IN (SELECT sha256 FROM articles_editionimage)) THEN
        PERFORM articles_refuse('picture_not_kept');
    END IF;
    RETURN NEW;
END $$;
