-- A document without what is said of the change itself, of the risk, and of when it is to be reviewed again: what has to be
-- the same where “no change needed” is said.
CREATE OR REPLACE FUNCTION articles_text_apart(content jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT content - ARRAY['change', 'review_interval_months', 'risk_tier']
$$;
