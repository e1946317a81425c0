-- Write the search entry of a publication from the edition that it shows now.
CREATE OR REPLACE FUNCTION articles_index_publication(publication bigint) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO articles_searchentry AS entry
        (publication_id, kind, title, topics, body, title_words, subject_stems, title_stems, head_stems, stems, places,
         language, signers)
    SELECT p.id, found.*, articles_signers(e.sign_off_ids) FROM articles_publication p JOIN articles_edition e ON e.id = p.edition_id,
                              LATERAL articles_search_entry(e.document::jsonb) AS found
    WHERE p.id = publication AND e.kind <> 'home'  -- nobody searches for the page that they came from
    ON CONFLICT (publication_id) DO UPDATE
        SET (kind, title, topics, body, title_words, subject_stems, title_stems, head_stems, stems, places, language, signers)
          = (excluded.kind, excluded.title, excluded.topics, excluded.body,
             excluded.title_words, excluded.subject_stems, excluded.title_stems, excluded.head_stems, excluded.stems,
             excluded.places, excluded.language, excluded.signers);
    SELECT articles_learn_words(entry.title || ' ' || entry.body)
    FROM articles_searchentry entry WHERE publication_id = publication
$$;
