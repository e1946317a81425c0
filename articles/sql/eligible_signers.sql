-- The users who may give this kind of sign-off on this text today, by any of their credentials.
CREATE OR REPLACE FUNCTION articles_eligible_signers(page integer, document jsonb, sign_off_kind text)
RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT DISTINCT a.user_id
    FROM articles_credential c JOIN articles_personaccount a ON a.person_id = c.person_id
    WHERE c.kind = articles_credential_for(sign_off_kind) AND articles_valid_credential(c)
      AND (articles_signing_refusal(page, document, sign_off_kind, a.user_id, c.id)).code IS NULL
$$;
