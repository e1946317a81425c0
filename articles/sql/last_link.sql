-- The newest link of the chain: its number and its hash.
CREATE OR REPLACE FUNCTION articles_last_link(OUT place bigint, OUT last_hash text)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT ends.place, ends.hash FROM (
        (SELECT s.sequence AS place, s.hash FROM articles_signoff s ORDER BY s.sequence DESC LIMIT 1) UNION ALL
        (SELECT e.sequence, e.hash FROM articles_edition e ORDER BY e.sequence DESC LIMIT 1) UNION ALL
        (SELECT c.sequence, c.hash FROM articles_statuschange c ORDER BY c.sequence DESC LIMIT 1) UNION ALL
        (SELECT a.sequence, a.hash FROM articles_authorityevent a ORDER BY a.sequence DESC LIMIT 1) UNION ALL
        (SELECT x.sequence, x.hash FROM articles_sourcechange x ORDER BY x.sequence DESC LIMIT 1) UNION ALL
        (SELECT v.sequence, v.hash FROM articles_claimcheck v ORDER BY v.sequence DESC LIMIT 1) UNION ALL
        (SELECT r.sequence, r.hash FROM articles_riskassessment r ORDER BY r.sequence DESC LIMIT 1) UNION ALL
        (SELECT d.sequence, d.hash FROM articles_interestdeclaration d ORDER BY d.sequence DESC LIMIT 1) UNION ALL
        (SELECT w.sequence, w.hash FROM articles_interestwaiver w ORDER BY w.sequence DESC LIMIT 1) UNION ALL
        (SELECT o.sequence, o.hash FROM articles_emergencyoverride o ORDER BY o.sequence DESC LIMIT 1) UNION ALL
        (SELECT m.sequence, m.hash FROM articles_addresschange m ORDER BY m.sequence DESC LIMIT 1) UNION ALL
        (SELECT r.sequence, r.hash FROM articles_addressreuse r ORDER BY r.sequence DESC LIMIT 1) UNION ALL
        (SELECT t.sequence, t.hash FROM articles_reportedmonth t ORDER BY t.sequence DESC LIMIT 1) UNION ALL
        (SELECT l.sequence, l.hash FROM articles_legacydecision l ORDER BY l.sequence DESC LIMIT 1) UNION ALL
        (SELECT f.sequence, f.hash FROM articles_integrityfact f ORDER BY f.sequence DESC LIMIT 1)) AS ends
    ORDER BY ends.place DESC LIMIT 1
$$;
