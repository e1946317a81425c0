-- The queries of a synonym's terms, which stand in lines or between commas.
CREATE OR REPLACE FUNCTION articles_synonym_queries(terms text) RETURNS tsquery[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT query), '{}')
    FROM regexp_split_to_table(replace(terms, '"', ' '), '[,\n\r]+') AS term,
         LATERAL websearch_to_tsquery('public.articles_english', articles_folded(term)) AS query
    WHERE numnode(query) > 0
$$;
