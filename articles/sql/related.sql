-- The articles that are most like one: by the topics and by the rare words of title, standfirst, key points and headings
-- that they share, each weighted by how few articles have it. Bounded: common words find nothing, and of a large topic
-- only a part is looked at, so the work does not grow with the site.
CREATE OR REPLACE FUNCTION articles_related(publication bigint, kept integer) RETURNS SETOF integer
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    WITH self AS MATERIALIZED (
        SELECT * FROM articles_searchentry WHERE publication_id = publication
    ),
    site AS MATERIALIZED (
        SELECT greatest(reltuples, (SELECT count(*) FROM (SELECT FROM articles_searchentry LIMIT 1000) AS few), 3) AS size
        FROM pg_class WHERE oid = 'public.articles_searchentry'::regclass
    ),
    topics AS MATERIALIZED (
        SELECT topic, 2 * ln(site.size / least(greatest(pages.count, 1), site.size)) + 0.1 AS weight
        FROM site, self, unnest(self.topics) AS topic,
             LATERAL (SELECT count(*) FROM (SELECT FROM articles_searchentry WHERE topics @> ARRAY[topic] LIMIT 5000) AS e) AS pages
    ),
    -- A word that was not counted yet is as rare as one can be that another article shares.
    words AS MATERIALIZED (
        SELECT quote_literal(stem)::tsquery AS query, ln(site.size / least(greatest(documents, 2), site.size)) AS weight
        FROM site, LATERAL (
            SELECT w.stem, max(w.documents) AS documents
            FROM self, unnest(tsvector_to_array(self.head_stems)) AS own (stem) JOIN articles_searchword w USING (stem)
            GROUP BY w.stem HAVING max(w.documents) < 2000) AS rare
        ORDER BY documents, stem LIMIT 12
    ),
    candidates AS MATERIALIZED (
        SELECT found.publication_id FROM words,
            LATERAL (SELECT publication_id FROM articles_searchentry WHERE head_stems @@ words.query LIMIT 2000) AS found
        UNION
        SELECT found.publication_id FROM topics,
            LATERAL (SELECT publication_id FROM articles_searchentry WHERE topics @> ARRAY[topics.topic] LIMIT 500) AS found
    )
    SELECT p.page_id
    FROM candidates JOIN articles_searchentry e USING (publication_id) JOIN articles_publication p ON p.id = e.publication_id,
         LATERAL (SELECT coalesce((SELECT sum(weight) FROM topics WHERE e.topics @> ARRAY[topic]), 0)
                       + coalesce((SELECT sum(weight) FROM words WHERE e.head_stems @@ query), 0) AS score) AS alike
    WHERE e.kind = 'article' AND e.publication_id <> publication AND alike.score > 0 AND articles_is_readable(p.status)
              AND (p.readable_until IS NULL OR p.readable_until > now())
    ORDER BY alike.score DESC, p.published_at DESC, p.id DESC LIMIT kept
$$;
