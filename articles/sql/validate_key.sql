-- Whether this can become a signing key: complete, of an algorithm that everybody can check, and nobody's yet.
CREATE OR REPLACE FUNCTION articles_validate_key(details jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    is_complete boolean := false;
BEGIN
    BEGIN
        -- An ES256, EdDSA or RS256 key in DER begins with a sequence, and is not short.
        is_complete := length(articles_bytes_of_base64url(details ->> 'credential_id')) BETWEEN 16 AND 1023
            AND get_byte(articles_bytes_of_base64url(details ->> 'public_key'), 0) = 48
            AND length(articles_bytes_of_base64url(details ->> 'public_key')) BETWEEN 44 AND 2000
            AND (details ->> 'algorithm')::integer IN (-7, -8, -257)
            AND details ->> 'rp_id' ~ '^[a-z0-9.-]{1,253}$';
    EXCEPTION WHEN data_exception THEN
        is_complete := false;
    END;
    IF is_complete IS NOT TRUE THEN
        PERFORM articles_refuse('key_malformed');
    END IF;
    IF EXISTS (SELECT 1 FROM articles_signingkey k
               WHERE k.credential_id = details ->> 'credential_id' OR k.public_key = details ->> 'public_key') THEN
        PERFORM articles_refuse('key_known');
    END IF;
END $$;
