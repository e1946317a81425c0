-- Before a statement that may add to the record while it holds rows: everybody takes the record's lock before those.
CREATE OR REPLACE FUNCTION articles_lock_record() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('the record'));
    RETURN NULL;
END $$;
