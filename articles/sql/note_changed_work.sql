-- What a work looks like in print was changed, or it now stands for another row: by whom, the row says, once. What kind of
-- work it is, services say as well, which are nobody.
CREATE OR REPLACE FUNCTION articles_note_changed_work() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (NEW.text, NEW.doi, NEW.pmid, NEW.pmcid, NEW.isbn, NEW.url, NEW.merged_into_id)
            IS DISTINCT FROM (OLD.text, OLD.doi, OLD.pmid, OLD.pmcid, OLD.isbn, OLD.url, OLD.merged_into_id)
            OR NEW.changed_by_id IS NOT NULL AND (NEW.kind, NEW.study_type, NEW.is_preprint)
                                              IS DISTINCT FROM (OLD.kind, OLD.study_type, OLD.is_preprint) THEN
        INSERT INTO articles_sourcechange (work_id, picture, user_id, changed_at)
        VALUES (coalesce(NEW.merged_into_id, NEW.id), '', NEW.changed_by_id, clock_timestamp());
    END IF;
    NEW.changed_by_id := NULL;
    RETURN NEW;
END $$;
