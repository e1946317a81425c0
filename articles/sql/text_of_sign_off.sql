-- What was chained of one sign-off, for its trust record. Whoever reads on behalf of readers may not read the whole row: it
-- holds the text that was signed, which may never have become an edition.
CREATE OR REPLACE FUNCTION articles_text_of_sign_off(sign_off bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT articles_chained_text(s) FROM articles_signoff s WHERE s.id = sign_off
$$;
