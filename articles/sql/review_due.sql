-- When a text is to be reviewed again: so many months after its medical review, by the calendar of UTC, wherever the site
-- or whoever is logged in may be. A day that the month does not have becomes its last one.
CREATE OR REPLACE FUNCTION articles_review_due(reviewed_at timestamptz, document jsonb) RETURNS timestamptz
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    SELECT reviewed_at + make_interval(months => (document ->> 'review_interval_months')::integer)
$$;
