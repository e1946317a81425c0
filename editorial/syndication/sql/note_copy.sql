-- That a syndicator holds an edition. Who asks every few minutes whether it changed writes a row once an hour, and at
-- once after a recall: by the time of a copy it is told which one an answer to a recall is about.
CREATE OR REPLACE FUNCTION syndication_note_copy(whose bigint, which bigint, by_what text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO syndication_copy AS c (syndicator_id, edition_id, how, first_at, last_at)
    VALUES (whose, which, by_what, clock_timestamp(), clock_timestamp())
    ON CONFLICT (syndicator_id, edition_id) DO UPDATE SET last_at = clock_timestamp(), ended_at = NULL, how = by_what
    WHERE c.ended_at IS NOT NULL OR c.last_at < clock_timestamp() - interval '1 hour'
       OR EXISTS (SELECT 1 FROM syndication_recall r JOIN articles_edition e ON e.page_id = r.page_id
                  WHERE e.id = which AND r.taken_in_at >= c.last_at)
$$;
