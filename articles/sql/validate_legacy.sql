-- Whether an edition may be a legacy edition. `edition` is a row that is being inserted: its generated columns are empty.
-- It shows exactly what came in, on a page where nobody here ever wrote anything and readers never got anything, in a
-- batch that two people decided about; and it says of nobody that they signed or reviewed it.
CREATE OR REPLACE FUNCTION articles_validate_legacy(edition articles_edition) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF edition.override_id IS NOT NULL OR cardinality(edition.sign_off_ids) > 0 OR edition.change_class <> 'new' THEN
        PERFORM articles_refuse('legacy_claims_review');
    ELSIF edition.number <> 1 OR EXISTS (SELECT 1 FROM articles_edition WHERE page_id = edition.page_id) THEN
        PERFORM articles_refuse('legacy_not_the_first');
    ELSIF NOT EXISTS (SELECT 1 FROM articles_legacytext t
                      WHERE t.id = edition.legacy_id AND t.page_id = edition.page_id AND t.digest = edition.digest) THEN
        PERFORM articles_refuse('legacy_not_imported');
    ELSIF EXISTS (SELECT 1 FROM articles_draftrecord d
                  WHERE d.page_id = edition.page_id
                    AND NOT EXISTS (SELECT 1 FROM articles_importedtext i WHERE i.draft_record_id = d.id)) THEN
        PERFORM articles_refuse('legacy_edited');
    ELSIF (SELECT count(DISTINCT d.decided_by_id) FROM articles_legacytext t
           JOIN articles_legacydecision d ON d.batch_id = t.batch_id WHERE t.id = edition.legacy_id) < 2 THEN
        PERFORM articles_refuse('legacy_not_decided');
    END IF;
END $$;
