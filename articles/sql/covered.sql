-- The newest draft record that a signed edition of the page covers; 0 before the first. An edition that nobody
-- signed covers nothing: who wrote it is still nobody's reviewer.
CREATE OR REPLACE FUNCTION articles_covered(page integer) RETURNS bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce((SELECT e.draft_record_id FROM articles_edition e WHERE e.page_id = page AND articles_is_signed(e)
                     ORDER BY number DESC LIMIT 1), 0)
$$;
