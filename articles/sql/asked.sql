-- A text that was searched for as queries, folded like what they are compared with.
--   query       all its words, or what means the same: what a page must have
--   loose       the same without the order of words in a phrase, which the index cannot judge
--   parts       any one of its words, or of what means the same
--   plain       any one of its own words
--   beginnings  how its own words begin; all_beginnings also how those of its synonyms do
-- Quotation marks ask for exactly these words, so that no synonyms are brought in. Each synonym is applied once, those
-- of many words first: “low back pain” before “pain”.
CREATE OR REPLACE FUNCTION articles_asked(words text, OUT query tsquery, OUT loose tsquery, OUT parts tsquery, OUT plain tsquery,
    OUT beginnings text[], OUT all_beginnings text[])
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    meaning record;
BEGIN
    query := websearch_to_tsquery('public.articles_english', articles_folded(words));
    plain := regexp_replace(query::text, '<(->|\d+>)|&', '|', 'g')::tsquery;
    parts := plain;
    IF position('"' IN words) = 0 THEN
        FOR meaning IN
            SELECT term, array_to_string(queries::text[], ' | ')::tsquery AS any_of FROM (
                SELECT DISTINCT ON (s.id) s.id, term, s.queries
                FROM articles_synonym s, unnest(s.queries) AS term WHERE query @> term
                ORDER BY s.id, numnode(term) DESC) AS longest
            ORDER BY numnode(term) DESC, id LIMIT 8
        LOOP
            query := ts_rewrite(query, meaning.term, meaning.any_of);
            parts := parts || meaning.any_of;
        END LOOP;
    END IF;
    loose := regexp_replace(query::text, '<(->|\d+>)', '&', 'g')::tsquery;
    beginnings := articles_beginnings(plain);
    all_beginnings := articles_beginnings(query);
END $$;
