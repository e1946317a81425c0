-- Whether a person, with whichever account, wrote words of a page since its newest signed edition. Who moved its digest by
-- something else than saving a draft, as by saying how risky it is, has recorded that draft once more and wrote none.
CREATE OR REPLACE FUNCTION articles_wrote(page integer, account bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1
        FROM (SELECT id, user_id, revision_id, digest, lag(digest) OVER in_order AS digest_before,
                     lag(revision_id) OVER in_order AS revision_before
              FROM articles_draftrecord WHERE page_id = page AND id >= articles_covered(page)
              WINDOW in_order AS (ORDER BY id)) AS saves
        WHERE saves.id > articles_covered(page) AND saves.user_id IN (SELECT articles_accounts_of(account))
          AND (saves.revision_id = 0 OR (saves.digest IS DISTINCT FROM saves.digest_before
                                         AND saves.revision_id IS DISTINCT FROM saves.revision_before)))
$$;
