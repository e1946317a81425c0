-- The specialties that a text's topics ask of its medical reviewer, when this credential has none of them; else NULL.
-- What a topic asks for, it asks for in each of its languages.
CREATE OR REPLACE FUNCTION articles_specialties_lacking(document jsonb, credential bigint) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT string_agg(DISTINCT s.name, ', ' ORDER BY s.name)
    FROM articles_specialty_topics t JOIN articles_specialty s ON s.id = t.specialty_id
    WHERE t.topicpage_id IN (
        SELECT articles_in_each_language(topic::integer)
        FROM jsonb_array_elements_text(coalesce(document -> 'topics', '[]'::jsonb)) AS topic)
    HAVING NOT bool_or(EXISTS (SELECT 1 FROM articles_credential_specialties h
                               WHERE h.credential_id = credential AND h.specialty_id = s.id))
$$;
