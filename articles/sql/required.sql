-- Which signatures a page needs, and how many of each. What kind of page it is follows from the table that it is in: a
-- topic says as much about health as an article, and so does the meaning of a word.
CREATE OR REPLACE FUNCTION articles_required(page integer, document jsonb) RETURNS TABLE (kind text, needed integer)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT required.kind, required.needed
    FROM (SELECT EXISTS (SELECT 1 FROM articles_articlepage WHERE page_ptr_id = page)
                     OR EXISTS (SELECT 1 FROM articles_topicpage WHERE page_ptr_id = page)
                     OR EXISTS (SELECT 1 FROM articles_termpage WHERE page_ptr_id = page) AS is_about_health) AS is_a,
         LATERAL (VALUES ('fact_check', CASE WHEN is_about_health THEN 1 ELSE 0 END),
                         ('medical_review', CASE WHEN NOT is_about_health THEN 0
                                                 WHEN document ->> 'risk_tier' = 'high' THEN 2 ELSE 1 END),
                         ('editorial', CASE WHEN is_about_health THEN 0 ELSE 1 END)) AS required (kind, needed)
    WHERE required.needed > 0
$$;
