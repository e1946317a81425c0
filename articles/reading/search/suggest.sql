-- Titles for what somebody is typing. Takes: typed (a line), words (its words in small letters), tolerant (whether a word
-- may be misspelt), size, looked_at; suggestions.py puts in the conditions on what readers get, and in which language.
WITH beginning AS (
    SELECT e.publication_id, 0 AS place FROM articles_searchentry e
    WHERE lower(e.title) ~>=~ lower(%(typed)s) AND lower(e.title) ~<~ (lower(%(typed)s) || chr(1114111)) AND {readable} AND {among}
    ORDER BY lower(e.title) USING ~<~ LIMIT %(size)s
),
containing AS (
    SELECT publication_id, 1 AS place FROM (
        SELECT e.publication_id, length(e.title) AS length FROM articles_searchentry e
        WHERE e.title_words @@ (SELECT to_tsquery('public.articles_words', string_agg(quote_literal(word) || ':*', '&'))
                                FROM unnest(%(words)s::text[]) AS word) AND {readable} AND {among}
        LIMIT %(looked_at)s) AS found
    ORDER BY length, publication_id LIMIT %(size)s
),
exact AS MATERIALIZED (SELECT * FROM beginning UNION ALL SELECT * FROM containing),
-- Only where nothing begins so or has the words: titles with words that are written almost so.
tolerant AS (
    SELECT e.publication_id, 2 AS place FROM articles_searchentry e
    WHERE e.title_words @@ (SELECT articles_tolerant_prefixes(%(words)s::text[]))
      AND %(tolerant)s AND NOT EXISTS (SELECT FROM exact) AND {readable} AND {among} LIMIT %(size)s
)
SELECT e.title, p.path, e.kind
FROM (SELECT publication_id, min(place) AS place FROM (SELECT * FROM exact UNION ALL SELECT * FROM tolerant) AS found
      GROUP BY publication_id) AS found
     JOIN articles_searchentry e USING (publication_id)
     JOIN articles_publication p ON p.id = publication_id
ORDER BY place, length(e.title), e.title LIMIT %(size)s
