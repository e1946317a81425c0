CREATE OR REPLACE FUNCTION articles_last_link(OUT place bigint, OUT last_seal text)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT ends.place, ends.seal FROM (
        (SELECT s.position AS place, s.seal FROM articles_signoff s ORDER BY s.position DESC LIMIT 1) UNION ALL
        (SELECT e.position, e.seal FROM articles_edition e ORDER BY e.position DESC LIMIT 1) UNION ALL
        (SELECT c.position, c.seal FROM articles_standingchange c ORDER BY c.position DESC LIMIT 1)) AS ends
    ORDER BY ends.place DESC LIMIT 1
$$;
