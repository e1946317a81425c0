-- The address of the home page in a language. The site's main language stands in a table that only the owner writes.
CREATE OR REPLACE FUNCTION articles_home_path(language text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN code = language THEN '/' ELSE '/' || language || '/' END FROM articles_mainlanguage
$$;
