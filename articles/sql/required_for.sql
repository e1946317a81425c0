-- The sign-offs that a text needs to be published: those of its page, or in an emergency two editors'.
CREATE OR REPLACE FUNCTION articles_required_for(page integer, document jsonb, emergency boolean)
RETURNS TABLE (kind text, needed integer)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT 'emergency', 2 WHERE emergency
    UNION ALL
    SELECT r.kind, r.needed FROM articles_required(page, document) AS r WHERE NOT emergency
$$;
