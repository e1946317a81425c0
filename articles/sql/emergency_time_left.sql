-- How long a page may still be published without a medical review. One rule holds for all its emergency editions since the
-- newest one that everybody signed: calling another emergency does not make the time longer.
CREATE OR REPLACE FUNCTION articles_emergency_time_left(page integer) RETURNS interval
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT make_interval(hours => most_hours) - coalesce((
        SELECT sum(greatest(least(e.ends_at, later.created_at, clock_timestamp()) - e.created_at, interval '0'))
        FROM articles_edition e LEFT JOIN articles_edition later ON later.previous_id = e.id
        WHERE e.page_id = page AND e.override_id IS NOT NULL
          AND e.number > coalesce((SELECT max(number) FROM articles_edition signed
                                   WHERE signed.page_id = page AND articles_is_signed(signed)), 0)), interval '0')
    FROM articles_emergencyrule
$$;
