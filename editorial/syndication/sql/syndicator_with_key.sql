-- Whose key has this hash; null for nobody's. Answers to readers read no other word about syndicators.
CREATE OR REPLACE FUNCTION syndication_syndicator_with_key(hash text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT s.id FROM syndication_syndicator s WHERE s.key_hash = hash AND s.key_hash <> '' AND s.is_active
$$;
