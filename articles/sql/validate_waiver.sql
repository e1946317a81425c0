-- An interest is waived by an editor, and never by whoever declared it.
CREATE OR REPLACE FUNCTION articles_validate_waiver() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.waived_at := clock_timestamp();
    IF NEW.waived_by_id = (SELECT signer_id FROM articles_interestdeclaration WHERE id = NEW.declaration_id) THEN
        PERFORM articles_refuse('own_interest_waived');
    END IF;
    IF NOT articles_holds(NEW.waived_by_id, 'editorial') THEN
        PERFORM articles_refuse('waiver_needs_editor');
    END IF;
    RETURN NEW;
END $$;
