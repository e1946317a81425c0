-- Words like one that nothing has; none for a word that stands somewhere. What the trigrams of short words do not see is
-- looked for besides: two neighbouring letters changed over, and any word of about that length that begins with the same
-- letter. So are two words written as one. PostgreSQL thinks little of what comparing trigrams costs, and much of how
-- many halves a word has: on a small site it would rather go through all words than ask the indexes.
CREATE OR REPLACE FUNCTION articles_similar(unknown text) RETURNS TABLE (word text, documents integer)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
    SELECT known.word, known.documents
    FROM unaccent(unknown) AS plain,
         LATERAL (SELECT array_agg(overlay(plain PLACING reverse(substr(plain, place, 2)) FROM place FOR 2)) AS words
                  FROM generate_series(1, length(plain) - 1) AS place) AS transposed,
         LATERAL (SELECT s.word, s.documents FROM articles_searchword s WHERE s.word = ANY (transposed.words)
                  UNION
                  (SELECT s.word, s.documents FROM articles_searchword s WHERE s.word % plain AND s.stem <> ''
                   ORDER BY similarity(s.word, plain) DESC, s.documents DESC LIMIT 10)
                  UNION
                  (SELECT s.word, s.documents FROM articles_searchword s
                   WHERE length(plain) <= 4 AND s.word ~>=~ left(plain, 1) AND s.word ~<~ (left(plain, 1) || chr(1114111))
                     AND abs(length(s.word) - length(plain)) <= 1 AND s.stem <> ''
                   ORDER BY s.documents DESC, s.word LIMIT 40)
                  UNION
                  SELECT one.word || ' ' || other.word, least(one.documents, other.documents)
                  FROM generate_series(3, length(plain) - 3) AS place
                       JOIN articles_searchword one ON one.word = left(plain, place) AND one.stem <> ''
                       JOIN articles_searchword other ON other.word = substr(plain, place + 1) AND other.stem <> '')
            AS known
    WHERE NOT EXISTS (SELECT FROM articles_searchword s WHERE s.word = plain)
$$;
