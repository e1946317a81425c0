-- Count on how many pages that readers get each stem stands, and forget words that stand nowhere any more. Words of
-- synonyms stay though no page has them.
CREATE OR REPLACE FUNCTION articles_count_words() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH counted AS (
        SELECT word AS stem, ndoc FROM ts_stat(
            'SELECT e.stems FROM public.articles_searchentry e JOIN public.articles_publication p ON p.id = e.publication_id
             WHERE public.articles_is_readable(p.status) AND (p.readable_until IS NULL OR p.readable_until > now())')
    ),
    synonyms AS (
        SELECT lexeme FROM articles_synonym, unnest(to_tsvector('public.articles_words', terms))
    ),
    gone AS (
        DELETE FROM articles_searchword w
        WHERE w.stem <> '' AND NOT EXISTS (SELECT FROM counted c WHERE c.stem = w.stem)
          AND NOT EXISTS (SELECT FROM synonyms WHERE lexeme = w.word)
    )
    UPDATE articles_searchword w SET documents = c.ndoc
    FROM counted c WHERE c.stem = w.stem AND c.ndoc <> w.documents
$$;
