-- What a passkey signs: its challenge is the SHA-256 of this. The browser and articles/record/assertions.py write the same.
CREATE OR REPLACE FUNCTION articles_signed_text(link articles_signoff) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT articles_canonical(jsonb_build_object(
        'row', 'sign_off', 'page', link.page_id, 'digest', link.digest, 'kind', link.kind, 'statement', link.statement,
        'checklist', link.checklist, 'interest_answer', link.interest_answer, 'interests', link.interests))
$$;

CREATE OR REPLACE FUNCTION articles_signed_text(link articles_authorityevent) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT articles_canonical(jsonb_build_object(
        'row', 'authority_event', 'kind', link.kind, 'person', link.person_id, 'user', link.user_id,
        -- A credential that is issued gets its number afterwards.
        'credential', CASE WHEN link.kind <> 'credential_issued' THEN link.credential_id END, 'topic', link.topic_id, 'details', link.details, 'reason', link.reason,
        'asked_by', link.asked_by_id))
$$;

CREATE OR REPLACE FUNCTION articles_signed_text(link articles_legacydecision) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT articles_canonical(jsonb_build_object(
        'row', 'legacy_decision', 'batch', link.batch_id, 'texts', link.texts, 'root', link.root,
        'statement', link.statement))
$$;
