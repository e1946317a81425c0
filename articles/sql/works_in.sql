-- The works of the library that stand in a document as they are printed now, found by their names: both are kept in one form
-- (printed_text.py). A reference that its writer typed in other words is the writer's, whatever the library says of the same
-- work.
CREATE OR REPLACE FUNCTION articles_works_in(document jsonb) RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    WITH items AS (SELECT item FROM jsonb_array_elements(document -> 'references') AS item),
    named AS (
        SELECT r.* FROM articles_reference r WHERE r.doi <> '' AND r.doi IN (SELECT item ->> 'doi' FROM items)
        UNION ALL
        SELECT r.* FROM articles_reference r WHERE r.pmid <> '' AND r.pmid IN (SELECT item ->> 'pmid' FROM items)
        UNION ALL
        SELECT r.* FROM articles_reference r WHERE r.pmcid <> '' AND r.pmcid IN (SELECT item ->> 'pmcid' FROM items)
        UNION ALL
        SELECT r.* FROM articles_reference r WHERE r.isbn <> '' AND r.isbn IN (SELECT item ->> 'isbn' FROM items)
        UNION ALL
        SELECT r.* FROM articles_reference r WHERE r.url <> '' AND r.url IN (SELECT item ->> 'url' FROM items)
        UNION ALL
        SELECT r.* FROM articles_reference r
        WHERE r.doi = '' AND r.pmid = '' AND r.pmcid = '' AND r.isbn = '' AND r.url = ''
          AND r.text IN (SELECT item ->> 'text' FROM items))
    SELECT named.id FROM named WHERE named.text IN (SELECT item ->> 'text' FROM items)
$$;
