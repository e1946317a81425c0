-- The three words of a text that stand on the fewest pages, any of which may be found; NULL when no page has one.
CREATE OR REPLACE FUNCTION articles_rarest(words text) RETURNS tsquery
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT string_agg(quote_literal(stem), ' | ')::tsquery
    FROM (SELECT stem FROM articles_searchword
          WHERE stem = ANY (tsvector_to_array(to_tsvector('public.articles_english', articles_folded(words))))
          GROUP BY stem ORDER BY max(documents), stem LIMIT 3) AS rarest
$$;
