-- Rows that are evidence are inserted once, never changed, never removed.
CREATE OR REPLACE FUNCTION articles_append_only() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM articles_refuse('rows_are_evidence', TG_OP || ' ' || TG_TABLE_NAME);
    RETURN NULL;
END $$;
