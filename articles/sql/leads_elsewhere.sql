-- Whether readers who come to this address are led on to another page, which had it before, and nobody has confirmed
-- since that this page may take it over.
CREATE OR REPLACE FUNCTION articles_leads_elsewhere(page integer, path text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM (SELECT had.page_id, had.sequence FROM articles_addresschange had
                       WHERE had.path = articles_leads_elsewhere.path ORDER BY had.sequence DESC LIMIT 1) AS last
        WHERE last.page_id IS DISTINCT FROM page
          AND NOT EXISTS (SELECT 1 FROM articles_addressreuse confirmed
                          WHERE confirmed.page_id = page AND confirmed.path = articles_leads_elsewhere.path
                            AND confirmed.sequence > last.sequence))
$$;
