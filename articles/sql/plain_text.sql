-- HTML of the reader document as one line of text: citations gone, blocks ending like sentences.
CREATE OR REPLACE FUNCTION articles_plain_text(html text) RETURNS text
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
