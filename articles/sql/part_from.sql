-- A part of a text from about this place on, cut between words.
CREATE OR REPLACE FUNCTION articles_part_from(body text, place integer) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    size constant integer := 600;
    part text := substr(body, place, size);
BEGIN
    IF place > 1 THEN
        part := regexp_replace(part, '^\S*\s+', '');
    END IF;
    IF place + size <= length(body) THEN
        part := regexp_replace(part, '\s+\S*$', '');
    END IF;
    RETURN part;
END $$;
