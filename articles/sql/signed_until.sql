-- The place in the record of a page's newest signed edition; 0 before the first. What was said of a page before it was said
-- of other words than those that are written now.
CREATE OR REPLACE FUNCTION articles_signed_until(page integer) RETURNS bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(max(e.sequence), 0) FROM articles_edition e WHERE e.page_id = page AND articles_is_signed(e)
$$;
