-- Somebody of the desk says knowingly that a page may have an address which still leads readers to another one.
CREATE OR REPLACE FUNCTION articles_validate_address_reuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.confirmed_at := clock_timestamp();
    IF NOT EXISTS (SELECT 1 FROM accounts_user u WHERE u.id = NEW.confirmed_by_id AND u.is_active) THEN
        PERFORM articles_refuse('signer_is_inactive');
    END IF;
    IF NOT articles_leads_elsewhere(NEW.page_id, NEW.path) THEN
        PERFORM articles_refuse('address_leads_nowhere_else');
    END IF;
    RETURN NEW;
END $$;
