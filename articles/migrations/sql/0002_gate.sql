-- The gate, in the innermost place: no edition without every required signature on exactly its text.
--
-- Functions pin their search_path, so that no temporary table can stand in for one of ours. Messages are whole
-- sentences: the desk shows them. Every judge first locks the page's row, so that saves, signatures and publishing of
-- one page happen one after the other.

CREATE FUNCTION articles_refuse(reason text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '%', reason USING ERRCODE = 'check_violation';
END $$;

CREATE FUNCTION articles_append_only() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM articles_refuse(format('%s of %s is refused: these rows are evidence.', TG_OP, TG_TABLE_NAME));
    RETURN NULL;
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON articles_draftrecord
    FOR EACH STATEMENT EXECUTE FUNCTION articles_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON articles_signoff
    FOR EACH STATEMENT EXECUTE FUNCTION articles_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON articles_edition
    FOR EACH STATEMENT EXECUTE FUNCTION articles_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON articles_editionimage
    FOR EACH STATEMENT EXECUTE FUNCTION articles_append_only();
CREATE TRIGGER stays BEFORE DELETE OR TRUNCATE ON articles_publication
    FOR EACH STATEMENT EXECUTE FUNCTION articles_append_only();

-- The newest draft record that an edition of the page covers; 0 before the first edition.
CREATE FUNCTION articles_covered(page integer) RETURNS bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce((SELECT draft_record_id FROM articles_edition WHERE page_id = page ORDER BY number DESC LIMIT 1), 0)
$$;

-- The users whose saves changed what readers would see since the newest edition; a row of NULL for a save by nobody.
CREATE FUNCTION articles_contributors(page integer) RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT DISTINCT saves.user_id
    FROM (SELECT id, user_id, digest, lag(digest) OVER (ORDER BY id) AS before
          FROM articles_draftrecord WHERE page_id = page AND id >= articles_covered(page)) AS saves
    WHERE saves.id > articles_covered(page) AND saves.digest IS DISTINCT FROM saves.before
$$;

-- Which signatures a page needs, and how many of each. What kind of page it is follows from the table that it is in.
CREATE FUNCTION articles_required(page integer, document jsonb) RETURNS TABLE (kind text, needed integer)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT required.kind, required.needed
    FROM (SELECT EXISTS (SELECT 1 FROM articles_articlepage WHERE page_ptr_id = page) AS is_article) AS is_a,
         LATERAL (VALUES ('fact_check', CASE WHEN is_article THEN 1 ELSE 0 END),
                         ('medical_review', CASE WHEN NOT is_article THEN 0
                                                 WHEN document ->> 'risk_tier' = 'high' THEN 2 ELSE 1 END),
                         ('editorial', CASE WHEN is_article THEN 0 ELSE 1 END)) AS required (kind, needed)
    WHERE required.needed > 0
$$;

-- Why this person may not give this sign-off today, in a sentence; NULL when they may.
CREATE FUNCTION articles_why_not_sign(page integer, document jsonb, kind text, signer bigint, credential bigint)
RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM accounts_user u WHERE u.id = signer AND u.is_active)
            THEN 'Only an active member of the desk can sign.'
        WHEN signer IN (SELECT articles_contributors(page))
            THEN 'You changed this text yourself, so somebody else has to sign it.'
        WHEN EXISTS (SELECT 1 FROM articles_personaccount a
                     JOIN jsonb_array_elements(coalesce(document -> 'bylines', '[]'::jsonb)) AS byline
                         ON (byline ->> 'person')::integer = a.person_id
                     WHERE a.user_id = signer)
            THEN 'You stand in a byline on this page, so somebody else has to sign it.'
        WHEN EXISTS (SELECT 1 FROM articles_personaccount a WHERE a.user_id = signer AND a.person_id = page)
            THEN 'This page is about you, so somebody else has to sign it.'
        WHEN NOT EXISTS (
            SELECT 1 FROM articles_credential c JOIN articles_personaccount a ON a.person_id = c.person_id
            WHERE c.id = credential AND a.user_id = signer AND c.verified_by_id IS NOT NULL AND c.verified_by_id <> signer
              AND (c.expires_on IS NULL OR c.expires_on >= CURRENT_DATE)
              AND c.kind = CASE articles_why_not_sign.kind WHEN 'fact_check' THEN 'fact_checking'
                                WHEN 'medical_review' THEN 'clinical' WHEN 'editorial' THEN 'editorial' END)
            THEN 'You hold no verified credential for this kind of sign-off that is valid today.'
    END
$$;

CREATE FUNCTION articles_judge_draft_record() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM wagtailcore_page WHERE id = NEW.page_id FOR UPDATE;
    -- Numbered under the lock: of two saves of a page the later number is the one that was recorded later.
    NEW.id := nextval(pg_get_serial_sequence('public.articles_draftrecord', 'id'));
    NEW.saved_at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER judge BEFORE INSERT ON articles_draftrecord
    FOR EACH ROW EXECUTE FUNCTION articles_judge_draft_record();

CREATE FUNCTION articles_judge_sign_off() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    reason text;
BEGIN
    PERFORM 1 FROM wagtailcore_page WHERE id = NEW.page_id FOR UPDATE;
    NEW.signed_at := clock_timestamp();
    IF encode(sha256(convert_to(NEW.document, 'UTF8')), 'hex') <> NEW.digest THEN
        PERFORM articles_refuse('The digest does not belong to the text that was signed.');
    END IF;
    IF (NEW.document::jsonb ->> 'page')::integer IS DISTINCT FROM NEW.page_id THEN
        PERFORM articles_refuse('The text that was signed belongs to another page.');
    END IF;
    IF NEW.digest IS DISTINCT FROM
            (SELECT digest FROM articles_draftrecord WHERE page_id = NEW.page_id ORDER BY id DESC LIMIT 1) THEN
        PERFORM articles_refuse('The content changed after you opened it: what you read is not the newest draft.');
    END IF;
    IF NEW.kind NOT IN (SELECT r.kind FROM articles_required(NEW.page_id, NEW.document::jsonb) AS r) THEN
        PERFORM articles_refuse('This page does not need that kind of sign-off.');
    END IF;
    reason := articles_why_not_sign(NEW.page_id, NEW.document::jsonb, NEW.kind, NEW.signer_id, NEW.credential_id);
    IF reason IS NOT NULL THEN
        PERFORM articles_refuse(reason);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER judge BEFORE INSERT ON articles_signoff
    FOR EACH ROW EXECUTE FUNCTION articles_judge_sign_off();

CREATE FUNCTION articles_judge_edition() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    content jsonb;
    newest articles_edition%ROWTYPE;
    latest articles_draftrecord%ROWTYPE;
    missing text;
BEGIN
    PERFORM 1 FROM wagtailcore_page WHERE id = NEW.page_id FOR UPDATE;
    NEW.created_at := clock_timestamp();
    content := NEW.document::jsonb;

    IF encode(sha256(convert_to(NEW.document, 'UTF8')), 'hex') <> NEW.digest THEN
        PERFORM articles_refuse('The digest does not belong to the text of the edition.');
    END IF;
    IF (content ->> 'page')::integer IS DISTINCT FROM NEW.page_id THEN
        PERFORM articles_refuse('The text of the edition belongs to another page.');
    END IF;
    IF (content ->> 'kind' = 'article')
            IS DISTINCT FROM EXISTS (SELECT 1 FROM articles_articlepage WHERE page_ptr_id = NEW.page_id) THEN
        PERFORM articles_refuse('The text of the edition is of another kind than its page.');
    END IF;

    SELECT * INTO newest FROM articles_edition WHERE page_id = NEW.page_id ORDER BY number DESC LIMIT 1;
    IF NEW.previous_id IS DISTINCT FROM newest.id OR NEW.number <> coalesce(newest.number, 0) + 1 THEN
        PERFORM articles_refuse('An edition follows the newest one of its page.');
    END IF;
    IF NEW.change_class <> content -> 'change' ->> 'class' OR NEW.change_note <> content -> 'change' ->> 'note' THEN
        PERFORM articles_refuse('The change class and its note are not those that were signed.');
    END IF;
    IF (NEW.change_class = 'new') <> (newest.id IS NULL) THEN
        PERFORM articles_refuse('“New” is the change class of the first edition, and of no other.');
    END IF;

    SELECT * INTO latest FROM articles_draftrecord WHERE page_id = NEW.page_id ORDER BY id DESC LIMIT 1;
    IF latest.id IS DISTINCT FROM NEW.draft_record_id OR latest.digest IS DISTINCT FROM NEW.digest THEN
        PERFORM articles_refuse('The text of the edition is not that of the newest draft.');
    END IF;
    IF EXISTS (SELECT 1 FROM articles_contributors(NEW.page_id) AS c WHERE c IS NULL) THEN
        PERFORM articles_refuse('Nobody knows who wrote a part of this text, so nobody can be independent of them.');
    END IF;
    IF EXISTS (
        SELECT 1 FROM wagtailcore_revision v JOIN wagtailcore_page p ON v.object_id = p.id::text
        JOIN django_content_type t ON t.id = v.base_content_type_id AND t.app_label = 'wagtailcore' AND t.model = 'page'
        WHERE p.id = NEW.page_id
          AND v.id > coalesce((SELECT revision_id FROM articles_draftrecord WHERE id = newest.draft_record_id), 0)
          AND NOT EXISTS (SELECT 1 FROM articles_draftrecord r WHERE r.revision_id = v.id)) THEN
        PERFORM articles_refuse('A draft of this page was saved past the record of who wrote it.');
    END IF;

    IF (SELECT count(*) <> cardinality(NEW.sign_off_ids) OR count(DISTINCT s.signer_id) <> count(*)
        FROM articles_signoff s
        WHERE s.id = ANY (NEW.sign_off_ids) AND s.page_id = NEW.page_id AND s.digest = NEW.digest) THEN
        PERFORM articles_refuse('The sign-offs of an edition are on exactly its text, each by another person.');
    END IF;
    SELECT string_agg(r.kind, ', ') INTO missing
    FROM articles_required(NEW.page_id, content) AS r
    WHERE r.needed > (SELECT count(*) FROM articles_signoff s
                      WHERE s.id = ANY (NEW.sign_off_ids) AND s.kind = r.kind
                        AND articles_why_not_sign(NEW.page_id, content, s.kind, s.signer_id, s.credential_id) IS NULL);
    IF missing IS NOT NULL THEN
        PERFORM articles_refuse(format('Required sign-offs are missing or no longer valid: %s.', missing));
    END IF;
    IF EXISTS (SELECT 1 FROM jsonb_array_elements_text(content -> 'images') AS shown
               WHERE shown NOT IN (SELECT sha256 FROM articles_editionimage)) THEN
        PERFORM articles_refuse('A picture of the edition has not been kept.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER judge BEFORE INSERT ON articles_edition
    FOR EACH ROW EXECUTE FUNCTION articles_judge_edition();

CREATE FUNCTION articles_judge_publication() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM articles_edition WHERE id = NEW.edition_id AND page_id = NEW.page_id) THEN
        PERFORM articles_refuse('A publication shows an edition of its own page.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER judge BEFORE INSERT OR UPDATE ON articles_publication
    FOR EACH ROW EXECUTE FUNCTION articles_judge_publication();
