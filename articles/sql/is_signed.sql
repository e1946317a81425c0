-- Whether everybody signed an edition who has to: not one of an emergency, and not one that was moved in.
CREATE OR REPLACE FUNCTION articles_is_signed(edition articles_edition) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT edition.override_id IS NULL AND edition.legacy_id IS NULL
$$;
