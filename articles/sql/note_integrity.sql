-- What was learnt of a work is said of each of its names at that moment; of one without a name, of its text. That all is
-- well is only said where something else was said before, and silence says nothing.
CREATE OR REPLACE FUNCTION articles_note_integrity() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.status = 'could not check'
            OR (TG_OP = 'UPDATE' AND (NEW.status, NEW.status_on) IS NOT DISTINCT FROM (OLD.status, OLD.status_on)) THEN
        RETURN NULL;
    END IF;
    INSERT INTO articles_integrityfact (name, value, status, status_on, reason)
    SELECT known.name, known.value, NEW.status, NEW.status_on, ''
    FROM (VALUES ('doi', NEW.doi), ('pmid', NEW.pmid), ('pmcid', NEW.pmcid), ('isbn', NEW.isbn), ('url', NEW.url),
                 ('text', CASE WHEN NEW.doi || NEW.pmid || NEW.pmcid || NEW.isbn || NEW.url = ''
                               THEN encode(sha256(convert_to(btrim(NEW.text), 'UTF8')), 'hex') ELSE '' END))
         AS known (name, value)
    WHERE known.value <> ''
      AND (NEW.status NOT IN ('clear', 'could not check')
           OR EXISTS (SELECT 1 FROM articles_integrityfact f WHERE f.name = known.name AND f.value = known.value));
    RETURN NULL;
END $$;
