-- What a hash is made of: the row as JSON, with what it refers to. Times are in UTC; empty columns are left out, so that
-- a column which is added later does not break the hashes of earlier rows. The text itself is bound by its digest.
CREATE OR REPLACE FUNCTION articles_chained_text(link articles_signoff) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'row', 'sign_off', 'sequence', link.sequence, 'id', link.id, 'page', link.page_id, 'kind', link.kind,
        'digest', link.digest, 'signer', link.signer_id, 'credential', link.credential_id, 'shown', link.shown,
        'statement', link.statement, 'checklist', link.checklist, 'interest_answer', link.interest_answer,
        'interests', link.interests, 'authenticated_at', link.authenticated_at, 'authenticated_by', link.authenticated_by,
        'signed_at', link.signed_at, 'assertion', link.assertion,
        'waiver', (SELECT jsonb_build_object('reason', w.reason, 'by', w.waived_by_id, 'at', w.waived_at)
                   FROM articles_interestwaiver w WHERE w.id = link.waiver_id)))::text
$$;

CREATE OR REPLACE FUNCTION articles_chained_text(link articles_edition) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'row', 'edition', 'sequence', link.sequence, 'id', link.id, 'page', link.page_id, 'number', link.number,
        'digest', link.digest, 'draft_record', link.draft_record_id, 'change_class', link.change_class,
        'change_note', link.change_note, 'created_at', link.created_at, 'ends_at', link.ends_at,
        'rests_on', link.rests_on,
        'sign_offs', (SELECT jsonb_agg(s.hash ORDER BY s.id) FROM articles_signoff s WHERE s.id = ANY (link.sign_off_ids)),
        'override', (SELECT jsonb_build_object('reason', o.reason, 'hours', o.hours, 'by', o.asked_by_id,
                                               'at', o.asked_at)
                     FROM articles_emergencyoverride o WHERE o.id = link.override_id),
        'legacy', (SELECT jsonb_build_object(
                       'batch', t.batch_id, 'place', t.place,
                       'decisions', (SELECT jsonb_agg(d.hash ORDER BY d.id) FROM articles_legacydecision d
                                     WHERE d.batch_id = t.batch_id))
                   FROM articles_legacytext t WHERE t.id = link.legacy_id)))::text
$$;

CREATE OR REPLACE FUNCTION articles_chained_text(link articles_legacydecision) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'row', 'legacy_decision', 'sequence', link.sequence, 'id', link.id, 'batch', link.batch_id, 'site', b.site,
        'file_digest', b.file_digest, 'texts', link.texts, 'root', link.root, 'statement', link.statement,
        'decided_by', link.decided_by_id, 'authenticated_at', link.authenticated_at,
        'authenticated_by', link.authenticated_by, 'decided_at', link.decided_at, 'assertion', link.assertion))::text
    FROM articles_legacybatch b WHERE b.id = link.batch_id
$$;

CREATE OR REPLACE FUNCTION articles_chained_text(link articles_statuschange) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'row', 'status_change', 'sequence', link.sequence, 'id', link.id, 'page', link.page_id,
        'edition', link.edition_id, 'before', link.before, 'status', link.status, 'notice', link.notice,
        'reason', link.reason, 'decided_by', link.decided_by_id, 'confirmed_by', link.confirmed_by_id,
        'decided_at', link.decided_at))::text
$$;

CREATE OR REPLACE FUNCTION articles_chained_text(link articles_authorityevent) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'row', 'authority_event', 'sequence', link.sequence, 'id', link.id, 'kind', link.kind, 'person', link.person_id,
        'user', link.user_id, 'credential', link.credential_id, 'topic', link.topic_id, 'details', link.details,
        'reason', link.reason, 'asked_by', link.asked_by_id, 'confirmed_by', link.confirmed_by_id,
        'assertion', link.assertion, 'decided_at', link.decided_at))::text
$$;

CREATE OR REPLACE FUNCTION articles_chained_text(link articles_sourcechange) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'row', 'source_change', 'sequence', link.sequence, 'id', link.id, 'work', link.work_id, 'picture', link.picture,
        'user', link.user_id, 'changed_at', link.changed_at))::text
$$;

CREATE OR REPLACE FUNCTION articles_chained_text(link articles_claimcheck) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'row', 'claim_check', 'sequence', link.sequence, 'id', link.id, 'page', link.page_id, 'key', link.key,
        'text', link.text, 'verdict', link.verdict, 'passage', link.passage, 'checked_by', link.checked_by_id,
        'checked_at', link.checked_at))::text
$$;

CREATE OR REPLACE FUNCTION articles_chained_text(link articles_riskassessment) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'row', 'risk_assessment', 'sequence', link.sequence, 'id', link.id, 'page', link.page_id, 'tier', link.tier,
        'reason', link.reason, 'set_by', link.set_by_id, 'set_at', link.set_at))::text
$$;

CREATE OR REPLACE FUNCTION articles_chained_text(link articles_interestdeclaration) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'row', 'interest_declaration', 'sequence', link.sequence, 'id', link.id, 'page', link.page_id,
        'signer', link.signer_id, 'interests', link.interests, 'declared_at', link.declared_at))::text
$$;

CREATE OR REPLACE FUNCTION articles_chained_text(link articles_interestwaiver) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'row', 'interest_waiver', 'sequence', link.sequence, 'id', link.id, 'declaration', link.declaration_id,
        'reason', link.reason, 'waived_by', link.waived_by_id, 'waived_at', link.waived_at))::text
$$;

CREATE OR REPLACE FUNCTION articles_chained_text(link articles_emergencyoverride) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'row', 'emergency_override', 'sequence', link.sequence, 'id', link.id, 'page', link.page_id,
        'digest', link.digest, 'reason', link.reason, 'hours', link.hours, 'asked_by', link.asked_by_id,
        'asked_at', link.asked_at))::text
$$;

CREATE OR REPLACE FUNCTION articles_chained_text(link articles_addresschange) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'row', 'address_change', 'sequence', link.sequence, 'id', link.id, 'page', link.page_id,
        'edition', link.edition_id, 'before', link.before, 'path', link.path, 'parent_path', link.parent_path,
        'cause', link.cause, 'decided_by', link.decided_by_id, 'changed_at', link.changed_at))::text
$$;

CREATE OR REPLACE FUNCTION articles_chained_text(link articles_addressreuse) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'row', 'address_reuse', 'sequence', link.sequence, 'id', link.id, 'page', link.page_id, 'path', link.path,
        'confirmed_by', link.confirmed_by_id, 'confirmed_at', link.confirmed_at))::text
$$;

CREATE OR REPLACE FUNCTION articles_chained_text(link articles_reportedmonth) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'row', 'reported_month', 'sequence', link.sequence, 'id', link.id, 'month', link.month,
        'figures', link.figures, 'counted_at', link.counted_at))::text
$$;

CREATE OR REPLACE FUNCTION articles_chained_text(link articles_integrityfact) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'row', 'integrity_fact', 'sequence', link.sequence, 'id', link.id, 'name', link.name, 'value', link.value,
        'status', link.status, 'status_on', link.status_on, 'overrules', link.overrules_id, 'reason', link.reason,
        'asked_by', link.asked_by_id, 'confirmed_by', link.confirmed_by_id, 'noted_at', link.noted_at))::text
$$;
