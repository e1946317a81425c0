-- The first dose in words of ours that no clinician reviews, as it stands there; NULL without one. A number with a unit in
-- which medicines are measured or counted, however they are written together or apart.
CREATE OR REPLACE FUNCTION articles_dose_in(words text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT (regexp_match(articles_one_line(normalize(words, NFKC)),
        '(?:\m|(?<=[^[:alnum:]])|^)('
        -- in figures: “8 g”, “10-20 mg”, “½ tablet”
        '(?:\d[\d.,/⁄]*|[½¼¾])[-\s]*(?:(?:to|or|–|-)[-\s]*\d[\d.,]*[-\s]*)?'
        '(?:mg|mcg|[µμ]g|g|ml|iu|micrograms?|milligrams?|grams?|grammes?|millilit(?:er|re)s?|(?:international )?units?|'
        'tablets?|capsules?|pills?|caplets?|drops?|puffs?|sachets?|patch(?:es)?|suppositor(?:y|ies)|doses|ampoules?|'
        'lozenges?|(?:tea|table)?spoon(?:ful)?s?)'
        -- in words: “two tablets”, “half a tablet”, “a spoonful”; not “a tablet”, on which people read, nor “a drop” in pain
        '|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|half an?)[-\s]+'
        '(?:(?:to|or)[-\s]+(?:two|three|four|five|six|seven|eight)[-\s]+)?'
        '(?:micrograms?|milligrams?|grams?|grammes?|millilit(?:er|re)s?|tablets?|capsules?|pills?|caplets?|puffs?|sachets?|'
        'suppositor(?:y|ies)|ampoules?|lozenges?|(?:tea|table)spoon(?:ful)?s?)'
        '|an?[-\s]+(?:tea|table)?spoonfuls?'
        ')\M', 'i'))[1]
$$;

-- The same in a whole document: its title, standfirst, points, headings, texts and biography.
CREATE OR REPLACE FUNCTION articles_dose_in(document jsonb) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT articles_dose_in(concat_ws(' . ', document ->> 'title', document ->> 'standfirst', document ->> 'job_title',
        articles_plain_text(coalesce(document ->> 'biography', '')),
        (SELECT string_agg(articles_plain_text(part #>> '{}'), ' . ') FROM (
             SELECT coalesce(point -> 'html', point) AS part FROM jsonb_path_query(document, '$.key_points[*]') AS point UNION ALL
             SELECT jsonb_path_query(document, '$.sections[*].heading') UNION ALL
             SELECT jsonb_path_query(document, '$.sections[*].html')) AS parts)))
$$;
