-- Fires as `vouch`: after `validate` and before `write_to_chain`, by the order of their names.
CREATE OR REPLACE FUNCTION articles_note_what_it_rests_on() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.rests_on := articles_rests_on(NEW);
    RETURN NEW;
END $$;
