-- A text in one line, without control characters, of which two mark what was found (articles/reading/search/snippets.py),
-- and without characters that nobody sees, which would hide a word or a dose.
CREATE OR REPLACE FUNCTION articles_one_line(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT btrim(regexp_replace(
        regexp_replace(words, '[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]', '', 'g'),
        '[\s\u0001-\u001f\u007f\u00a0]+', ' ', 'g'))
$$;
