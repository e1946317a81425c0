-- The claims of a page of which the newest verdict is that their sources do not support them, marked in its text or not:
-- whoever takes the mark off does not settle it. So it is with what somebody found who has written the text since.
CREATE OR REPLACE FUNCTION articles_unsupported_claims(page integer) RETURNS SETOF text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT last.key FROM (
        SELECT DISTINCT ON (c.key) c.key, c.verdict, c AS given FROM articles_claimcheck c
        WHERE c.page_id = page ORDER BY c.key, c.sequence DESC) AS last
    WHERE last.verdict IN ('overstated', 'not_found') OR articles_found_by_writer(last.given)
$$;
