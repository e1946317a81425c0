-- The words of a synonym are known to the correction of spelling.
CREATE OR REPLACE FUNCTION articles_learn_synonym() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM articles_learn_words(NEW.terms);
    RETURN NULL;
END $$;
