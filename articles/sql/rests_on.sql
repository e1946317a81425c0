-- What an edition stands on beside its sign-offs, in tables that are not chained themselves: who saved which draft since
-- the edition before it, and what each of its pictures is in each width. It is kept in the edition, which is chained.
-- `edition` is a row that may not be inserted yet: its generated columns are empty.
CREATE OR REPLACE FUNCTION articles_rests_on(edition articles_edition) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    SELECT jsonb_build_object(
        'draft_records', (
            SELECT encode(sha256(convert_to(jsonb_agg(jsonb_build_array(
                d.id, d.revision_id, d.user_id, d.digest, d.saved_at, d.is_save) ORDER BY d.id)::text, 'UTF8')), 'hex')
            FROM articles_draftrecord d
            WHERE d.page_id = edition.page_id AND d.id <= edition.draft_record_id AND d.id > coalesce(
                (SELECT before.draft_record_id FROM articles_edition before WHERE before.id = edition.previous_id), 0)),
        'pictures', (
            SELECT jsonb_object_agg(i.sha256, jsonb_build_array(i.width, i.height, i.widths))
            FROM jsonb_array_elements_text(edition.document::jsonb -> 'images') AS shown (sha256)
            JOIN articles_editionimage i ON i.sha256 = shown.sha256))
$$;
