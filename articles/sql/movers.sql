-- The users whose saves moved a page's digest after one draft record and up to another, or up to the newest. Records of no
-- draft (0) name who had a part in the text that the page was copied from.
CREATE OR REPLACE FUNCTION articles_movers(page integer, after_record bigint, last_record bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT DISTINCT saves.user_id
    FROM (SELECT id, user_id, revision_id, digest, lag(digest) OVER (ORDER BY id) AS before FROM articles_draftrecord
          WHERE page_id = page AND id >= after_record AND (last_record IS NULL OR id <= last_record)) AS saves
    WHERE saves.id > after_record AND (saves.revision_id = 0 OR saves.digest IS DISTINCT FROM saves.before)
$$;
