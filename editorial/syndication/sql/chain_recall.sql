-- A recall's number and hashes: one after the other without a gap, each hash over the one before it and what this one
-- says. The list's own lock, so that publishing waits for nothing here.
CREATE OR REPLACE FUNCTION syndication_chain_recall() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('syndication_recall'));
    SELECT r.number + 1, r.hash INTO NEW.number, NEW.previous_hash
    FROM syndication_recall r ORDER BY r.number DESC LIMIT 1;
    NEW.number := coalesce(NEW.number, 1);
    NEW.previous_hash := coalesce(NEW.previous_hash, repeat('0', 64));
    NEW.hash := encode(sha256(convert_to(NEW.previous_hash || E'\n' || NEW.text, 'UTF8')), 'hex');
    RETURN NEW;
END
$$;
