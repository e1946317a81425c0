-- Before a signature is judged: who readers will be told signed.
CREATE OR REPLACE FUNCTION articles_introduce_signer() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.shown := articles_signer_as_shown(NEW.credential_id);
    RETURN NEW;
END $$;
