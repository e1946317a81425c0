-- Whether the editor who said last that an article is of no high risk has written words of it since: another editor says it
-- anew. Who called it high asked for more care, which nobody's own words make less.
CREATE OR REPLACE FUNCTION articles_risk_said_by_writer(page integer) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce((SELECT tier <> 'high' AND articles_wrote(page, set_by_id) FROM articles_riskassessment
                     WHERE page_id = page ORDER BY sequence DESC LIMIT 1), false)
$$;
