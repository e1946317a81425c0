CREATE OR REPLACE FUNCTION articles_validate_waiver() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.waived_at := clock_timestamp();
    IF NEW.waived_by_id = (SELECT signer_id FROM articles_interestdeclaration WHERE id = NEW.declaration_id) THEN
        PERFORM articles_refuse('Nobody waives an interest of their own.');
    END IF;
    IF NOT articles_holds(NEW.waived_by_id, 'editorial') THEN
        PERFORM articles_refuse('Only an editor with a verified credential that is valid today can waive an interest.');
    END IF;
    RETURN NEW;
END $$;
