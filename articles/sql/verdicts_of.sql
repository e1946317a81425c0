-- The last verdict before an edition on each claim that it makes, with its place in the chain, for its trust record. Whoever
-- reads on behalf of readers may not read all verdicts: there are some on drafts.
CREATE OR REPLACE FUNCTION articles_verdicts_of(edition bigint) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    WITH claims AS (
        -- The key as `MarkedClaim.key` makes it: the claim and what it cites, line by line.
        SELECT e.page_id, e.sequence, encode(sha256(convert_to(array_to_string(array_prepend(c.text, ARRAY(
                   SELECT e.document::jsonb -> 'references' -> (cited.number::integer - 1) ->> 'text'
                   FROM jsonb_array_elements_text(c.numbers) WITH ORDINALITY AS cited (number, place)
                   ORDER BY cited.place)), E'\n'), 'UTF8')), 'hex') AS key
        FROM articles_edition e JOIN articles_claim c ON c.edition_id = e.id WHERE e.id = edition),
    last AS (
        SELECT DISTINCT ON (v.key) v.* FROM claims JOIN articles_claimcheck v
            ON v.page_id = claims.page_id AND v.key = claims.key AND v.sequence < claims.sequence
        ORDER BY v.key, v.sequence DESC)
    SELECT coalesce(jsonb_agg(jsonb_build_object(
        'claim', last.text, 'verdict', last.verdict, 'passage', last.passage, 'sequence', last.sequence,
        'previous_hash', last.previous_hash, 'hash', last.hash,
        'chained_text', (SELECT articles_chained_text(v) FROM articles_claimcheck v WHERE v.id = last.id))
        ORDER BY last.sequence), '[]')
    FROM last
$$;
