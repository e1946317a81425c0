-- Whether a signature counts: on the newest draft, needed, by somebody who may and who proved a moment ago who they are.
CREATE OR REPLACE FUNCTION articles_validate_sign_off() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    refusal record;
BEGIN
    PERFORM 1 FROM wagtailcore_page WHERE id = NEW.page_id FOR UPDATE;
    NEW.signed_at := clock_timestamp();
    IF encode(sha256(convert_to(NEW.document, 'UTF8')), 'hex') <> NEW.digest THEN
        PERFORM articles_refuse('digest_of_another_text');
    END IF;
    IF (NEW.document::jsonb ->> 'page')::integer IS DISTINCT FROM NEW.page_id THEN
        PERFORM articles_refuse('text_of_another_page');
    END IF;
    IF NEW.digest IS DISTINCT FROM
            (SELECT digest FROM articles_draftrecord WHERE page_id = NEW.page_id ORDER BY id DESC LIMIT 1) THEN
        PERFORM articles_refuse('draft_moved_on');
    END IF;
    IF NOT EXISTS (SELECT 1 FROM articles_required(NEW.page_id, NEW.document::jsonb) AS r WHERE r.kind = 'medical_review')
            AND articles_dose_in(NEW.document::jsonb) IS NOT NULL THEN
        PERFORM articles_refuse('dose_not_reviewed', articles_dose_in(NEW.document::jsonb));
    END IF;
    IF NEW.document::jsonb ->> 'risk_tier' <> articles_risk_tier(NEW.page_id)
            OR NEW.document::jsonb ->> 'kind' = 'article' AND NEW.document::jsonb ->> 'risk_tier' IS NULL THEN
        PERFORM articles_refuse('risk_not_as_set');
    END IF;
    IF NEW.kind = 'fact_check' AND EXISTS (SELECT articles_unsupported_claims(NEW.page_id)) THEN
        PERFORM articles_refuse('claim_not_supported');
    END IF;
    IF EXISTS (SELECT 1 FROM articles_signoff s
               WHERE s.page_id = NEW.page_id AND s.digest = NEW.digest AND s.signer_id <> NEW.signer_id
                 AND s.signer_id IN (SELECT articles_accounts_of(NEW.signer_id))) THEN
        PERFORM articles_refuse('articles_signoff_once_per_digest');
    END IF;
    IF NEW.kind = 'emergency' THEN
        IF NOT EXISTS (SELECT 1 FROM articles_emergencyoverride o
                       WHERE o.page_id = NEW.page_id AND o.digest = NEW.digest) THEN
            PERFORM articles_refuse('no_emergency_called');
        END IF;
    ELSIF NEW.kind NOT IN (SELECT r.kind FROM articles_required(NEW.page_id, NEW.document::jsonb) AS r) THEN
        PERFORM articles_refuse('sign_off_not_needed');
    END IF;
    IF coalesce(NEW.authenticated_by, '') = '' OR NEW.authenticated_at IS NULL
            OR NEW.authenticated_at NOT BETWEEN clock_timestamp() - articles_authentication_lasts()
                AND clock_timestamp() + interval '1 minute' THEN  -- a web server's clock may be ahead of this one's
        PERFORM articles_refuse('authentication_too_old');
    END IF;
    IF NEW.interest_answer = 'declared' AND NOT EXISTS (
            SELECT 1 FROM articles_interestwaiver w JOIN articles_interestdeclaration d ON d.id = w.declaration_id
            WHERE w.id = NEW.waiver_id AND d.page_id = NEW.page_id AND d.signer_id = NEW.signer_id
              AND d.interests = NEW.interests) THEN
        PERFORM articles_refuse('interest_not_waived');
    END IF;
    IF NEW.interest_answer = 'none' AND NEW.waiver_id IS NOT NULL THEN
        PERFORM articles_refuse('nothing_to_waive');
    END IF;
    SELECT * INTO refusal FROM articles_signing_refusal(
        NEW.page_id, NEW.document::jsonb, NEW.kind, NEW.signer_id, NEW.credential_id);
    IF refusal.code IS NOT NULL THEN
        PERFORM articles_refuse(refusal.code, refusal.detail);
    END IF;
    -- The record is locked before the key is read: one that is revoked meanwhile signs nothing that follows in the chain.
    PERFORM pg_advisory_xact_lock(hashtext('the record'));
    IF NEW.assertion IS NOT NULL THEN
        PERFORM articles_validate_assertion(
            NEW.assertion, articles_signed_text(NEW), NEW.signer_id,
            (SELECT person_id FROM articles_credential WHERE id = NEW.credential_id));
    ELSIF articles_signing_rule() = 'passkey' THEN
        PERFORM articles_refuse('passkey_needed');
    END IF;
    RETURN NEW;
END $$;
