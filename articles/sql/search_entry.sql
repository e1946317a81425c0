-- What an edition's document says, as the search index has it: title and body as they are shown, words and stems of the
-- same folded, as queries are. A text is cut where PostgreSQL would count the places of its words no further.
CREATE OR REPLACE FUNCTION articles_search_entry(document jsonb, OUT kind text, OUT title text, OUT topics integer[], OUT body text,
    OUT title_words tsvector, OUT subject_stems tsvector, OUT title_stems tsvector, OUT head_stems tsvector, OUT stems tsvector,
    OUT places jsonb, OUT language text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    -- Each piece of text is made a line once; where nothing is said there is NULL, which whatever joins lines leaves out.
    points text := articles_sentences(ARRAY[document ->> 'job_title', document ->> 'standfirst']
        -- HTML in the documents of today, plain text in the first ones
        || ARRAY(SELECT coalesce(articles_plain_text(point ->> 'html'), point #>> '{}')
                 FROM jsonb_path_query(document, '$.key_points[*]') AS point));
    headings text[] := ARRAY(SELECT nullif(articles_sentences(ARRAY[heading #>> '{}']), '')
                             FROM jsonb_path_query(document, '$.sections[*].heading') AS heading);
    texts text[] := ARRAY(SELECT nullif(articles_sentences(ARRAY[articles_plain_text(html #>> '{}')]), '')
                          FROM jsonb_path_query(document, '$.sections[*].html') AS html);
    sections text[] := ARRAY(SELECT nullif(concat_ws(' ', heading, content), '')
                             FROM unnest(headings, texts) WITH ORDINALITY AS section (heading, content, place) ORDER BY place);
    biography text := nullif(articles_sentences(ARRAY[articles_plain_text(document ->> 'biography')]), '');
BEGIN
    kind := document ->> 'kind';
    language := coalesce(document ->> 'language', '');  -- of texts from before there were several
    title := left(articles_one_line(concat_ws(' ', document ->> 'prefix', document ->> 'title')), 1000);
    topics := ARRAY(SELECT topic::integer FROM jsonb_path_query(document, '$.topics[*]') AS topic
                    UNION SELECT (document ->> 'page')::integer WHERE document ->> 'kind' = 'topic'
                    ORDER BY topic);
    -- At which character of the body each section begins, so that a passage can lead to the section where it stands.
    places := coalesce((
        SELECT jsonb_agg(jsonb_build_object('from', start, 'id', id, 'heading', heading) ORDER BY place) FROM (
            SELECT place, id, heading #>> '{}' AS heading, 1 + coalesce(nullif(length(points), 0) + 1, 0)
                   + coalesce(sum(length(sections[place]) + 1)
                              OVER (ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS start
            FROM unnest(ARRAY(SELECT jsonb_path_query(document, '$.sections[*].heading')),
                        ARRAY(SELECT id #>> '{}' FROM jsonb_path_query(document, '$.sections[*].id') AS id))
                 WITH ORDINALITY AS section (heading, id, place)) AS found), '[]');
    body := left(concat_ws(' ', nullif(points, ''), nullif(array_to_string(sections, ' '), ''), biography), 100000);
    title_words := to_tsvector('public.articles_words', articles_folded(title));
    -- Of “Paracetamol for back pain: does it work?” it is paracetamol that the page is about.
    subject_stems := to_tsvector('public.articles_english', articles_folded(
        regexp_replace(split_part(title, ':', 1), '(?<=\S)\s(?:for|bei|pour|contre|para|contra)\s.*$', '', 'i')));
    title_stems := setweight(to_tsvector('public.articles_english', articles_folded(title)), 'A');
    head_stems := title_stems
        || setweight(to_tsvector('public.articles_english', articles_folded(left(points, 20000))), 'B')
        || setweight(to_tsvector('public.articles_english', articles_folded(left(array_to_string(headings, ' '), 20000))), 'C');
    -- The numbers of what it cites are whole words here, as no parser makes them: “doi:10.1056/nejmoa1703559”.
    stems := head_stems || to_tsvector('public.articles_english', articles_folded(left(array_to_string(texts || biography, ' '), 100000)))
        || array_to_tsvector(ARRAY(
            SELECT DISTINCT name || ':' || lower(work ->> name)
            FROM jsonb_path_query(document, '$.references[*]') AS work, unnest(ARRAY['doi', 'pmid']) AS name
            WHERE work ->> name <> ''));
END $$;
