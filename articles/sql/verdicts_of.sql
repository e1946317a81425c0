-- The last verdict before an edition on each claim that it makes, with its place in the chain, for its trust record and for
-- the mark beside the claim: where the claim stands, the numbers of its sources, and who checked it, by the name that readers
-- know from that person's own sign-off of the edition (empty where somebody else signed). Whoever reads on behalf of readers
-- may not read all verdicts: there are some on drafts.
CREATE OR REPLACE FUNCTION articles_verdicts_of(edition bigint) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    WITH read AS MATERIALIZED (  -- a document is a long text: it is read once, not for each source of each claim
        SELECT e.id, e.page_id, e.sequence, e.sign_off_ids, e.document::jsonb -> 'references' AS sources
        FROM articles_edition e WHERE e.id = edition),
    claims AS (
        -- The key as `MarkedClaim.key` makes it: the claim and what it cites, line by line.
        SELECT read.page_id, read.sequence, read.sign_off_ids, c.id, c.section, c.numbers,
               encode(sha256(convert_to(array_to_string(array_prepend(c.text, ARRAY(
                   SELECT read.sources -> (cited.number::integer - 1) ->> 'text'
                   FROM jsonb_array_elements_text(c.numbers) WITH ORDINALITY AS cited (number, place)
                   ORDER BY cited.place)), E'\n'), 'UTF8')), 'hex') AS key
        FROM read JOIN articles_claim c ON c.edition_id = read.id),
    last AS (
        SELECT DISTINCT ON (v.key) v.*, claims.section, claims.numbers, claims.sign_off_ids
        FROM claims JOIN articles_claimcheck v
            ON v.page_id = claims.page_id AND v.key = claims.key AND v.sequence < claims.sequence
        ORDER BY v.key, v.sequence DESC, claims.id)
    SELECT coalesce(jsonb_agg(jsonb_build_object(
        'claim', last.text, 'verdict', last.verdict, 'passage', last.passage, 'sequence', last.sequence,
        'section', last.section, 'numbers', last.numbers,
        'checked_by', coalesce((SELECT s.shown ->> 'name' FROM articles_signoff s
            WHERE s.id = ANY (last.sign_off_ids) AND s.signer_id = last.checked_by_id ORDER BY s.id LIMIT 1), ''),
        'previous_hash', last.previous_hash, 'hash', last.hash,
        'chained_text', (SELECT articles_chained_text(v) FROM articles_claimcheck v WHERE v.id = last.id))
        ORDER BY last.sequence), '[]')
    FROM last
$$;
