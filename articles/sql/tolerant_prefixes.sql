-- The beginnings of words as a query for titles; one that no known word begins with gives way to the words most like it.
CREATE OR REPLACE FUNCTION articles_tolerant_prefixes(words text[]) RETURNS tsquery
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT string_agg(CASE WHEN likely IS NULL OR EXISTS (
                               SELECT FROM articles_searchword s
                               WHERE s.word ~>=~ plain AND s.word ~<~ (plain || chr(1114111)))
                           THEN quote_literal(plain) || ':*' ELSE '(' || likely || ')' END, ' & ')::tsquery
    FROM unnest(words) AS typed, unaccent(typed) AS plain,
         LATERAL (SELECT string_agg(quote_literal(best.word), ' | ') AS likely
                  FROM (SELECT s.word FROM articles_similar(typed) AS s
                        ORDER BY similarity(s.word, plain) DESC, s.documents DESC LIMIT 3) AS best) AS similar_words
$$;
