-- Whether a text says what readers of the page got by the record's last word. What is said of the change itself may
-- differ, and so may how risky the text is held to be and when it is to be reviewed again. An emergency's text was never
-- reviewed, so nothing says the same as it.
CREATE OR REPLACE FUNCTION articles_says_the_same(page integer, content jsonb) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce((
        SELECT shown.override_id IS NULL AND content - apart = shown.document::jsonb - apart
        FROM articles_shown_before(page) AS shown,
             (SELECT ARRAY['change', 'review_interval_months', 'risk_tier'] AS apart) AS may_differ), false)
$$;
