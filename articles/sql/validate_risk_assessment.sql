-- The risk of an article is said by an appointed editor who did not write it: more people review one of high risk.
CREATE OR REPLACE FUNCTION articles_validate_risk_assessment() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.set_at := clock_timestamp();
    IF NOT articles_holds(NEW.set_by_id, 'editorial') THEN
        PERFORM articles_refuse('risk_needs_editor');
    END IF;
    IF articles_wrote(NEW.page_id, NEW.set_by_id) THEN
        PERFORM articles_refuse('risk_of_own_text');
    END IF;
    RETURN NEW;
END $$;
