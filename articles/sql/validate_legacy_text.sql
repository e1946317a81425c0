-- A batch holds texts that came in, each as it came in, and none more once somebody has decided about it.
CREATE OR REPLACE FUNCTION articles_validate_legacy_text() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM articles_lock_batch(NEW.batch_id);
    IF EXISTS (SELECT 1 FROM articles_legacydecision WHERE batch_id = NEW.batch_id) THEN
        PERFORM articles_refuse('legacy_batch_decided');
    END IF;
    IF NOT EXISTS (SELECT 1 FROM articles_importedtext i
                   WHERE i.id = NEW.imported_id AND i.page_id = NEW.page_id AND i.digest = NEW.digest) THEN
        PERFORM articles_refuse('legacy_not_imported');
    END IF;
    RETURN NEW;
END $$;
