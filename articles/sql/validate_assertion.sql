-- Whether a standing passkey of this person says to have signed this text, having made sure that it was them. PostgreSQL
-- does not compute signatures: Python does that before a row comes here, and the audit and every reader do it after.
CREATE OR REPLACE FUNCTION articles_validate_assertion(assertion jsonb, said text, signer bigint, person bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    known articles_signingkey;
    device bytea;
    browser jsonb;
BEGIN
    SELECT k.* INTO known FROM articles_signingkey k WHERE k.credential_id = assertion ->> 'id';
    IF known.id IS NULL OR known.user_id IS DISTINCT FROM signer OR known.person_id IS DISTINCT FROM person
            OR known.revoked_at IS NOT NULL THEN
        PERFORM articles_refuse('key_not_standing');
    END IF;
    BEGIN
        device := articles_bytes_of_base64url(assertion ->> 'authenticatorData');
        browser := convert_from(articles_bytes_of_base64url(assertion ->> 'clientDataJSON'), 'UTF8')::jsonb;
        IF coalesce(length(articles_bytes_of_base64url(assertion ->> 'signature')), 0) < 8 THEN
            device := NULL;
        END IF;
    EXCEPTION WHEN data_exception THEN
        device := NULL;
    END;
    IF coalesce(length(device), 0) < 37 OR browser ->> 'type' IS DISTINCT FROM 'webauthn.get' THEN
        PERFORM articles_refuse('assertion_malformed');
    ELSIF browser ->> 'challenge' IS DISTINCT FROM articles_base64url(sha256(convert_to(said, 'UTF8'))) THEN
        PERFORM articles_refuse('signed_something_else');
    ELSIF substr(device, 1, 32) <> sha256(convert_to(known.rp_id, 'UTF8')) THEN
        PERFORM articles_refuse('assertion_of_another_site');
    -- The flags: somebody was there (1), and the device made sure who (4).
    ELSIF get_byte(device, 32) & 5 <> 5 THEN
        PERFORM articles_refuse('signer_not_verified');
    END IF;
END $$;
