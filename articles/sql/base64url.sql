-- Bytes as WebAuthn writes them in JSON: Base64 with - and _, without = at the end.
CREATE OR REPLACE FUNCTION articles_base64url(bytes bytea) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT rtrim(translate(encode(bytes, 'base64'), E'+/\n', '-_'), '=')
$$;
