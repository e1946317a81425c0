-- The bytes that WebAuthn wrote in JSON like this (base64url.sql).
CREATE OR REPLACE FUNCTION articles_bytes_of_base64url(written text) RETURNS bytea
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT decode(rpad(translate(written, '-_', '+/'), (length(written) + 3) / 4 * 4, '='), 'base64')
$$;
