-- A publication says what the record says, whoever writes it.
CREATE OR REPLACE FUNCTION articles_validate_publication() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (SELECT said FROM articles_publication_by_record(NEW.page_id) AS said) IS DISTINCT FROM
            ROW (NEW.edition_id, NEW.path, NEW.parent_path, NEW.status, NEW.notice, NEW.readable_until,
                 NEW.first_published_at, NEW.published_at, NEW.reviewed_at, NEW.review_due_at) THEN
        PERFORM articles_refuse('publication_not_as_recorded');
    END IF;
    RETURN NEW;
END $$;
