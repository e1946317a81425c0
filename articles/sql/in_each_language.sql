-- A page in every language: the page itself and its translations.
CREATE OR REPLACE FUNCTION articles_in_each_language(page integer) RETURNS SETOF integer
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT same.id FROM wagtailcore_page own JOIN wagtailcore_page same ON same.translation_key = own.translation_key
    WHERE own.id = page
$$;
