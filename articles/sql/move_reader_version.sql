-- One number that moves whenever anything that readers get moves: what was rendered before is then out of date. The lock
-- of the record comes first, so that everybody who takes both takes them in the same order.
CREATE OR REPLACE FUNCTION articles_move_reader_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('the record'));
    UPDATE articles_readerversion SET version = version + 1;
    RETURN NULL;
END $$;
