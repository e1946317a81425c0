-- Words that the correction of spelling knows and may offer. A nightly task counts in how many pages each stands.
CREATE OR REPLACE FUNCTION articles_learn_words(words text) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO articles_searchword (word, stem, documents)
    SELECT lexeme, coalesce((tsvector_to_array(to_tsvector('public.articles_english', lexeme)))[1], ''), 1
    FROM (
        SELECT lexeme FROM unnest(to_tsvector('public.articles_words', articles_folded(words)))
        WHERE NOT EXISTS (SELECT FROM articles_searchword WHERE word = lexeme)
        OFFSET 0  -- of a text nearly all are known: only the others are looked at more closely
    ) AS unknown
    WHERE lexeme ~ '^[[:alpha:]]{3,40}$'
    ORDER BY lexeme  -- so that two who add the same words wait for each other, and not crosswise
    ON CONFLICT DO NOTHING
$$;
