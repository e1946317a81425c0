-- Whether a text says what readers of the page got by the record's last word. A text that nobody signed was never
-- reviewed, so nothing says the same as it.
CREATE OR REPLACE FUNCTION articles_says_the_same(page integer, content jsonb) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce((
        SELECT articles_is_signed(shown) AND articles_text_apart(content) = articles_text_apart(shown.document::jsonb)
        FROM articles_shown_before(page) AS shown), false)
$$;
