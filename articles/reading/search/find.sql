-- One search. Takes: words (those that say what is looked for), typed (all of them, without quotation marks), alphabetic
-- (its words of letters), the bounds, exactly (no word is misspelt), and which page of the results. finding.py puts in the conditions {readable} and {in_topic}.
--
-- The first five steps gather pages that may be the best, the surest signs first. None reads more entries than its
-- bound, however common the words are, and none is begun when those before it found enough. A phrase is judged on what
-- the index found for its words.
WITH asked AS MATERIALIZED (
    SELECT *, query = loose AS no_phrase,
           query <> loose AND 10 * %(looked_at)s < (
               SELECT min(pages) FROM (
                   SELECT max(documents) AS pages FROM articles_searchword
                   WHERE stem = ANY (tsvector_to_array(to_tsvector('public.articles_english', %(words)s)))
                   GROUP BY stem) AS counted) AS is_common_phrase
    FROM articles_asked(%(words)s)
),
concepts AS MATERIALIZED (  -- each word, or what means the same; one that stands on few pages says more
    SELECT CASE WHEN position('"' IN %(words)s) = 0
                THEN own.query || coalesce((SELECT array_to_string(s.queries::text[], ' | ')::tsquery FROM articles_synonym s
                                            WHERE own.query = ANY (s.queries) ORDER BY s.id LIMIT 1), own.query)
                ELSE own.query END AS query,
           1 / ln(3 + coalesce((SELECT max(documents) FROM articles_searchword WHERE stem = own.stem), 0)) AS weight
    FROM (SELECT found[1] AS stem, quote_literal(found[1])::tsquery AS query
          FROM asked, regexp_matches(asked.plain::text, $$'([^']+)'$$, 'g') AS found) AS own
),
titled AS MATERIALIZED (  -- the title begins so, or has all the words; short titles first
    (SELECT e.publication_id FROM articles_searchentry e
     WHERE lower(e.title) ~>=~ lower(%(typed)s) AND lower(e.title) ~<~ (lower(%(typed)s) || chr(1114111))
       AND {readable} AND {in_topic} LIMIT %(beginning)s)
    UNION
    (SELECT e.publication_id FROM (
         SELECT publication_id FROM (
             SELECT e.publication_id, length(e.title_stems) AS length FROM articles_searchentry e
             WHERE e.title_stems @@ (SELECT query FROM asked) AND {in_topic} LIMIT %(titles)s) AS found
         ORDER BY length, publication_id) AS e
     WHERE {readable} LIMIT %(ranked)s)
),
titled_and_headed AS MATERIALIZED (  -- the title has one word, and with the key points and headings all
    SELECT e.publication_id FROM (
        SELECT e.* FROM articles_searchentry e
        WHERE e.title_stems @@ (SELECT parts FROM asked) AND e.head_stems @@ (SELECT loose FROM asked) AND {in_topic}
          AND (SELECT count(*) FROM titled) < %(enough)s LIMIT %(looked_at)s) AS e
    WHERE e.head_stems @@ (SELECT query FROM asked) AND {readable} LIMIT %(ranked)s
),
headed AS MATERIALIZED (  -- title, key points and headings have all the words
    SELECT e.publication_id FROM (
        SELECT e.* FROM articles_searchentry e
        WHERE e.head_stems @@ (SELECT loose FROM asked) AND {in_topic}
          AND (SELECT count(*) FROM titled) + (SELECT count(*) FROM titled_and_headed) < %(enough)s
        LIMIT %(looked_at)s) AS e
    WHERE e.head_stems @@ (SELECT query FROM asked) AND {readable} LIMIT %(ranked)s
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
            WHERE e.title_stems @@ (SELECT parts FROM asked) AND e.stems @@ (SELECT loose FROM asked) AND {in_topic}
              AND NOT (SELECT is_common_phrase FROM asked)
              AND (SELECT count(*) FROM sure) < %(enough)s LIMIT %(looked_at)s) AS e
        WHERE NOT e.head_stems @@ (SELECT query FROM asked) AND {readable} LIMIT %(ranked)s / 2) AS found
    WHERE (SELECT no_phrase FROM asked) OR stems @@ (SELECT query FROM asked)
),
written AS MATERIALIZED (  -- the page has all the words; of the common words of a phrase, one of the newest pages
    SELECT publication_id FROM (
        SELECT e.publication_id, e.stems FROM (
            (SELECT e.* FROM articles_searchentry e
             WHERE e.stems @@ (SELECT loose FROM asked) AND {in_topic} AND NOT (SELECT is_common_phrase FROM asked)
               AND (SELECT count(*) FROM sure) + (SELECT count(*) FROM titled_and_written) < %(enough)s
             LIMIT %(looked_at)s)
            UNION ALL
            (SELECT e.* FROM articles_searchentry e
             WHERE (SELECT is_common_phrase FROM asked)
               AND (SELECT count(*) FROM sure) + (SELECT count(*) FROM titled_and_written) < %(enough)s
             ORDER BY e.publication_id DESC LIMIT %(ranked)s)) AS e
        WHERE NOT e.head_stems @@ (SELECT query FROM asked) AND {in_topic} AND {readable} LIMIT %(ranked)s) AS found
    WHERE (SELECT no_phrase FROM asked) OR stems @@ (SELECT query FROM asked)
),
complete AS MATERIALIZED (
    SELECT publication_id FROM (
        SELECT publication_id, step FROM sure
        UNION ALL SELECT publication_id, 4 FROM titled_and_written
        UNION ALL SELECT publication_id, 5 FROM written) AS found
    GROUP BY publication_id ORDER BY min(step), publication_id LIMIT %(ranked)s
),
misspelt AS MATERIALIZED (  -- where little was found: words that nothing has, with those like each
    SELECT json_object_agg(strange, likes) AS words  -- like each: how often, in how many titles, and there with others
    FROM unnest(%(alphabetic)s::text[]) AS strange,
         LATERAL (SELECT json_agg(json_build_array(word, documents, titles, beside))
                  FROM articles_similar(strange),
                       LATERAL (SELECT count(*), count(*) FILTER (WHERE title_stems @@ (SELECT parts FROM asked))
                                FROM (SELECT e.title_stems FROM articles_searchentry e
                                      WHERE e.title_stems @@ plainto_tsquery('public.articles_english', word)
                                      LIMIT %(few)s * 10) AS found) AS counted (titles, beside)) AS s (likes)
    WHERE likes IS NOT NULL AND to_tsvector('public.articles_english', strange) <> ''::tsvector AND NOT %(exactly)s AND (SELECT count(*) FROM complete) < %(few)s
),
partial AS MATERIALIZED (  -- where few pages are surely about all the words: one of the rarest of them, best in the title
    SELECT publication_id FROM (
        (SELECT e.publication_id FROM articles_searchentry e
         WHERE e.title_stems @@ (SELECT articles_rarest(%(words)s)) AND {readable} AND {in_topic} LIMIT %(ranked)s)
        UNION ALL
        (SELECT e.publication_id FROM articles_searchentry e
         WHERE e.stems @@ (SELECT articles_rarest(%(words)s)) AND {readable} AND {in_topic} LIMIT %(ranked)s)
    ) AS found
    WHERE CASE WHEN position('"' IN %(words)s) = 0 THEN (SELECT count(*) FROM sure) < %(few)s
               ELSE NOT EXISTS (SELECT FROM complete) END
      AND (SELECT words IS NULL FROM misspelt) LIMIT %(ranked)s
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
    SELECT publication_id, rank FROM ranked ORDER BY rank DESC, publication_id DESC LIMIT %(size)s OFFSET %(offset)s
)
SELECT
    (SELECT count(*) FROM ranked) AS total,
    NOT EXISTS (SELECT FROM complete) AS is_partial,
    (SELECT json_agg(json_build_object('page', topic, 'title', e.title, 'count', pages) ORDER BY pages DESC, e.title)
     FROM (SELECT topic, count(*) AS pages FROM ranked, unnest(topics) AS topic GROUP BY topic
           ORDER BY pages DESC, topic LIMIT %(topics)s) AS counted
          JOIN articles_publication p ON p.page_id = topic
          JOIN articles_searchentry e ON e.publication_id = p.id AND {readable}) AS topics,
    (SELECT e.title FROM articles_publication p JOIN articles_searchentry e ON e.publication_id = p.id
     WHERE p.page_id = %(topic)s AND {readable}) AS topic_title,
    (SELECT words FROM misspelt) AS misspelt,
    (SELECT json_agg(json_build_object(
         'title', ts_headline('public.articles_english', e.title, asked.plain, 'HighlightAll=true,' || %(marks)s),
         'snippet', passage.snippet, 'section', section.place, 'reviewed', reviewed.by,
         'url', p.path, 'kind', e.kind) ORDER BY rank DESC, shown.publication_id DESC)
     FROM asked, shown JOIN articles_searchentry e USING (publication_id)
          JOIN articles_publication p ON p.id = shown.publication_id,
          LATERAL (SELECT CASE WHEN ts_filter(e.stems, '{{b, c, d}}') @@ asked.parts  -- not in the title only
                               THEN articles_snippet(e.body, asked.query, asked.plain, asked.beginnings, asked.all_beginnings,
                                                     %(passage)s)
                               ELSE ts_headline('public.articles_english', articles_part_from(e.body, 1), asked.plain,
                                                %(passage)s) END AS snippet) AS passage
          LEFT JOIN LATERAL (  -- the section where the first word that was looked for stands
              SELECT place FROM jsonb_array_elements(e.places) AS place,
                                strpos(e.body, translate(passage.snippet, chr(2) || chr(3), '')) AS begins
              WHERE begins > 0 AND (place ->> 'from')::integer <= begins + greatest(strpos(passage.snippet, chr(2)) - 1, 0)
              ORDER BY (place ->> 'from')::integer DESC LIMIT 1) AS section ON true
          LEFT JOIN LATERAL (  -- who reviewed what is shown, and when the last of them did
              SELECT json_build_object('names', json_agg(s.shown ->> 'name' ORDER BY s.id), 'at', max(s.signed_at)) AS by
              FROM articles_edition shown_edition JOIN articles_signoff s ON s.id = ANY (shown_edition.sign_off_ids)
              WHERE shown_edition.id = p.edition_id AND s.kind = 'medical_review'
              HAVING count(*) > 0) AS reviewed ON true) AS results
