-- The specialties that a decision names, in alphabetical order and each once, so that two of these lists can be compared.
CREATE OR REPLACE FUNCTION articles_specialties_in(details jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT ARRAY(SELECT DISTINCT btrim(named) FROM jsonb_array_elements_text(coalesce(details -> 'specialties', '[]')) AS named
                 WHERE btrim(named) <> '' ORDER BY 1)
$$;
