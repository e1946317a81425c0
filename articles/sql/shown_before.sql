-- The edition that readers got of a page by the record's last word: that of a new edition, or of a status change.
CREATE OR REPLACE FUNCTION articles_shown_before(page integer) RETURNS articles_edition
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT e.* FROM articles_edition e
    JOIN (SELECT id AS edition_id, sequence FROM articles_edition WHERE page_id = page
          UNION ALL SELECT edition_id, sequence FROM articles_statuschange WHERE page_id = page
          ORDER BY sequence DESC LIMIT 1) AS last ON last.edition_id = e.id
$$;
