-- Write the search entry of a publication from the edition that it shows now. One that is as it was is left alone: to
-- write it takes longer than to make it, and its words are known.
CREATE OR REPLACE FUNCTION articles_index_publication(publication bigint) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
    WITH written AS (
        INSERT INTO articles_searchentry AS entry
            (publication_id, kind, title, topics, body, title_words, subject_stems, title_stems, head_stems, stems, places,
             language, signers)
        SELECT p.id, found.*, articles_signers(e.sign_off_ids)
        FROM articles_publication p JOIN articles_edition e ON e.id = p.edition_id,
             LATERAL articles_search_entry(e.document::jsonb) AS found
        WHERE p.id = publication AND e.kind <> 'home'  -- nobody searches for the page that they came from
        ON CONFLICT (publication_id) DO UPDATE
            SET (kind, title, topics, body, title_words, subject_stems, title_stems, head_stems, stems, places, language, signers)
              = (excluded.kind, excluded.title, excluded.topics, excluded.body,
                 excluded.title_words, excluded.subject_stems, excluded.title_stems, excluded.head_stems, excluded.stems,
                 excluded.places, excluded.language, excluded.signers)
            WHERE entry IS DISTINCT FROM excluded
        RETURNING title, body
    )
    SELECT articles_learn_words(title || ' ' || body) FROM written
$$;
