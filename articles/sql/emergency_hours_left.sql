-- For how many hours a page may still be published without a medical review. One rule holds for all its emergency editions
-- since the newest one that everybody signed: calling another emergency does not make the time longer.
CREATE OR REPLACE FUNCTION articles_emergency_hours_left(page integer) RETURNS integer
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT floor(most_hours - coalesce((
        SELECT sum(greatest(extract(epoch FROM least(e.ends_at, later.created_at, clock_timestamp()) - e.created_at), 0))
        FROM articles_edition e LEFT JOIN articles_edition later ON later.previous_id = e.id
        WHERE e.page_id = page AND e.override_id IS NOT NULL
          AND e.number > coalesce((SELECT max(number) FROM articles_edition
                                   signed WHERE signed.page_id = page AND articles_is_signed(signed)), 0)), 0) / 3600)::integer
    FROM articles_emergencyrule
$$;
