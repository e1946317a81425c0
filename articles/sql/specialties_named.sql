-- The specialties of these names, of which new ones are written down. A name never changes: that would change who may sign.
CREATE OR REPLACE FUNCTION articles_specialties_named(names jsonb) RETURNS SETOF bigint
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO articles_specialty (name)
    SELECT btrim(wanted) FROM jsonb_array_elements_text(coalesce(names, '[]')) AS wanted WHERE btrim(wanted) <> ''
    ON CONFLICT DO NOTHING;
    RETURN QUERY SELECT s.id FROM articles_specialty s
        WHERE s.name IN (SELECT btrim(wanted) FROM jsonb_array_elements_text(coalesce(names, '[]')) AS wanted);
END $$;
