-- A verdict on a claim is a fact checker's who had no part in the text.
CREATE OR REPLACE FUNCTION articles_validate_claim_check() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.checked_at := clock_timestamp();
    IF NOT articles_holds(NEW.checked_by_id, 'fact_checking') OR EXISTS (
            SELECT articles_accounts_of(NEW.checked_by_id)
            INTERSECT SELECT articles_movers(NEW.page_id, articles_covered(NEW.page_id), NULL)) THEN
        PERFORM articles_refuse('verdict_needs_fact_checker');
    END IF;
    RETURN NEW;
END $$;
