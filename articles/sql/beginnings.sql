-- The stems in a query as the beginnings of words. A stem can end in a letter that its words do not have: “happi” for
-- “happy”, “hope” for “hoping”.
CREATE OR REPLACE FUNCTION articles_beginnings(query tsquery) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT regexp_replace(stem[1], '[ei]$', '')), '{}')
    FROM regexp_matches(query::text, '''([^'']+)''', 'g') AS stem
$$;
