-- What readers get of a page, worked out from the record alone: from its editions, status changes and address changes.
-- Whoever writes a publication, guards it or verifies it asks here; no row where there is no edition.
CREATE OR REPLACE FUNCTION articles_publication_by_record(page integer) RETURNS TABLE (
    edition_id bigint, path varchar, parent_path varchar, status varchar, notice varchar, readable_until timestamptz,
    first_published_at timestamptz, published_at timestamptz, reviewed_at timestamptz, review_due_at timestamptz)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    WITH words AS (
        SELECT e.sequence, e.id AS edition_id, e.created_at AS at,
               e.number = 1 OR e.change_class NOT IN ('typo', 'clarification', 'reviewed') AS says_something_else
        FROM articles_edition e WHERE e.page_id = page
        UNION ALL
        SELECT c.sequence, c.edition_id, c.decided_at, NULL FROM articles_statuschange c WHERE c.page_id = page
    ), shown AS (  -- a status change says something else where it goes back to another edition
        SELECT words.sequence, words.edition_id, words.at,
               coalesce(says_something_else, edition_id <> lag(edition_id) OVER (ORDER BY sequence)) AS says_something_else
        FROM words
    ), current AS (
        SELECT e.* FROM shown JOIN articles_edition e ON e.id = shown.edition_id ORDER BY shown.sequence DESC LIMIT 1
    )
    SELECT current.id, address.path, address.parent_path, coalesce(said.status, 'published'),
           CASE WHEN said.status <> 'published' THEN said.notice ELSE '' END,
           current.ends_at,  -- an emergency edition ends by itself, whatever happens to the worker that tidies up after it
           -- When a text first came out that was moved in is not known here, whatever becomes of it.
           (SELECT CASE WHEN e.legacy_id IS NULL THEN shown.at END
            FROM shown JOIN articles_edition e ON e.id = shown.edition_id ORDER BY shown.sequence LIMIT 1),
           (SELECT at FROM shown WHERE says_something_else ORDER BY sequence DESC LIMIT 1),
           review.signed_at, articles_review_due(review.signed_at, current.document::jsonb)
    FROM current
    LEFT JOIN LATERAL (SELECT c.status, c.notice FROM articles_statuschange c
                       WHERE c.page_id = page ORDER BY c.sequence DESC LIMIT 1) AS said ON true
    LEFT JOIN LATERAL (SELECT a.path, a.parent_path FROM articles_addresschange a
                       WHERE a.page_id = page ORDER BY a.sequence DESC LIMIT 1) AS address ON true
    LEFT JOIN LATERAL (SELECT max(s.signed_at) AS signed_at FROM articles_signoff s
                       WHERE s.id = ANY (current.sign_off_ids) AND s.kind = 'medical_review') AS review ON true
$$;
