-- The specialties that a text's topics ask of its medical reviewer, when this credential has none of them; else NULL.
CREATE OR REPLACE FUNCTION articles_specialties_lacking(document jsonb, credential bigint) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT string_agg(DISTINCT s.name, ', ' ORDER BY s.name)
    FROM articles_specialty_topics t JOIN articles_specialty s ON s.id = t.specialty_id
    WHERE to_jsonb(t.topicpage_id) IN (SELECT jsonb_array_elements(coalesce(document -> 'topics', '[]'::jsonb)))
    HAVING NOT bool_or(EXISTS (SELECT 1 FROM articles_credential_specialties h
                               WHERE h.credential_id = credential AND h.specialty_id = s.id))
$$;
