-- Whether a verdict on a claim is of somebody who has written words of the page since its newest signed edition, for which
-- the verdict was not given: of their own text nobody says what its sources say, before or after.
CREATE OR REPLACE FUNCTION articles_found_by_writer(verdict articles_claimcheck) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT articles_wrote(verdict.page_id, verdict.checked_by_id) AND verdict.sequence > coalesce((
        SELECT max(e.sequence) FROM articles_edition e WHERE e.page_id = verdict.page_id AND articles_is_signed(e)), 0)
$$;
