-- The sign-offs on a text that no edition has used up. Each counts for the next edition only: what was signed before the
-- page's newest signed edition is spent, so that evidence is not used twice. An emergency edition uses up nothing but the
-- signatures of editors in an emergency: another one of the same text needs two others.
CREATE OR REPLACE FUNCTION articles_unspent_sign_offs(page integer, digest text) RETURNS SETOF articles_signoff
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT s.* FROM articles_signoff s
    WHERE s.page_id = page AND s.digest = articles_unspent_sign_offs.digest
      AND s.sequence > coalesce((SELECT max(e.sequence) FROM articles_edition e
                                 WHERE e.page_id = page AND (articles_is_signed(e) OR e.override_id IS NOT NULL AND s.kind = 'emergency')), 0)
$$;
