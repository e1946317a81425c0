-- Whether a person, with whichever account, wrote words of a page since its newest signed edition, or stands in a byline of
-- its draft. Who moved its digest by something else than saving a draft, as by saying how risky it is, wrote none.
CREATE OR REPLACE FUNCTION articles_wrote(page integer, account bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1
        FROM (SELECT id, user_id, revision_id, is_save, digest, lag(digest) OVER (ORDER BY id) AS digest_before
              FROM articles_draftrecord WHERE page_id = page AND id >= articles_covered(page)) AS saves
        WHERE saves.id > articles_covered(page) AND saves.user_id IN (SELECT articles_accounts_of(account))
          AND (saves.revision_id = 0 OR saves.is_save AND saves.digest IS DISTINCT FROM saves.digest_before)
    ) OR EXISTS (
        SELECT 1
        FROM wagtailcore_page p JOIN wagtailcore_revision v ON v.id = p.latest_revision_id,
             jsonb_array_elements(coalesce(v.content -> 'bylines', '[]'::jsonb)) AS byline,
             articles_personaccount a, articles_in_each_language(a.person_id) AS own (id)
        WHERE p.id = page AND (byline ->> 'person')::integer = own.id
          AND a.user_id IN (SELECT articles_accounts_of(account)))
$$;
