-- What searching stands on: how words are read, the synonyms of a query, the plain text of an edition.
--
-- Functions pin their search_path, as those of the gate do, and name the text search configurations in full.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- Words by their stem, without accents, without “the” and “of”: what a search matches.
CREATE TEXT SEARCH CONFIGURATION articles_english (COPY = english);
ALTER TEXT SEARCH CONFIGURATION articles_english
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;

-- Words as they are written, without accents: what suggestions and the correction of spelling match.
CREATE TEXT SEARCH CONFIGURATION articles_words (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION articles_words
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple;

-- The queries of a synonym's terms, which stand in lines or between commas.
CREATE FUNCTION articles_synonym_queries(terms text) RETURNS tsquery[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT query), '{}')
    FROM regexp_split_to_table(replace(terms, '"', ' '), '[,\n\r]+') AS term,
         LATERAL websearch_to_tsquery('public.articles_english', term) AS query
    WHERE numnode(query) > 0
$$;
