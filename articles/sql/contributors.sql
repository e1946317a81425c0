-- The users whose saves changed what readers would see since the newest edition; a row of NULL for a save by nobody.
CREATE OR REPLACE FUNCTION articles_contributors(page integer) RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT DISTINCT saves.user_id
    FROM (SELECT id, user_id, digest, lag(digest) OVER (ORDER BY id) AS before
          FROM articles_draftrecord WHERE page_id = page AND id >= articles_covered(page)) AS saves
    WHERE saves.id > articles_covered(page) AND saves.digest IS DISTINCT FROM saves.before
$$;
