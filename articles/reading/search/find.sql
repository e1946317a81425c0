-- One search. Takes: words (those that say what is looked for), typed (all of them, without quotation marks), alphabetic
-- (its words of letters, in a line), exactly (no word is misspelt), offset (where the page of results begins), and how
-- to mark words. finding.py puts in two conditions, on what readers get and what is looked among; the version of what
-- readers get; the topic; and the bounds, since a plan for all searches has to know them.
--
-- The first five steps gather pages that may be the best, the surest signs first. None reads more entries than its
-- bound, however common the words are, and none is begun when those before it found enough. A phrase is judged on what
-- the index found for its words.
WITH asked AS MATERIALIZED (SELECT * FROM articles_asked(%(words)s)),
concepts AS MATERIALIZED (  -- each word, or what means the same; one that stands on few pages says more
    SELECT own.stem, pages.documents, 1 / ln(3 + coalesce(pages.documents, 0)) AS weight,
           CASE WHEN position('"' IN %(words)s) = 0
                THEN own.query || coalesce((SELECT array_to_string(s.queries::text[], ' | ')::tsquery FROM articles_synonym s
                                            WHERE own.query = ANY (s.queries) ORDER BY s.id LIMIT 1), own.query)
                ELSE own.query END AS query
    FROM (SELECT found[1] AS stem, quote_literal(found[1])::tsquery AS query
          FROM asked, regexp_matches(asked.plain::text, $$'([^']+)'$$, 'g') AS found) AS own,
         LATERAL (SELECT max(documents) AS documents FROM articles_searchword WHERE stem = own.stem) AS pages
),
phrase AS MATERIALIZED (
    SELECT query = loose AS is_none,  -- words that nobody counts, such as numbers, are not common
           query <> loose AND 10 * {looked_at} < coalesce((SELECT min(documents) FROM concepts), 0) AS is_common
    FROM asked
),
rarest AS MATERIALIZED (  -- any of the three words that stand on the fewest pages; none where no page has one
    SELECT string_agg(quote_literal(stem), ' | ')::tsquery AS query
    FROM (SELECT DISTINCT documents, stem FROM concepts WHERE documents IS NOT NULL ORDER BY documents, stem LIMIT 3) AS few
),
titled AS MATERIALIZED (  -- the title begins so, or has all the words; short titles first
    (SELECT e.publication_id FROM articles_searchentry e
     WHERE lower(e.title) ~>=~ lower(%(typed)s) AND lower(e.title) ~<~ (lower(%(typed)s) || chr(1114111))
       AND {readable} AND {among} LIMIT {beginning})
    UNION
    (SELECT e.publication_id FROM (
         SELECT publication_id FROM (
             SELECT e.publication_id, length(e.title_stems) AS length FROM articles_searchentry e
             WHERE e.title_stems @@ (SELECT query FROM asked) AND {among} LIMIT {titles}) AS found
         ORDER BY length, publication_id) AS e
     WHERE {readable} LIMIT {ranked})
),
titled_and_headed AS MATERIALIZED (  -- the title has one word, and with the key points and headings all
    SELECT e.publication_id FROM (
        SELECT e.* FROM articles_searchentry e
        WHERE e.title_stems @@ (SELECT parts FROM asked) AND e.head_stems @@ (SELECT loose FROM asked) AND {among}
          AND (SELECT count(*) FROM titled) < {enough} LIMIT {looked_at}) AS e
    WHERE e.head_stems @@ (SELECT query FROM asked) AND {readable} LIMIT {ranked}
),
headed AS MATERIALIZED (  -- title, key points and headings have all the words
    SELECT e.publication_id FROM (
        SELECT e.* FROM articles_searchentry e
        WHERE e.head_stems @@ (SELECT loose FROM asked) AND {among}
          AND (SELECT count(*) FROM titled) + (SELECT count(*) FROM titled_and_headed) < {enough}
        LIMIT {looked_at}) AS e
    WHERE e.head_stems @@ (SELECT query FROM asked) AND {readable} LIMIT {ranked}
),
sure AS MATERIALIZED (
    SELECT publication_id, min(step) AS step FROM (
        SELECT publication_id, 1 AS step FROM titled
        UNION ALL SELECT publication_id, 2 FROM titled_and_headed
        UNION ALL SELECT publication_id, 3 FROM headed) AS found
    GROUP BY publication_id
),
titled_and_written AS MATERIALIZED (  -- the title has one word, the page all
    SELECT publication_id FROM (
        SELECT e.publication_id, e.stems FROM (
            SELECT e.* FROM articles_searchentry e
            WHERE e.title_stems @@ (SELECT parts FROM asked) AND e.stems @@ (SELECT loose FROM asked) AND {among}
              AND NOT (SELECT is_common FROM phrase)
              AND (SELECT count(*) FROM sure) < {enough} LIMIT {looked_at}) AS e
        WHERE NOT e.head_stems @@ (SELECT query FROM asked) AND {readable} LIMIT {ranked} / 2) AS found
    WHERE (SELECT is_none FROM phrase) OR stems @@ (SELECT query FROM asked)
),
written AS MATERIALIZED (  -- the page has all the words; of the common words of a phrase, one of the newest pages
    SELECT publication_id FROM (
        SELECT e.publication_id, e.stems FROM (
            (SELECT e.* FROM articles_searchentry e
             WHERE e.stems @@ (SELECT loose FROM asked) AND {among} AND NOT (SELECT is_common FROM phrase)
               AND (SELECT count(*) FROM sure) + (SELECT count(*) FROM titled_and_written) < {enough}
             LIMIT {looked_at})
            UNION ALL
            (SELECT e.* FROM articles_searchentry e
             WHERE (SELECT is_common FROM phrase)
               AND (SELECT count(*) FROM sure) + (SELECT count(*) FROM titled_and_written) < {enough}
             ORDER BY e.publication_id DESC LIMIT {ranked})) AS e
        WHERE NOT e.head_stems @@ (SELECT query FROM asked) AND {among} AND {readable} LIMIT {ranked}) AS found
    WHERE (SELECT is_none FROM phrase) OR stems @@ (SELECT query FROM asked)
),
complete AS MATERIALIZED (
    SELECT publication_id FROM (
        SELECT publication_id, step FROM sure
        UNION ALL SELECT publication_id, 4 FROM titled_and_written
        UNION ALL SELECT publication_id, 5 FROM written) AS found
    GROUP BY publication_id ORDER BY min(step), publication_id LIMIT {ranked}
),
misspelt AS MATERIALIZED (  -- where little was found: words that nothing has, with those like each
    SELECT json_object_agg(strange, likes) AS words  -- like each: how often, in how many titles, and there with others
    FROM string_to_table(%(alphabetic)s, ' ') AS strange,
         LATERAL (SELECT json_agg(json_build_array(word, documents, titles, beside))
                  FROM articles_similar(strange),
                       LATERAL (SELECT count(*), count(*) FILTER (WHERE title_stems @@ (SELECT parts FROM asked))
                                FROM (SELECT e.title_stems FROM articles_searchentry e
                                      WHERE e.title_stems @@ plainto_tsquery('public.articles_english', word)
                                      LIMIT {few} * 10) AS found) AS counted (titles, beside)) AS s (likes)
    WHERE likes IS NOT NULL AND NOT %(exactly)s AND (SELECT count(*) FROM complete) < {few}
      AND NOT EXISTS (SELECT FROM articles_searchword known WHERE known.word = unaccent(strange))
      -- “stretches” is none where a page has “stretch”
      AND NOT EXISTS (SELECT FROM articles_searchword known
                      WHERE known.stem = (tsvector_to_array(to_tsvector('public.articles_english', articles_folded(strange))))[1])
      AND to_tsvector('public.articles_english', strange) <> ''::tsvector
),
partial AS MATERIALIZED (  -- where few pages are surely about all the words: one of the rarest of them, best in the title
    SELECT publication_id FROM (
        (SELECT e.publication_id FROM articles_searchentry e
         WHERE e.title_stems @@ (SELECT query FROM rarest) AND {readable} AND {among} LIMIT {ranked})
        UNION ALL
        (SELECT e.publication_id FROM articles_searchentry e
         WHERE e.stems @@ (SELECT query FROM rarest) AND {readable} AND {among} LIMIT {ranked})
    ) AS found
    WHERE CASE WHEN position('"' IN %(words)s) = 0 THEN (SELECT count(*) FROM sure) < {few}
               ELSE NOT EXISTS (SELECT FROM complete) END
      AND (SELECT words IS NULL FROM misspelt) LIMIT {ranked}
),
gathered AS MATERIALIZED (
    SELECT publication_id FROM complete UNION SELECT publication_id FROM partial
),
ranked AS MATERIALIZED (  -- which of the words, where, and how much else the title is about; an article or topic first
    SELECT e.publication_id, e.topics,
           (2 * (SELECT sum(weight * CASE WHEN e.title_stems @@ concepts.query THEN 1 WHEN e.head_stems @@ concepts.query THEN 0.5
                                          WHEN e.stems @@ concepts.query THEN 0.25 ELSE 0 END) / sum(weight)
                       + count(*) FILTER (WHERE e.subject_stems @@ concepts.query) / (2.0 + 2 * length(e.subject_stems))
                 FROM concepts)
           + ts_rank('{{0.1, 0.3, 0.4, 1.0}}', e.stems, asked.plain)
           + CASE WHEN numnode(asked.query) > 1
                  THEN ts_rank_cd('{{0.1, 0.3, 0.4, 1.0}}', e.stems, asked.query, 32) ELSE 0 END
           + CASE WHEN e.title_stems @@ asked.query THEN 1.0 / (1 + length(e.title_stems)) ELSE 0 END)
           * CASE WHEN e.kind IN ('article', 'topic') THEN 1 WHEN e.kind IN ('person', 'term') THEN 0.8 ELSE 0.3 END AS rank
    FROM (  -- setweight changes nothing here: it makes a copy, so that a long list of stems is fetched from disk once
        SELECT e.publication_id, e.kind, e.topics, e.title_stems, e.head_stems, e.subject_stems, setweight(e.stems, 'D', '{{}}') AS stems
        FROM gathered JOIN articles_searchentry e USING (publication_id) OFFSET 0) AS e, asked
    -- A policy that only mentions a word is for those who find nothing else.
    WHERE e.kind <> 'policy' OR e.head_stems @@ asked.parts
       OR NOT EXISTS (SELECT FROM gathered JOIN articles_searchentry other USING (publication_id) WHERE other.kind <> 'policy')
),
shown AS MATERIALIZED (
    SELECT publication_id, rank FROM ranked ORDER BY rank DESC, publication_id DESC LIMIT {size} OFFSET %(offset)s
)
SELECT
    (SELECT count(*) FROM ranked) AS total,
    NOT EXISTS (SELECT FROM complete) AS is_partial,
    (SELECT json_agg(json_build_object('page', topic, 'title', e.title, 'count', pages) ORDER BY pages DESC, e.title)
     FROM (SELECT topic, count(*) AS pages FROM ranked, unnest(topics) AS topic GROUP BY topic
           ORDER BY pages DESC, topic LIMIT {topics}) AS counted
          JOIN articles_publication p ON p.page_id = topic
          JOIN articles_searchentry e ON e.publication_id = p.id AND {readable}) AS topics,
    (SELECT e.title FROM articles_publication p JOIN articles_searchentry e ON e.publication_id = p.id
     WHERE p.page_id = {topic} AND e.kind = 'topic' AND {readable}) AS topic_title,
    (SELECT words FROM misspelt) AS misspelt,
    (SELECT json_agg(json_build_object(
         'title', ts_headline('public.articles_english', e.title, asked.plain, 'HighlightAll=true,' || %(marks)s),
         'snippet', passage.snippet, 'section', section.place, 'reviewed', reviewed.by,
         'unreviewed', e.legacy_id IS NOT NULL,  -- moved in, and nobody has looked at it here
         'url', e.path, 'kind', e.kind, 'language', e.language,
         'original', coalesce(e.translates_page, e.page_id)) ORDER BY e.rank DESC, e.publication_id DESC)
     FROM asked,
          (SELECT shown.rank, entry.*, p.path, p.page_id, edition.sign_off_ids, edition.legacy_id, edition.translates_page
           FROM shown JOIN articles_searchentry entry USING (publication_id)
                JOIN articles_publication p ON p.id = shown.publication_id
                JOIN articles_edition edition ON edition.id = p.edition_id
           OFFSET 0) AS e,  -- so that passages are cut out of these few texts only
          LATERAL (SELECT CASE WHEN ts_filter(e.stems, '{{b, c, d}}') @@ asked.parts  -- not in the title only
                               THEN articles_snippet(e.body, asked.query, asked.beginnings, asked.all_beginnings,
                                                     %(passage)s)
                               ELSE ts_headline('public.articles_english', articles_part_from(e.body, 1), asked.plain,
                                                %(passage)s) END AS snippet OFFSET 0) AS passage
          LEFT JOIN LATERAL (  -- the section where the first word that was looked for stands
              SELECT place FROM jsonb_array_elements(e.places) AS place,
                                strpos(e.body, translate(passage.snippet, chr(2) || chr(3), '')) AS begins
              WHERE begins > 0 AND (place ->> 'from')::integer <= begins + greatest(strpos(passage.snippet, chr(2)) - 1, 0)
              ORDER BY (place ->> 'from')::integer DESC LIMIT 1) AS section ON true
          LEFT JOIN LATERAL (  -- who reviewed what is shown, and when the last of them did
              SELECT json_build_object('names', json_agg(s.shown ->> 'name' ORDER BY s.id), 'at', max(s.signed_at)) AS by
              FROM articles_signoff s WHERE s.id = ANY (e.sign_off_ids) AND s.kind = 'medical_review'
              HAVING count(*) > 0) AS reviewed ON true) AS results,
    {version} AS version
