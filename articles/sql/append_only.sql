CREATE OR REPLACE FUNCTION articles_append_only() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM articles_refuse(format('%s of %s is refused: these rows are evidence.', TG_OP, TG_TABLE_NAME));
    RETURN NULL;
END $$;
