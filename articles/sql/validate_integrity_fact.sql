-- A false alarm is overruled by two editors; what it overrules is what counted until now of the same name.
CREATE OR REPLACE FUNCTION articles_validate_integrity_fact() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('the record'));
    NEW.noted_at := clock_timestamp();
    IF NEW.overrules_id IS NULL THEN
        IF pg_trigger_depth() < 2 THEN
            PERFORM articles_refuse('fact_not_from_watch');
        END IF;
    ELSIF NEW.asked_by_id IS NULL OR NEW.confirmed_by_id IS NULL
            OR NEW.confirmed_by_id IN (SELECT articles_accounts_of(NEW.asked_by_id))
            OR NOT articles_holds(NEW.asked_by_id, 'editorial') OR NOT articles_holds(NEW.confirmed_by_id, 'editorial') THEN
        PERFORM articles_refuse('overrule_needs_two_editors');
    ELSIF NEW.overrules_id IS DISTINCT FROM (
            SELECT f.id FROM articles_integrityfact f WHERE f.name = NEW.name AND f.value = NEW.value
            ORDER BY f.sequence DESC LIMIT 1) THEN
        PERFORM articles_refuse('overrule_of_something_else');
    END IF;
    RETURN NEW;
END $$;
