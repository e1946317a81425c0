-- The search index: one entry for each publication, written from its current edition by a trigger, so that on every
-- path, putting back an older edition included, what is found is what readers get. Whether they get it at all is
-- asked of the publication when somebody searches.

-- HTML of the reader document as one line of text: citations gone, blocks ending like sentences.
CREATE FUNCTION articles_plain_text(html text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    attributes constant text := '(?:[^>"'']|"[^"]*"|''[^'']*'')*';
    entity text[];
BEGIN
    html := regexp_replace(html, '<sup class="cite">.*?</sup>', '', 'g');
    html := regexp_replace(html, '</?(?:a|b|em|i|span|strong|sub|sup)(?:\s' || attributes || ')?>', '', 'g');
    html := regexp_replace(html, '([^\s.!?:;,])\s*</(?:caption|figcaption|footer|h3|li|p|td|th)>', '\1. ', 'g');
    html := regexp_replace(html, '<[a-z/]' || attributes || '>', ' ', 'g');
    FOREACH entity SLICE 1 IN ARRAY ARRAY[['&lt;', '<'], ['&gt;', '>'], ['&quot;', '"'], ['&#x27;', ''''],
                                          ['&#39;', ''''], ['&nbsp;', ' '], ['&amp;', '&']] LOOP
        html := replace(html, entity[1], entity[2]);
    END LOOP;
    RETURN html;
END $$;

-- A text in one line, without control characters: two of them mark what was found (articles/search/snippets.py).
CREATE FUNCTION articles_one_line(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT btrim(regexp_replace(words, '[\s\u0001-\u001f\u007f\u00a0]+', ' ', 'g'))
$$;

-- Texts one after the other in one line, each ended like a sentence; one that says nothing is left out.
CREATE FUNCTION articles_sentences(texts text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(string_agg(regexp_replace(line, '([^.!?:;,])$', '\1.'), ' ' ORDER BY place), '')
    FROM unnest(texts) WITH ORDINALITY AS t (part, place), LATERAL articles_one_line(part) AS line
    WHERE line <> ''
$$;

-- What an edition's document says, as the search index has it. A text is cut where PostgreSQL would count the places
-- of its words no further.
CREATE FUNCTION articles_search_entry(document jsonb, OUT kind text, OUT title text, OUT topics integer[], OUT body text,
    OUT title_words tsvector, OUT title_stems tsvector, OUT head_stems tsvector, OUT stems tsvector)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    points text[] := ARRAY[document ->> 'job_title', document ->> 'standfirst']
        || ARRAY(SELECT point #>> '{}' FROM jsonb_path_query(document, '$.key_points[*]') AS point);
    headings text[] := ARRAY(SELECT heading #>> '{}' FROM jsonb_path_query(document, '$.sections[*].heading') AS heading);
    texts text[] := ARRAY(SELECT articles_plain_text(html #>> '{}')
                          FROM jsonb_path_query(document, '$.sections[*].html') AS html);
BEGIN
    kind := document ->> 'kind';
    title := left(articles_one_line(concat_ws(' ', document ->> 'prefix', document ->> 'title')), 1000);
    topics := ARRAY(SELECT topic::integer FROM jsonb_path_query(document, '$.topics[*]') AS topic
                    UNION SELECT (document ->> 'page')::integer WHERE document ->> 'kind' = 'topic'
                    ORDER BY topic);
    texts := texts || articles_plain_text(coalesce(document ->> 'biography', ''));
    body := left(articles_sentences(points || ARRAY(
        SELECT part FROM unnest(headings, texts) WITH ORDINALITY AS section (heading, content, place),
                         LATERAL (VALUES (1, heading), (2, content)) AS half (turn, part)
        ORDER BY place, turn)), 100000);
    title_words := to_tsvector('public.articles_words', title);
    title_stems := setweight(to_tsvector('public.articles_english', title), 'A');
    head_stems := title_stems
        || setweight(to_tsvector('public.articles_english', left(articles_sentences(points), 20000)), 'B')
        || setweight(to_tsvector('public.articles_english', left(articles_sentences(headings), 20000)), 'C');
    stems := head_stems || to_tsvector('public.articles_english', left(articles_sentences(texts), 100000));
END $$;

-- Words that the correction of spelling knows and may offer. A nightly task counts in how many pages each stands.
CREATE FUNCTION articles_learn_words(words text) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO articles_searchword (word, stem, documents)
    SELECT lexeme, coalesce((tsvector_to_array(to_tsvector('public.articles_english', lexeme)))[1], ''), 1
    FROM unnest(to_tsvector('public.articles_words', words))
    WHERE lexeme ~ '^[[:alpha:]]{3,40}$' AND NOT EXISTS (SELECT FROM articles_searchword WHERE word = lexeme)
    ORDER BY lexeme  -- so that two who add the same words wait for each other, and not crosswise
    ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION articles_index_publication(publication bigint) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO articles_searchentry AS entry
        (publication_id, kind, title, topics, body, title_words, title_stems, head_stems, stems)
    SELECT p.id, found.* FROM articles_publication p JOIN articles_edition e ON e.id = p.edition_id,
                              LATERAL articles_search_entry(e.document::jsonb) AS found
    WHERE p.id = publication AND e.kind <> 'home'  -- nobody searches for the page that they came from
    ON CONFLICT (publication_id) DO UPDATE
        SET (kind, title, topics, body, title_words, title_stems, head_stems, stems)
          = (excluded.kind, excluded.title, excluded.topics, excluded.body,
             excluded.title_words, excluded.title_stems, excluded.head_stems, excluded.stems);
    SELECT articles_learn_words(entry.title || ' ' || entry.body)
    FROM articles_searchentry entry WHERE publication_id = publication
$$;

-- The web role cannot write entries, so that nothing but this trigger says what a publication is found by.
CREATE FUNCTION articles_keep_search_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' OR NEW.edition_id <> OLD.edition_id THEN
        PERFORM articles_index_publication(NEW.id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER keep_search_entry AFTER INSERT OR UPDATE OF edition_id ON articles_publication
    FOR EACH ROW EXECUTE FUNCTION articles_keep_search_entry();
SELECT articles_index_publication(id) FROM articles_publication;

CREATE FUNCTION articles_learn_synonym() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM articles_learn_words(NEW.terms);
    RETURN NULL;
END $$;
CREATE TRIGGER learn_words AFTER INSERT OR UPDATE OF terms ON articles_synonym
    FOR EACH ROW EXECUTE FUNCTION articles_learn_synonym();

-- The stems in a query as the beginnings of words. A stem can end in a letter that its words do not have: “happi” for
-- “happy”, “hope” for “hoping”.
CREATE FUNCTION articles_beginnings(query tsquery) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT regexp_replace(stem[1], '[ei]$', '')), '{}')
    FROM regexp_matches(query::text, '''([^'']+)''', 'g') AS stem
$$;

-- A text that was searched for as queries.
--   query       all its words, or what means the same: what a page must have
--   loose       the same without the order of words in a phrase, which the index cannot judge
--   parts       any one of its words, or of what means the same
--   plain       any one of its own words
--   beginnings  how its own words begin; all_beginnings also how those of its synonyms do
-- Quotation marks ask for exactly these words, so that no synonyms are brought in. Each synonym is applied once, those
-- of many words first: “low back pain” before “pain”.
CREATE FUNCTION articles_asked(words text, OUT query tsquery, OUT loose tsquery, OUT parts tsquery, OUT plain tsquery,
    OUT beginnings text[], OUT all_beginnings text[])
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    meaning record;
BEGIN
    query := websearch_to_tsquery('public.articles_english', words);
    plain := regexp_replace(query::text, '<(->|\d+>)|&', '|', 'g')::tsquery;
    parts := plain;
    IF position('"' IN words) = 0 THEN
        FOR meaning IN
            SELECT term, array_to_string(queries::text[], ' | ')::tsquery AS any_of FROM (
                SELECT DISTINCT ON (s.id) s.id, term, s.queries
                FROM articles_synonym s, unnest(s.queries) AS term WHERE query @> term
                ORDER BY s.id, numnode(term) DESC) AS longest
            ORDER BY numnode(term) DESC, id LIMIT 8
        LOOP
            query := ts_rewrite(query, meaning.term, meaning.any_of);
            parts := parts || meaning.any_of;
        END LOOP;
    END IF;
    loose := regexp_replace(query::text, '<(->|\d+>)', '&', 'g')::tsquery;
    beginnings := articles_beginnings(plain);
    all_beginnings := articles_beginnings(query);
END $$;

-- A passage of a text with as many as can be of the words that were looked for, and these marked. A part of the text
-- around the first place of one of them is cut out first, since ts_headline takes a millisecond for a whole article. A
-- beginning can belong to another word (“ten” to “tendon”): where nothing is marked, the whole text is gone through.
CREATE FUNCTION articles_snippet(body text, query tsquery, plain tsquery, beginnings text[], all_beginnings text[],
    options text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    size constant integer := 600;
    lead constant integer := 150;
    lowered text := ' ' || lower(body);
    before text := ' ';
    place integer;
    passage text;
    snippet text;
BEGIN
    FOR attempt IN 1..3 LOOP
        SELECT start INTO place
        FROM unnest(beginnings) AS beginning, strpos(lowered, before || beginning) AS at_character,
             greatest(at_character - lead, 1) AS start, substr(lowered, start, size) AS part
        WHERE at_character > 0
        ORDER BY (SELECT count(*) FROM unnest(beginnings) AS other WHERE strpos(part, before || other) > 0) DESC, start
        LIMIT 1;
        EXIT WHEN FOUND;
        beginnings := all_beginnings;
        IF attempt = 2 THEN
            lowered := unaccent(lowered);
            before := '';
        END IF;
    END LOOP;
    passage := substr(body, coalesce(place, 1), size);
    IF place > 1 THEN
        passage := regexp_replace(passage, '^\S*\s+', '');
    END IF;
    IF coalesce(place, 1) + size <= length(body) THEN
        passage := regexp_replace(passage, '\s+\S*$', '');
    END IF;
    IF numnode(query) > 1 AND NOT to_tsvector('public.articles_english', passage) @@ query THEN
        query := plain;  -- not all of the words are in the passage
    END IF;
    snippet := ts_headline('public.articles_english', passage, query, options);
    IF strpos(snippet, chr(2)) = 0 AND place IS NOT NULL THEN
        snippet := ts_headline('public.articles_english', body, query, options);
    END IF;
    RETURN snippet;
END $$;

-- The three words of a text that stand on the fewest pages, any of which may be found; NULL when no page has one.
CREATE FUNCTION articles_rarest(words text) RETURNS tsquery
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT string_agg(quote_literal(stem), ' | ')::tsquery
    FROM (SELECT stem FROM articles_searchword
          WHERE stem = ANY (tsvector_to_array(to_tsvector('public.articles_english', words)))
          GROUP BY stem ORDER BY max(documents), stem LIMIT 3) AS rarest
$$;

-- Words like one that nothing has; none for a word that stands somewhere. Two neighbouring letters changed over are
-- looked for besides, as the trigrams of short words do not see that.
CREATE FUNCTION articles_similar(unknown text) RETURNS TABLE (word text, documents integer)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT known.word, known.documents
    FROM unaccent(unknown) AS plain,
         LATERAL (SELECT array_agg(overlay(plain PLACING reverse(substr(plain, place, 2)) FROM place FOR 2)) AS words
                  FROM generate_series(1, length(plain) - 1) AS place) AS transposed,
         LATERAL (SELECT s.word, s.documents FROM articles_searchword s WHERE s.word = ANY (transposed.words)
                  UNION
                  (SELECT s.word, s.documents FROM articles_searchword s WHERE s.word % plain AND s.stem <> ''
                   ORDER BY similarity(s.word, plain) DESC, s.documents DESC LIMIT 10)) AS known
    WHERE NOT EXISTS (SELECT FROM articles_searchword s WHERE s.word = plain)
$$;

-- The beginnings of words as a query for titles; one that no known word begins with gives way to the words most like it.
CREATE FUNCTION articles_tolerant_prefixes(words text[]) RETURNS tsquery
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT string_agg(CASE WHEN likely IS NULL OR EXISTS (
                               SELECT FROM articles_searchword s
                               WHERE s.word ~>=~ plain AND s.word ~<~ (plain || chr(1114111)))
                           THEN quote_literal(plain) || ':*' ELSE '(' || likely || ')' END, ' & ')::tsquery
    FROM unnest(words) AS typed, unaccent(typed) AS plain,
         LATERAL (SELECT string_agg(quote_literal(best.word), ' | ') AS likely
                  FROM (SELECT s.word FROM articles_similar(typed) AS s
                        ORDER BY similarity(s.word, plain) DESC, s.documents DESC LIMIT 3) AS best) AS similar_words
$$;
