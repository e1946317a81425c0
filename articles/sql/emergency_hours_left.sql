-- For how many whole hours a page may still be published without a medical review.
CREATE OR REPLACE FUNCTION articles_emergency_hours_left(page integer) RETURNS integer
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT floor(extract(epoch FROM articles_emergency_time_left(page)) / 3600)::integer
$$;
