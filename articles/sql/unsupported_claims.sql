-- The claims of a page of which it holds that their sources do not support them, marked in its text or not: whoever takes
-- the mark off does not settle it.
CREATE OR REPLACE FUNCTION articles_unsupported_claims(page integer) RETURNS SETOF text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT key FROM articles_standing_verdicts(page) WHERE verdict IN ('overstated', 'not_found')
$$;
