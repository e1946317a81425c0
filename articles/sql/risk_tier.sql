-- The risk of an article as an editor said it last; high while nobody has: what is not known needs the greater care.
CREATE OR REPLACE FUNCTION articles_risk_tier(page integer) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce((SELECT tier FROM articles_riskassessment WHERE page_id = page ORDER BY sequence DESC LIMIT 1), 'high')
$$;
