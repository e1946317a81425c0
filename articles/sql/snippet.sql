-- A passage of a text with as many as can be of the words that were looked for, and these marked. A part of the text
-- around the first place of one of them is cut out first, since ts_headline takes a millisecond for a whole article; and
-- only a part in which all of them may stand is read once more to see whether they do. A beginning can belong to another
-- word (“ten” to “tendon”), a long one less likely: where nothing is marked, the words that begin so are looked at one by
-- one, and if none is the right one (“lying” for “lie”) the whole text is gone through.
CREATE OR REPLACE FUNCTION articles_snippet(body text, query tsquery, beginnings text[],
    all_beginnings text[], options text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    size constant integer := 450;
    lead constant integer := 120;
    without_synonyms constant boolean := beginnings = all_beginnings;
    any_of constant tsquery := regexp_replace(query::text, '<(->|\d+>)|&', '|', 'g');
    lowered text := ' ' || lower(body);
    before text := ' ';
    place integer;
    seen integer;
    passage text;
    snippet text;
BEGIN
    FOR attempt IN 1..3 LOOP
        SELECT start, others INTO place, seen
        FROM unnest(beginnings) AS beginning, strpos(lowered, before || beginning) AS at_character,
             greatest(at_character - lead, 1) AS start, substr(lowered, start, size) AS part,
             LATERAL (SELECT count(*) FROM unnest(beginnings) AS other WHERE strpos(part, before || other) > 0) AS t (others)
        WHERE at_character > 0
        ORDER BY others DESC, length(beginning) DESC, start
        LIMIT 1;
        EXIT WHEN FOUND;
        beginnings := all_beginnings;
        IF attempt = 2 THEN
            lowered := unaccent(lowered);
            before := '';
        END IF;
    END LOOP;
    passage := articles_part_from(body, coalesce(place, 1));
    IF numnode(query) > 1 AND (without_synonyms AND seen < cardinality(beginnings)
                               OR NOT to_tsvector('public.articles_english', passage) @@ query) THEN
        query := any_of;  -- not all of the words are in the passage
    END IF;
    snippet := ts_headline('public.articles_english', passage, query, options);
    IF strpos(snippet, chr(2)) = 0 AND place IS NOT NULL THEN
        lowered := unaccent(lowered) || ' ';
        SELECT min(strpos(lowered, word || ' ')) INTO place
        FROM (SELECT DISTINCT matched[1] AS word
              FROM unnest(beginnings) AS beginning,
                   regexp_replace(beginning, '([^[:alnum:]])', '\\\1', 'g') AS literal,
                   regexp_matches(lowered, '\m' || literal || '\S*', 'g') AS matched) AS words
        WHERE to_tsvector('public.articles_english', word) @@ any_of;
        passage := articles_part_from(body, greatest(place - lead, 1));
        snippet := ts_headline('public.articles_english', passage, query, options);
        IF coalesce(strpos(snippet, chr(2)), 0) = 0 THEN
            snippet := ts_headline('public.articles_english', body, query, options);
        END IF;
    END IF;
    RETURN snippet;
END $$;
