-- Whether a credential was verified by somebody else than its holder and is valid today, by the calendar of UTC.
CREATE OR REPLACE FUNCTION articles_valid_credential(credential articles_credential, holder bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    SELECT credential.verified_by_id IS NOT NULL AND credential.verified_by_id <> holder
        AND (credential.expires_on IS NULL OR credential.expires_on >= CURRENT_DATE)
$$;
