-- The users who changed what readers would see of a page since its newest signed edition; a row of NULL for nobody known.
-- By saving a draft, and by changing what the draft takes from elsewhere: a cited work, a picture, the page of somebody
-- in a byline, or on a person's own page what is said of their credentials. What was changed before the text of that
-- edition was signed is in it; what was changed before the page's first draft, its writer found as it was. But nobody has
-- approved what an unpublished page says of somebody in a byline: whoever wrote any of that wrote it here, too. What was
-- typed while readers did not get that page stands in its row, and does so when it is given back.
CREATE OR REPLACE FUNCTION articles_contributors(page integer, document jsonb) RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    WITH since AS (
        SELECT coalesce((SELECT min(s.sequence) FROM articles_signoff s
                         WHERE s.id = ANY ((SELECT e.sign_off_ids FROM articles_edition e
                                            WHERE e.page_id = page AND articles_is_signed(e)
                                            ORDER BY e.number DESC LIMIT 1)::bigint[])), 0) AS sequence,
               (SELECT min(saved_at) FROM articles_draftrecord WHERE page_id = page) AS first_saved)
    SELECT articles_movers(page, articles_covered(page), NULL)
    UNION
    SELECT c.user_id FROM articles_sourcechange c, since
    WHERE c.sequence > since.sequence AND c.changed_at > since.first_saved
      AND (c.work_id IN (SELECT articles_works_in(document))
           OR c.picture IN (SELECT jsonb_array_elements_text(document -> 'images')))
    UNION
    SELECT articles_movers(e.page_id, coalesce(before.draft_record_id, 0), e.draft_record_id)
    FROM since, articles_edition e LEFT JOIN articles_edition before ON before.id = e.previous_id
    WHERE e.sequence > since.sequence AND e.created_at > since.first_saved
      AND e.page_id IN (SELECT (byline ->> 'person')::integer
                        FROM jsonb_array_elements(articles_contributors.document -> 'bylines') AS byline)
    UNION
    SELECT articles_movers(p.id, articles_covered(p.id), NULL)
    FROM jsonb_array_elements(articles_contributors.document -> 'bylines') AS byline
         JOIN wagtailcore_page p ON p.id = (byline ->> 'person')::integer
    WHERE NOT p.live OR EXISTS (
        SELECT 1 FROM articles_statuschange s
        WHERE s.page_id = p.id AND NOT articles_is_readable(s.status) AND s.sequence > (
            SELECT max(e.sequence) FROM articles_edition e WHERE e.page_id = p.id))
    UNION
    SELECT decided.by
    FROM since, articles_authorityevent a, LATERAL (VALUES (a.asked_by_id), (a.confirmed_by_id)) AS decided (by)
    WHERE a.person_id = page AND a.kind IN ('credential_issued', 'credential_looked_up', 'credential_revoked')
      AND a.sequence > since.sequence AND a.decided_at > since.first_saved AND decided.by IS NOT NULL
      -- Of the register looked at again the page prints the specialties alone: mostly they are the same.
      AND (a.kind <> 'credential_looked_up'
           OR articles_specialties_in(a.details) IS DISTINCT FROM (
               SELECT articles_specialties_in(before.details) FROM articles_authorityevent before
               WHERE before.credential_id = a.credential_id AND before.sequence < a.sequence
                 AND before.kind IN ('credential_issued', 'credential_looked_up')
               ORDER BY before.sequence DESC LIMIT 1))
$$;
