-- The kind of credential that entitles somebody to give a kind of sign-off.
CREATE OR REPLACE FUNCTION articles_credential_for(sign_off_kind text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE sign_off_kind WHEN 'fact_check' THEN 'fact_checking' WHEN 'medical_review' THEN 'clinical'
                              WHEN 'editorial' THEN 'editorial' WHEN 'emergency' THEN 'editorial' END
$$;
