-- Fires after `validate`, by the order of their names. One chain for the whole site: the lock is held until the commit.
-- Whoever sees the database as it was when their transaction began would judge by that, and chain to a link that others
-- have followed since: neither is of use under the lock.
CREATE OR REPLACE FUNCTION articles_write_to_chain() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    last record;
BEGIN
    IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
        PERFORM articles_refuse('record_of_an_older_moment');
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('the record'));
    SELECT * INTO last FROM articles_last_link();
    NEW.sequence := coalesce(last.place, 0) + 1;
    NEW.previous_hash := coalesce(last.last_hash, repeat('0', 64));
    NEW.hash := encode(sha256(convert_to(NEW.previous_hash || E'\n' || articles_chained_text(NEW), 'UTF8')), 'hex');
    RETURN NEW;
END $$;
