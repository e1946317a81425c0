-- That a syndicator's copy of an edition is gone; how many were.
CREATE OR REPLACE FUNCTION syndication_forget_copy(whose bigint, which bigint) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH gone AS (
        UPDATE syndication_copy SET ended_at = clock_timestamp()
        WHERE syndicator_id = whose AND edition_id = which AND ended_at IS NULL RETURNING 1
    )
    SELECT count(*) FROM gone
$$;
