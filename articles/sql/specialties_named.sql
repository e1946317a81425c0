-- The specialties that a decision names, of which new ones are written down. A name never changes: that would change who may
-- sign.
CREATE OR REPLACE FUNCTION articles_specialties_named(details jsonb) RETURNS SETOF bigint
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO articles_specialty (name) SELECT unnest(articles_specialties_in(details)) ON CONFLICT DO NOTHING;
    RETURN QUERY SELECT s.id FROM articles_specialty s WHERE s.name = ANY (articles_specialties_in(details));
END $$;
