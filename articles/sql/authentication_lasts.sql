-- For how long it counts that somebody proved who they are: after that a signature asks for it again.
CREATE OR REPLACE FUNCTION articles_authentication_lasts() RETURNS interval
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT interval '10 minutes'
$$;
