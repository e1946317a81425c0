-- Fires after `judge`, by the order of their names. One chain for the whole site: the lock is held until the commit.
CREATE OR REPLACE FUNCTION articles_seal() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    last record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('the record'));
    SELECT * INTO last FROM articles_last_link();
    NEW.position := coalesce(last.place, 0) + 1;
    NEW.sealed_after := coalesce(last.last_seal, repeat('0', 64));
    NEW.seal := encode(sha256(convert_to(NEW.sealed_after || E'\n' || articles_sealed_text(NEW), 'UTF8')), 'hex');
    RETURN NEW;
END $$;
