-- The root of the Merkle tree (RFC 6962, as in the log) over the texts of a batch, in their order: whoever signs it signs
-- for each of them, and a few hashes show of one edition that it was among them. A leaf is the SHA-256 of the page's number,
-- a space, and the text's digest. A hash that is left over on the right goes up as it is, which gives the same tree.
CREATE OR REPLACE FUNCTION articles_legacy_root(batch bigint) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    level bytea[] := ARRAY(
        SELECT sha256('\x00'::bytea || sha256(convert_to(t.page_id || ' ' || t.digest, 'UTF8')))
        FROM articles_legacytext t WHERE t.batch_id = batch ORDER BY t.place);
BEGIN
    WHILE cardinality(level) > 1 LOOP
        level := ARRAY(
            SELECT CASE WHEN pair.beside IS NULL THEN pair.hash ELSE sha256('\x01'::bytea || pair.hash || pair.beside) END
            FROM (SELECT hash, place, lead(hash) OVER (ORDER BY place) AS beside
                  FROM unnest(level) WITH ORDINALITY AS each (hash, place)) AS pair
            WHERE pair.place % 2 = 1 ORDER BY pair.place);
    END LOOP;
    RETURN encode(coalesce(level[1], sha256(''::bytea)), 'hex');
END $$;
