-- The record: sign-offs, editions and changes of standing sealed into one chain; interests, specialties, recent
-- authentication and emergencies judged. Replaces functions of 0002_gate.sql where it says OR REPLACE.

-- Whether somebody holds a credential of a kind that another person verified and that is valid today.
CREATE FUNCTION articles_holds(holder bigint, credential_kind text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM articles_credential c JOIN articles_personaccount a ON a.person_id = c.person_id
        JOIN accounts_user u ON u.id = a.user_id AND u.is_active
        WHERE a.user_id = holder AND c.kind = credential_kind
          AND c.verified_by_id IS NOT NULL AND c.verified_by_id <> holder
          AND (c.expires_on IS NULL OR c.expires_on >= CURRENT_DATE))
$$;

-- The newest draft record that a signed edition of the page covers; 0 before the first. An emergency edition covers
-- nothing: who wrote it is still nobody's reviewer.
CREATE OR REPLACE FUNCTION articles_covered(page integer) RETURNS bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce((SELECT draft_record_id FROM articles_edition WHERE page_id = page AND override_id IS NULL
                     ORDER BY number DESC LIMIT 1), 0)
$$;

-- The specialties that a text's topics ask of its medical reviewer, when this credential has none of them; else NULL.
CREATE FUNCTION articles_specialties_lacking(document jsonb, credential bigint) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT string_agg(DISTINCT s.name, ', ' ORDER BY s.name)
    FROM articles_specialty_topics t JOIN articles_specialty s ON s.id = t.specialty_id
    WHERE to_jsonb(t.topicpage_id) IN (SELECT jsonb_array_elements(coalesce(document -> 'topics', '[]'::jsonb)))
    HAVING NOT bool_or(EXISTS (SELECT 1 FROM articles_credential_specialties h
                               WHERE h.credential_id = credential AND h.specialty_id = s.id))
$$;

CREATE OR REPLACE FUNCTION articles_why_not_sign(
    page integer, document jsonb, kind text, signer bigint, credential bigint)
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
                                WHEN 'medical_review' THEN 'clinical' WHEN 'editorial' THEN 'editorial'
                                WHEN 'emergency' THEN 'editorial' END)
            THEN 'You hold no verified credential for this kind of sign-off that is valid today.'
        WHEN articles_why_not_sign.kind = 'medical_review'
                AND articles_specialties_lacking(document, credential) IS NOT NULL
            THEN format('The topics of this article ask for a reviewer of another specialty: %s.',
                        articles_specialties_lacking(document, credential))
    END
$$;

CREATE FUNCTION articles_judge_waiver() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.waived_at := clock_timestamp();
    IF NEW.waived_by_id = (SELECT signer_id FROM articles_interestdeclaration WHERE id = NEW.declaration_id) THEN
        PERFORM articles_refuse('Nobody waives an interest of their own.');
    END IF;
    IF NOT articles_holds(NEW.waived_by_id, 'editorial') THEN
        PERFORM articles_refuse('Only an editor with a verified credential that is valid today can waive an interest.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER judge BEFORE INSERT ON articles_interestwaiver
    FOR EACH ROW EXECUTE FUNCTION articles_judge_waiver();

CREATE FUNCTION articles_judge_override() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    most integer := (SELECT most_hours FROM articles_emergencyrule);
BEGIN
    NEW.asked_at := clock_timestamp();
    IF most IS NULL THEN
        PERFORM articles_refuse('This site does not publish without a medical review, not even in an emergency.');
    END IF;
    IF NEW.hours NOT BETWEEN 1 AND most THEN
        PERFORM articles_refuse(format('An emergency edition lasts between 1 and %s hours.', most));
    END IF;
    IF NOT articles_holds(NEW.asked_by_id, 'editorial') THEN
        PERFORM articles_refuse('Only an editor with a verified credential that is valid today can call an emergency.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER judge BEFORE INSERT ON articles_emergencyoverride
    FOR EACH ROW EXECUTE FUNCTION articles_judge_override();

CREATE OR REPLACE FUNCTION articles_judge_sign_off() RETURNS trigger
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
    IF NEW.kind = 'emergency' THEN
        IF NOT EXISTS (SELECT 1 FROM articles_emergencyoverride o
                       WHERE o.page_id = NEW.page_id AND o.digest = NEW.digest) THEN
            PERFORM articles_refuse('Nobody has called an emergency for this text.');
        END IF;
    ELSIF NEW.kind NOT IN (SELECT r.kind FROM articles_required(NEW.page_id, NEW.document::jsonb) AS r) THEN
        PERFORM articles_refuse('This page does not need that kind of sign-off.');
    END IF;
    IF coalesce(NEW.authenticated_by, '') = '' OR NEW.authenticated_at IS NULL
            OR NEW.authenticated_at NOT BETWEEN clock_timestamp() - interval '10 minutes' AND clock_timestamp() THEN
        PERFORM articles_refuse('To sign, confirm who you are: the last time is more than ten minutes ago.');
    END IF;
    IF NEW.interest_answer = 'declared' AND NOT EXISTS (
            SELECT 1 FROM articles_interestwaiver w JOIN articles_interestdeclaration d ON d.id = w.declaration_id
            WHERE w.id = NEW.waiver_id AND d.page_id = NEW.page_id AND d.signer_id = NEW.signer_id
              AND d.interests = NEW.interests) THEN
        PERFORM articles_refuse('You declared an interest that bears on this text, and no editor has waived it.');
    END IF;
    IF NEW.interest_answer = 'none' AND NEW.waiver_id IS NOT NULL THEN
        PERFORM articles_refuse('There is nothing to waive where no interest was declared.');
    END IF;
    IF NEW.interest_answer = 'none' AND EXISTS (
            SELECT 1 FROM articles_interestdeclaration d LEFT JOIN articles_interestwaiver w ON w.declaration_id = d.id
            WHERE d.page_id = NEW.page_id AND d.signer_id = NEW.signer_id AND w.id IS NULL) THEN
        PERFORM articles_refuse('You declared an interest that bears on this page, and no editor has waived it.');
    END IF;
    reason := articles_why_not_sign(NEW.page_id, NEW.document::jsonb, NEW.kind, NEW.signer_id, NEW.credential_id);
    IF reason IS NOT NULL THEN
        PERFORM articles_refuse(reason);
    END IF;
    RETURN NEW;
END $$;

-- The sign-offs that a text needs to be published: those of its page, or in an emergency two editors'.
CREATE FUNCTION articles_required_for(page integer, document jsonb, emergency boolean)
RETURNS TABLE (kind text, needed integer)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT 'emergency', 2 WHERE emergency
    UNION ALL
    SELECT r.kind, r.needed FROM articles_required(page, document) AS r WHERE NOT emergency
$$;

CREATE OR REPLACE FUNCTION articles_judge_edition() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    content jsonb;
    newest articles_edition%ROWTYPE;
    latest articles_draftrecord%ROWTYPE;
    missing text;
BEGIN
    PERFORM 1 FROM wagtailcore_page WHERE id = NEW.page_id FOR UPDATE;
    NEW.created_at := clock_timestamp();
    NEW.ends_at := NULL;
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
    IF (NEW.change_class = 'new')
            <> NOT EXISTS (SELECT 1 FROM articles_edition WHERE page_id = NEW.page_id AND override_id IS NULL) THEN
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
          AND v.id > coalesce((SELECT revision_id FROM articles_draftrecord
                               WHERE id = articles_covered(NEW.page_id)), 0)
          AND NOT EXISTS (SELECT 1 FROM articles_draftrecord r WHERE r.revision_id = v.id)) THEN
        PERFORM articles_refuse('A draft of this page was saved past the record of who wrote it.');
    END IF;

    IF NEW.override_id IS NOT NULL THEN
        SELECT NEW.created_at + make_interval(hours => o.hours) INTO NEW.ends_at
        FROM articles_emergencyoverride o JOIN articles_emergencyrule r ON o.hours <= r.most_hours
        WHERE o.id = NEW.override_id AND o.page_id = NEW.page_id AND o.digest = NEW.digest;
        IF NEW.ends_at IS NULL THEN
            PERFORM articles_refuse('Nobody has called an emergency for this text, or emergencies are not allowed.');
        END IF;
    END IF;
    IF (SELECT count(*) <> cardinality(NEW.sign_off_ids) OR count(DISTINCT s.signer_id) <> count(*)
        FROM articles_signoff s
        WHERE s.id = ANY (NEW.sign_off_ids) AND s.page_id = NEW.page_id AND s.digest = NEW.digest) THEN
        PERFORM articles_refuse('The sign-offs of an edition are on exactly its text, each by another person.');
    END IF;
    SELECT string_agg(r.kind, ', ') INTO missing
    FROM articles_required_for(NEW.page_id, content, NEW.override_id IS NOT NULL) AS r
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

CREATE OR REPLACE FUNCTION articles_judge_publication() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM articles_edition WHERE id = NEW.edition_id AND page_id = NEW.page_id) THEN
        PERFORM articles_refuse('A publication shows an edition of its own page.');
    END IF;
    -- An emergency edition ends by itself, whatever happens to the worker that tidies up after it.
    NEW.readable_until := (SELECT ends_at FROM articles_edition WHERE id = NEW.edition_id);
    RETURN NEW;
END $$;

CREATE FUNCTION articles_judge_standing_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.decided_at := clock_timestamp();
    IF NOT EXISTS (SELECT 1 FROM articles_publication p
                   WHERE p.page_id = NEW.page_id AND p.edition_id = NEW.edition_id AND p.standing = NEW.standing) THEN
        PERFORM articles_refuse('A change of standing is recorded together with the change itself.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER judge BEFORE INSERT ON articles_standingchange
    FOR EACH ROW EXECUTE FUNCTION articles_judge_standing_change();

-- What a seal is made of: the row as JSON, with what it refers to. Times are in UTC; empty columns are left out, so that
-- a column which is added later does not break the seals of earlier rows. The text itself is bound by its digest.
CREATE FUNCTION articles_sealed_text(link articles_signoff) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'row', 'sign_off', 'position', link.position, 'id', link.id, 'page', link.page_id, 'kind', link.kind,
        'digest', link.digest, 'signer', link.signer_id, 'credential', link.credential_id, 'shown', link.shown,
        'statement', link.statement, 'checklist', link.checklist, 'interest_answer', link.interest_answer,
        'interests', link.interests, 'authenticated_at', link.authenticated_at, 'authenticated_by', link.authenticated_by,
        'signed_at', link.signed_at,
        'waiver', (SELECT jsonb_build_object('reason', w.reason, 'by', w.waived_by_id, 'at', w.waived_at)
                   FROM articles_interestwaiver w WHERE w.id = link.waiver_id)))::text
$$;
CREATE FUNCTION articles_sealed_text(link articles_edition) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'row', 'edition', 'position', link.position, 'id', link.id, 'page', link.page_id, 'number', link.number,
        'digest', link.digest, 'draft_record', link.draft_record_id, 'change_class', link.change_class,
        'change_note', link.change_note, 'created_at', link.created_at, 'ends_at', link.ends_at,
        'sign_offs', (SELECT jsonb_agg(s.seal ORDER BY s.id) FROM articles_signoff s WHERE s.id = ANY (link.sign_off_ids)),
        'override', (SELECT jsonb_build_object('reason', o.reason, 'hours', o.hours, 'by', o.asked_by_id,
                                               'at', o.asked_at)
                     FROM articles_emergencyoverride o WHERE o.id = link.override_id)))::text
$$;
CREATE FUNCTION articles_sealed_text(link articles_standingchange) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'row', 'standing_change', 'position', link.position, 'id', link.id, 'page', link.page_id,
        'edition', link.edition_id, 'before', link.before, 'standing', link.standing, 'notice', link.notice,
        'reason', link.reason, 'decided_by', link.decided_by_id, 'confirmed_by', link.confirmed_by_id,
        'decided_at', link.decided_at))::text
$$;

CREATE FUNCTION articles_last_link(OUT place bigint, OUT last_seal text)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT ends.place, ends.seal FROM (
        (SELECT s.position AS place, s.seal FROM articles_signoff s ORDER BY s.position DESC LIMIT 1) UNION ALL
        (SELECT e.position, e.seal FROM articles_edition e ORDER BY e.position DESC LIMIT 1) UNION ALL
        (SELECT c.position, c.seal FROM articles_standingchange c ORDER BY c.position DESC LIMIT 1)) AS ends
    ORDER BY ends.place DESC LIMIT 1
$$;

-- Fires after `judge`, by the order of their names. One chain for the whole site: the lock is held until the commit.
CREATE FUNCTION articles_seal() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    last record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('the record'));
    SELECT * INTO last FROM articles_last_link();
    NEW.position := coalesce(last.place, 0) + 1;
    NEW.sealed_after := coalesce(last.last_seal, repeat('0', 64));
    NEW.seal := encode(sha256(convert_to(NEW.sealed_after || E'\n' || articles_sealed_text(NEW), 'UTF8')), 'hex');
    RETURN NEW;
END $$;

-- Rows from before there was a chain are sealed in the order in which they came to be.
CREATE FUNCTION articles_seal_earlier_rows() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    earlier record;
    sign_off articles_signoff%ROWTYPE;
    edition articles_edition%ROWTYPE;
    before text := repeat('0', 64);
    place bigint := 0;
BEGIN
    FOR earlier IN SELECT 'sign_off' AS kind, id, signed_at AS at FROM articles_signoff
                   UNION ALL SELECT 'edition', id, created_at FROM articles_edition ORDER BY at, kind DESC, id LOOP
        place := place + 1;
        IF earlier.kind = 'sign_off' THEN
            UPDATE articles_signoff SET position = place, sealed_after = before WHERE id = earlier.id
                RETURNING * INTO sign_off;
            before := encode(sha256(convert_to(before || E'\n' || articles_sealed_text(sign_off), 'UTF8')), 'hex');
            UPDATE articles_signoff SET seal = before WHERE id = earlier.id;
        ELSE
            UPDATE articles_edition SET position = place, sealed_after = before WHERE id = earlier.id
                RETURNING * INTO edition;
            before := encode(sha256(convert_to(before || E'\n' || articles_sealed_text(edition), 'UTF8')), 'hex');
            UPDATE articles_edition SET seal = before WHERE id = earlier.id;
        END IF;
    END LOOP;
END $$;

ALTER TABLE articles_signoff DISABLE TRIGGER append_only;
ALTER TABLE articles_edition DISABLE TRIGGER append_only;
UPDATE articles_signoff SET interest_answer = CASE interests WHEN 'None' THEN 'none' ELSE 'declared' END;
SELECT articles_seal_earlier_rows();
ALTER TABLE articles_signoff ENABLE TRIGGER append_only;
ALTER TABLE articles_edition ENABLE TRIGGER append_only;
DROP FUNCTION articles_seal_earlier_rows();
ALTER TABLE articles_signoff ALTER COLUMN position SET NOT NULL, ADD UNIQUE (position);
ALTER TABLE articles_edition ALTER COLUMN position SET NOT NULL, ADD UNIQUE (position);

CREATE TRIGGER seal BEFORE INSERT ON articles_signoff FOR EACH ROW EXECUTE FUNCTION articles_seal();
CREATE TRIGGER seal BEFORE INSERT ON articles_edition FOR EACH ROW EXECUTE FUNCTION articles_seal();
CREATE TRIGGER seal BEFORE INSERT ON articles_standingchange FOR EACH ROW EXECUTE FUNCTION articles_seal();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON articles_interestdeclaration
    FOR EACH STATEMENT EXECUTE FUNCTION articles_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON articles_interestwaiver
    FOR EACH STATEMENT EXECUTE FUNCTION articles_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON articles_emergencyoverride
    FOR EACH STATEMENT EXECUTE FUNCTION articles_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON articles_standingchange
    FOR EACH STATEMENT EXECUTE FUNCTION articles_append_only();
