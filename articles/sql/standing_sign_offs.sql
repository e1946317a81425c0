-- The sign-offs that count for a text today: unspent, and by people who still may give them. A credential that ended, or
-- somebody who left, takes a signature out of the count until another person gives it.
CREATE OR REPLACE FUNCTION articles_standing_sign_offs(page integer, document jsonb, digest text)
RETURNS SETOF articles_signoff
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT s.* FROM articles_unspent_sign_offs(page, articles_standing_sign_offs.digest) AS s
    WHERE (articles_signing_refusal(page, articles_standing_sign_offs.document, s.kind, s.signer_id, s.credential_id)).code
          IS NULL
$$;
