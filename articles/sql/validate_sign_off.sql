CREATE OR REPLACE FUNCTION articles_validate_sign_off() RETURNS trigger
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
    reason := articles_signing_refusal(NEW.page_id, NEW.document::jsonb, NEW.kind, NEW.signer_id, NEW.credential_id);
    IF reason IS NOT NULL THEN
        PERFORM articles_refuse(reason);
    END IF;
    RETURN NEW;
END $$;
