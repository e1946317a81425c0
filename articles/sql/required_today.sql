-- The sign-offs that a text needs to be published now. That an article is of no high risk counts while whoever said so has
-- not written words of it since: of a text of their own nobody says it, before or after. The audit, which looks at editions
-- of every age, asks articles_required_for.
CREATE OR REPLACE FUNCTION articles_required_today(page integer, document jsonb, emergency boolean)
RETURNS TABLE (kind text, needed integer)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT r.kind, CASE WHEN r.kind = 'medical_review' AND articles_risk_said_by_writer(page) THEN greatest(r.needed, 2)
                        ELSE r.needed END
    FROM articles_required_for(page, document, emergency) AS r
$$;
