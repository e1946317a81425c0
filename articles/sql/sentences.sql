-- Texts one after the other in one line, each ended like a sentence; one that says nothing is left out.
CREATE OR REPLACE FUNCTION articles_sentences(texts text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(string_agg(CASE WHEN right(line, 1) IN ('.', '!', '?', ':', ';', ',') THEN line ELSE line || '.' END, ' '
                               ORDER BY place), '')
    FROM unnest(texts) WITH ORDINALITY AS t (part, place), LATERAL articles_one_line(part) AS line
    WHERE line <> ''
$$;
