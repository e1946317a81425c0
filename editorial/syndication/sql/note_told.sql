-- That a syndicator fetched these entries of the list itself: it knows of them, whatever became of its webhook.
CREATE OR REPLACE FUNCTION syndication_note_told(whose bigint, first_number bigint, last_number bigint) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE syndication_holder SET told_at = clock_timestamp(), told_how = 'list'
    WHERE syndicator_id = whose AND told_at IS NULL AND recall_id BETWEEN first_number AND last_number
$$;
