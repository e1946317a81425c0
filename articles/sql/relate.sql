-- Work out the related articles of one article. The web role may ask for it, and says nothing of what comes out.
CREATE OR REPLACE FUNCTION articles_relate(publication bigint, kept integer) RETURNS integer[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    likest integer[];
BEGIN
    -- Locked before the record is: whoever publishes takes them in this order too.
    PERFORM 1 FROM wagtailcore_page WHERE id = (SELECT page_id FROM articles_publication WHERE id = publication)
    FOR NO KEY UPDATE;
    likest := ARRAY(SELECT articles_related(publication, kept));
    -- What was rendered stays in use where nothing moved.
    UPDATE articles_relatedarticles r SET computed_at = now() WHERE r.publication_id = publication AND r.pages = likest;
    IF NOT FOUND THEN
        INSERT INTO articles_relatedarticles (publication_id, pages, computed_at) VALUES (publication, likest, now())
        ON CONFLICT (publication_id) DO UPDATE SET (pages, computed_at) = (excluded.pages, excluded.computed_at);
    END IF;
    RETURN likest;
END $$;
