-- Whether readers would lose the correction of an error by going from the edition of this number back to another one.
CREATE OR REPLACE FUNCTION articles_leaves_correction(page integer, number_now integer, edition bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM articles_edition corrected JOIN articles_edition older ON older.id = edition
        WHERE corrected.page_id = page AND corrected.change_class = 'correction'
          AND corrected.number > older.number AND corrected.number <= number_now)
$$;
