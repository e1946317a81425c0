-- JSON in the one way in which documents are written (articles/record/document.py): keys in order, nothing between tokens.
CREATE OR REPLACE FUNCTION articles_canonical(value jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE jsonb_typeof(value)
    WHEN 'object' THEN (
        SELECT '{' || coalesce(string_agg(to_jsonb(pair.key)::text || ':' || articles_canonical(pair.value), ','
                                          ORDER BY pair.key COLLATE "C"), '') || '}'
        FROM jsonb_each(value) AS pair)
    WHEN 'array' THEN (
        SELECT '[' || coalesce(string_agg(articles_canonical(item.value), ',' ORDER BY item.ordinality), '') || ']'
        FROM jsonb_array_elements(value) WITH ORDINALITY AS item)
    ELSE value::text END
$$;
