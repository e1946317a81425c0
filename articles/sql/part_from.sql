-- A part of a text from about this place on, cut between words, of which one blank each is between two.
CREATE OR REPLACE FUNCTION articles_part_from(body text, place integer) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    size constant integer := 450;
    part text := substr(body, place, size);
    is_cut constant boolean := length(part) = size AND substr(body, place + size, 1) <> '';
BEGIN
    IF place > 1 THEN
        part := substr(part, strpos(part, ' ') + 1);
    END IF;
    IF is_cut THEN
        part := left(part, -strpos(reverse(part), ' '));
    END IF;
    RETURN part;
END $$;
