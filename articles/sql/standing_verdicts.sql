-- What holds of each claim that a page has made: the newest verdict on it. That its sources support it, or that it was given
-- up, does not count of whoever has written words of the page since its newest signed edition and said so of this text, for
-- of their own text nobody says what its sources say, before or after. That they do not support it counts of everybody.
CREATE OR REPLACE FUNCTION articles_standing_verdicts(page integer) RETURNS SETOF articles_claimcheck
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    WITH given AS (
        SELECT c, c.sequence > since.sequence AS of_this_text
        FROM articles_claimcheck c, articles_signed_until(page) AS since (sequence) WHERE c.page_id = page),
    writers AS MATERIALIZED (
        SELECT by.id FROM (SELECT DISTINCT (c).checked_by_id AS id FROM given WHERE of_this_text) AS by
        WHERE articles_wrote(page, by.id))
    SELECT DISTINCT ON ((c).key) (c).* FROM given
    WHERE (c).verdict IN ('overstated', 'not_found')
       OR NOT of_this_text OR (c).checked_by_id NOT IN (SELECT id FROM writers)
    ORDER BY (c).key, (c).sequence DESC
$$;
