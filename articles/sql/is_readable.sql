-- Whether readers get the text of a page in this status. An emergency edition that is over is another matter.
CREATE OR REPLACE FUNCTION articles_is_readable(status text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT status IN ('published', 'under_review')
$$;
