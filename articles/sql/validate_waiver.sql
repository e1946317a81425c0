-- An interest is waived by an editor, never by whoever declared it, and never by whoever wrote the text that it bears on.
CREATE OR REPLACE FUNCTION articles_validate_waiver() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    declared articles_interestdeclaration%ROWTYPE;
BEGIN
    NEW.waived_at := clock_timestamp();
    SELECT * INTO declared FROM articles_interestdeclaration WHERE id = NEW.declaration_id;
    IF declared.signer_id IN (SELECT articles_accounts_of(NEW.waived_by_id)) THEN
        PERFORM articles_refuse('own_interest_waived');
    END IF;
    IF NOT articles_holds(NEW.waived_by_id, 'editorial') THEN
        PERFORM articles_refuse('waiver_needs_editor');
    END IF;
    IF articles_wrote(declared.page_id, NEW.waived_by_id) THEN
        PERFORM articles_refuse('waived_for_own_text');
    END IF;
    RETURN NEW;
END $$;
