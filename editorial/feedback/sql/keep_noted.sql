-- What the desk notes about a report is what it is found by.
CREATE OR REPLACE FUNCTION feedback_keep_noted() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE feedback_report SET noted = concat_ws(E'\n', nullif(noted, ''), NEW.text) WHERE id = NEW.report_id;
    RETURN NULL;
END $$;
