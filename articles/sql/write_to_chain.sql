-- Fires after `validate`, by the order of their names. One chain for the whole site: the lock is held until the commit.
CREATE OR REPLACE FUNCTION articles_write_to_chain() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    last record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('the record'));
    SELECT * INTO last FROM articles_last_link();
    NEW.sequence := coalesce(last.place, 0) + 1;
    NEW.previous_hash := coalesce(last.last_hash, repeat('0', 64));
    NEW.hash := encode(sha256(convert_to(NEW.previous_hash || E'\n' || articles_chained_text(NEW), 'UTF8')), 'hex');
    RETURN NEW;
END $$;
