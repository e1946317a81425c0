-- What was learnt of a work is said of each of its names at that moment; of one without a name, of its text. That all is
-- well is only said where something else was said before, and silence says nothing. Of a name that the library learns
-- later, and not in place of another, the same is said, unless two editors called it a false alarm meanwhile.
CREATE OR REPLACE FUNCTION articles_note_integrity() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    fact record;
    is_news boolean := TG_OP = 'INSERT' OR (NEW.status, NEW.status_on) IS DISTINCT FROM (OLD.status, OLD.status_on);
BEGIN
    IF NEW.status = 'could not check' OR NOT is_news AND (NEW.status = 'clear' OR NOT EXISTS (
            SELECT 1 FROM (VALUES ('doi', OLD.doi), ('pmid', OLD.pmid), ('pmcid', OLD.pmcid), ('isbn', OLD.isbn),
                                  ('url', OLD.url)) AS had (name, value)
            WHERE had.value <> '' AND NEW.status = (
                SELECT f.status FROM articles_integrityfact f WHERE f.name = had.name AND f.value = had.value
                ORDER BY f.sequence DESC LIMIT 1))) THEN
        RETURN NULL;
    END IF;
    -- One by one: a statement that adds nothing would move what readers get as well.
    FOR fact IN
        SELECT known.name, known.value
        FROM (VALUES ('doi', NEW.doi, OLD.doi), ('pmid', NEW.pmid, OLD.pmid), ('pmcid', NEW.pmcid, OLD.pmcid),
                     ('isbn', NEW.isbn, OLD.isbn), ('url', NEW.url, OLD.url),
                     ('text', CASE WHEN NEW.doi || NEW.pmid || NEW.pmcid || NEW.isbn || NEW.url = ''
                                   THEN encode(sha256(convert_to(NEW.text, 'UTF8')), 'hex') ELSE '' END, NULL))
             AS known (name, value, was),
             LATERAL (SELECT EXISTS (SELECT 1 FROM articles_integrityfact f
                                     WHERE f.name = known.name AND f.value = known.value)) AS said (before)
        WHERE known.value <> ''
          AND CASE WHEN is_news THEN NEW.status <> 'clear' OR said.before ELSE known.was = '' AND NOT said.before END
    LOOP
        INSERT INTO articles_integrityfact (name, value, status, status_on, reason)
        VALUES (fact.name, fact.value, NEW.status, NEW.status_on, '');
    END LOOP;
    RETURN NULL;
END $$;
