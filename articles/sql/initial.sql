-- The letter under which a title stands from A to Z, without its accent; “0-9” for all that begin otherwise.
CREATE OR REPLACE FUNCTION articles_initial(title text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN letter ~ '^[a-z]$' THEN letter ELSE '0-9' END
    FROM left(lower(public.unaccent('public.unaccent'::regdictionary, ltrim(title, ' "''“‘«'))), 1) AS letter
$$;
