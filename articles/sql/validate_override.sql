-- An emergency is called by an editor, where the owner of the database allows emergencies, and for no longer than that. A
-- page that has one already gets no more time by it, and another editor has to call it.
CREATE OR REPLACE FUNCTION articles_validate_override() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    most integer := (SELECT most_hours FROM articles_emergencyrule);
    hours_left integer;
BEGIN
    NEW.asked_at := clock_timestamp();
    IF articles_dose_in(NEW.reason) IS NOT NULL THEN
        PERFORM articles_refuse('dose_in_notice', articles_dose_in(NEW.reason));
    END IF;
    IF most IS NULL THEN
        PERFORM articles_refuse('emergencies_not_allowed');
    END IF;
    IF NEW.hours NOT BETWEEN 1 AND most THEN
        PERFORM articles_refuse('emergency_too_long', most::text);
    END IF;
    IF NOT articles_holds(NEW.asked_by_id, 'editorial') THEN
        PERFORM articles_refuse('emergency_needs_editor');
    END IF;
    hours_left := articles_emergency_hours_left(NEW.page_id);
    IF hours_left < 1 THEN
        PERFORM articles_refuse('emergency_used_up');
    ELSIF NEW.hours > hours_left THEN
        PERFORM articles_refuse('emergency_hours_left', hours_left::text);
    END IF;
    IF (SELECT o.asked_by_id FROM articles_edition e
                          JOIN articles_emergencyoverride o ON o.id = e.override_id
                          WHERE e.page_id = NEW.page_id
                            AND e.number > coalesce((SELECT max(s.number) FROM articles_edition s
                                                     WHERE s.page_id = NEW.page_id AND articles_is_signed(s)), 0)
                          ORDER BY e.number DESC LIMIT 1) IN (SELECT articles_accounts_of(NEW.asked_by_id)) THEN
        PERFORM articles_refuse('emergency_needs_another_editor');
    END IF;
    RETURN NEW;
END $$;
