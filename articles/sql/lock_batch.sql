-- What a batch holds, and who decided about it, happen one after the other. A lock of its own: the site may not lock rows
-- that are evidence.
CREATE OR REPLACE FUNCTION articles_lock_batch(batch bigint) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT pg_advisory_xact_lock(hashtext('legacy batch'), batch::integer)
$$;
