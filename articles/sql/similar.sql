-- Words like one that nothing has; none for a word that stands somewhere. Two neighbouring letters changed over are
-- looked for besides, as the trigrams of short words do not see that.
CREATE OR REPLACE FUNCTION articles_similar(unknown text) RETURNS TABLE (word text, documents integer)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT known.word, known.documents
    FROM unaccent(unknown) AS plain,
         LATERAL (SELECT array_agg(overlay(plain PLACING reverse(substr(plain, place, 2)) FROM place FOR 2)) AS words
                  FROM generate_series(1, length(plain) - 1) AS place) AS transposed,
         LATERAL (SELECT s.word, s.documents FROM articles_searchword s WHERE s.word = ANY (transposed.words)
                  UNION
                  (SELECT s.word, s.documents FROM articles_searchword s WHERE s.word % plain AND s.stem <> ''
                   ORDER BY similarity(s.word, plain) DESC, s.documents DESC LIMIT 10)) AS known
    WHERE NOT EXISTS (SELECT FROM articles_searchword s WHERE s.word = plain)
$$;
