-- The first dose in words of ours that no clinician reviews, as it stands there; NULL without one. A number with a unit in
-- which medicines are measured or counted, however they are written together or apart.
CREATE OR REPLACE FUNCTION articles_dose_in(words text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT (regexp_match(articles_one_line(normalize(words, NFKC)),
        '(?:\m|(?<=[^[:alnum:]])|^)((?:\d[\d.,/⁄]*|[½¼¾]|one|two|three|four|five|six|seven|eight|nine|ten|twelve|half an?|an?)'
        '[-\s]*(?:(?:to|or|–|-)[-\s]*(?:\d[\d.,]*|two|three|four|five|six|seven|eight)[-\s]*)?'
        '(?:mg|mcg|[µμ]g|g|kg|ml|cl|dl|iu|micrograms?|milligrams?|grams?|grammes?|millilit(?:er|re)s?|'
        '(?:international )?units?|tablets?|capsules?|pills?|caplets?|drops?|puffs?|sachets?|patch(?:es)?|suppositor(?:y|ies)|'
        '(?:tea|table)?spoon(?:ful)?s?|doses?|ampoules?|lozenges?))\M', 'i'))[1]
$$;

-- The same in a whole document: its title, standfirst, points, headings, texts and biography.
CREATE OR REPLACE FUNCTION articles_dose_in(document jsonb) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT articles_dose_in(concat_ws(' . ', document ->> 'title', document ->> 'standfirst', document ->> 'job_title',
        articles_plain_text(coalesce(document ->> 'biography', '')),
        (SELECT string_agg(articles_plain_text(part #>> '{}'), ' . ') FROM (
             SELECT jsonb_path_query(document, '$.key_points[*]') AS part UNION ALL
             SELECT jsonb_path_query(document, '$.sections[*].heading') UNION ALL
             SELECT jsonb_path_query(document, '$.sections[*].html')) AS parts)))
$$;
