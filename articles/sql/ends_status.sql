-- Whether a new edition ends the status that its page has: a notice, or that an emergency's hours were over. Not what
-- people decided about the page in taking it away, and not after a status change has had its word on this edition.
CREATE OR REPLACE FUNCTION articles_ends_status(edition articles_edition) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT last.sequence < edition.sequence
       AND (last.status = 'under_review' OR last.status <> 'published' AND last.decided_by_id IS NULL)
    FROM articles_statuschange last WHERE last.page_id = edition.page_id ORDER BY last.sequence DESC LIMIT 1
$$;
