-- Whether the editor who said last how risky an article is has written words of it since: another editor says it anew.
CREATE OR REPLACE FUNCTION articles_risk_said_by_writer(page integer) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce((SELECT articles_wrote(page, set_by_id) FROM articles_riskassessment
                     WHERE page_id = page ORDER BY sequence DESC LIMIT 1), false)
$$;
