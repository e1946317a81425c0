-- Whether a credential stands and is valid today, by the calendar of UTC: not on the day on which a transaction or a statement
-- began, for whoever signs does so now. That two other people looked it up, the record says.
CREATE OR REPLACE FUNCTION articles_valid_credential(credential articles_credential) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    SELECT credential.revoked_at IS NULL AND (credential.expires_on IS NULL OR credential.expires_on >= clock_timestamp()::date)
$$;
