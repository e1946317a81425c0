CREATE OR REPLACE FUNCTION articles_judge_standing_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.decided_at := clock_timestamp();
    IF NOT EXISTS (SELECT 1 FROM articles_publication p
                   WHERE p.page_id = NEW.page_id AND p.edition_id = NEW.edition_id AND p.standing = NEW.standing) THEN
        PERFORM articles_refuse('A change of standing is recorded together with the change itself.');
    END IF;
    RETURN NEW;
END $$;
