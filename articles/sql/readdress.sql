-- Record the address of a page where it is not the one that the record says: its first one, or another slug or
-- place. Its number in the chain, NULL where the address is as it was.
CREATE OR REPLACE FUNCTION articles_readdress(page integer, decided_by bigint DEFAULT NULL) RETURNS bigint
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO articles_addresschange (page_id, decided_by_id)
    SELECT page, decided_by
    FROM articles_shown_before(page) AS shown, LATERAL articles_address_of(page, shown.slug) AS address
    WHERE address.path IS DISTINCT FROM (SELECT a.path FROM articles_addresschange a
                                         WHERE a.page_id = page ORDER BY a.sequence DESC LIMIT 1)
    RETURNING sequence
$$;
