-- The text of the edition that readers get now of the person who holds a credential; NULL when they get none,
-- or only what was moved in about them, which nobody here has signed.
CREATE OR REPLACE FUNCTION articles_holders_edition(credential bigint) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT e.document::jsonb
    FROM articles_credential c JOIN articles_publication p ON p.page_id = c.person_id
    JOIN articles_edition e ON e.id = p.edition_id
    WHERE c.id = credential AND articles_is_readable(p.status) AND e.legacy_id IS NULL
$$;
