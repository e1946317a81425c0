CREATE OR REPLACE FUNCTION articles_move_reader_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('the record'));
    UPDATE articles_readerversion SET version = version + 1;
    RETURN NULL;
END $$;
