-- HTML of the reader document as one line of text: citations gone, blocks ending like sentences. Raised numbers stay raised:
-- a reader of search results must not take 10⁶ units for 106.
CREATE OR REPLACE FUNCTION articles_plain_text(html text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    attributes constant text := '(?:[^>"'']|"[^"]*"|''[^'']*'')*';
    entity text[];
    raised text[];
BEGIN
    -- As writing/citations.py sets them, above the line or in brackets on it: two, as one with “|” would take all to the last.
    html := regexp_replace(html, '<sup class="cite">.*?</sup>', '', 'g');
    html := regexp_replace(html, ' ??<span class="cite">\(.*?\)</span>', '', 'g');
    FOR raised IN SELECT DISTINCT regexp_matches(html, '<sup>([0-9+−-]+)</sup>', 'g') LOOP
        html := replace(html, '<sup>' || raised[1] || '</sup>', translate(raised[1], '0123456789+-−', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻'));
    END LOOP;
    html := regexp_replace(html, '</?(?:a|b|em|i|span|strong|sub)(?:\s' || attributes || ')?>', '', 'g');
    html := regexp_replace(html, '</?sup(?:\s' || attributes || ')?>', '', 'g');
    html := regexp_replace(html, '([^\s.!?:;,])\s*</(?:caption|figcaption|footer|h3|li|p|td|th)>', '\1. ', 'g');
    html := regexp_replace(html, '<[a-z/]' || attributes || '>', ' ', 'g');
    FOREACH entity SLICE 1 IN ARRAY ARRAY[['&lt;', '<'], ['&gt;', '>'], ['&quot;', '"'], ['&#x27;', ''''],
                                          ['&#39;', ''''], ['&nbsp;', ' '], ['&amp;', '&']] LOOP
        html := replace(html, entity[1], entity[2]);
    END LOOP;
    RETURN html;
END $$;
