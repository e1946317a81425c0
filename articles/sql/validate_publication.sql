-- When what readers get now was last medically reviewed and when it is due again, as columns that can be searched by.
-- They follow from the edition, on whatever path a publication comes to show it.
CREATE OR REPLACE FUNCTION articles_validate_publication() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    shown articles_edition%ROWTYPE;
BEGIN
    SELECT * INTO shown FROM articles_edition WHERE id = NEW.edition_id AND page_id = NEW.page_id;
    IF shown.id IS NULL THEN
        PERFORM articles_refuse('edition_of_another_page');
    END IF;
    -- An emergency edition ends by itself, whatever happens to the worker that tidies up after it.
    NEW.readable_until := shown.ends_at;
    NEW.reviewed_at := (SELECT max(signed_at) FROM articles_signoff
                        WHERE id = ANY (shown.sign_off_ids) AND kind = 'medical_review');
    NEW.review_due_at := articles_review_due(NEW.reviewed_at, shown.document::jsonb);
    RETURN NEW;
END $$;
