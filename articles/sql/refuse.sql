-- Refuse what is being done, by a code. Python words it (articles/record/refusals.py), as it does the constraints of tables:
-- the code comes where PostgreSQL names a constraint, what varies in the sentence comes as the detail.
CREATE OR REPLACE FUNCTION articles_refuse(code text, detail text DEFAULT '') RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = code, CONSTRAINT = code, DETAIL = detail;
END $$;
