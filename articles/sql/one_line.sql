-- A text in one line, without control characters: two of them mark what was found (articles/reading/search/snippets.py).
CREATE OR REPLACE FUNCTION articles_one_line(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT btrim(regexp_replace(words, '[\s\u0001-\u001f\u007f\u00a0]+', ' ', 'g'))
$$;
