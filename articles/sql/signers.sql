-- The people, by their pages, who gave these sign-offs.
CREATE OR REPLACE FUNCTION articles_signers(sign_offs bigint[]) RETURNS integer[]
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT (shown ->> 'person')::integer ORDER BY (shown ->> 'person')::integer), '{}')
    FROM articles_signoff WHERE id = ANY (sign_offs)
$$;
