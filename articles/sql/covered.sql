-- The newest draft record that a signed edition of the page covers; 0 before the first. An emergency edition covers
-- nothing: who wrote it is still nobody's reviewer.
CREATE OR REPLACE FUNCTION articles_covered(page integer) RETURNS bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce((SELECT draft_record_id FROM articles_edition WHERE page_id = page AND override_id IS NULL
                     ORDER BY number DESC LIMIT 1), 0)
$$;
