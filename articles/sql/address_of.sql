-- The address at which a page is published under a slug, below its parent in the tree or below another page; or a code
-- with its detail that says why there is none. A slash stands at both ends.
CREATE OR REPLACE FUNCTION articles_address_of(page integer, slug text, below integer DEFAULT NULL,
    OUT path text, OUT parent_path text, OUT code text, OUT detail text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    above wagtailcore_page%ROWTYPE;
BEGIN
    SELECT parent.* INTO above FROM wagtailcore_page parent
    WHERE parent.id = below
       OR below IS NULL AND parent.path = (SELECT left(own.path, -4) FROM wagtailcore_page own WHERE own.id = page);
    IF above.depth = 1 THEN
        path := articles_home_path((SELECT language_code FROM wagtailcore_locale l JOIN wagtailcore_page own
                                    ON own.locale_id = l.id WHERE own.id = page));
        parent_path := '';
    ELSE
        parent_path := (SELECT p.path FROM articles_publication p WHERE p.page_id = above.id);
        path := parent_path || slug || '/';
    END IF;
    IF path IS NULL THEN
        code := 'page_above_not_published';
        detail := coalesce(nullif(above.draft_title, ''), above.title);
    ELSIF EXISTS (SELECT 1 FROM articles_publication p
                  WHERE p.path = articles_address_of.path AND p.page_id IS DISTINCT FROM page) THEN
        code := 'address_in_use';
        detail := path;
    ELSIF articles_leads_elsewhere(page, path) THEN
        code := 'address_leads_elsewhere';
        detail := path;
    END IF;
END $$;
