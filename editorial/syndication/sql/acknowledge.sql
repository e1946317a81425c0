-- A syndicator's answer to a recall, and what it says of its copies: whoever removed or updated them, or had none, holds
-- none of the editions that were recalled; whoever updated them holds the one that readers get now. Who shows the notice
-- holds them still.
--
-- The same answer again adds nothing. Copies of what readers get that were fetched after the recall was taken in are
-- others: of a page that readers got again. An older edition that was stated only then is one that was recalled.
CREATE OR REPLACE FUNCTION syndication_acknowledge(whose bigint, which bigint, said text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    recall syndication_recall;
    now_read articles_publication;
BEGIN
    SELECT * INTO STRICT recall FROM syndication_recall r WHERE r.number = which;
    PERFORM 1 FROM syndication_syndicator s WHERE s.id = whose FOR NO KEY UPDATE;  -- two at once are one
    IF said = (SELECT a.answer FROM syndication_acknowledgement a
               WHERE a.recall_id = which AND a.syndicator_id = whose ORDER BY a.id DESC LIMIT 1) THEN
        RETURN;
    END IF;
    INSERT INTO syndication_acknowledgement (recall_id, syndicator_id, answer, answered_at)
    VALUES (which, whose, said, clock_timestamp());
    IF said = 'marked' THEN
        RETURN;
    END IF;
    SELECT * INTO now_read FROM articles_publication p
    WHERE p.page_id = recall.page_id AND articles_is_readable(p.status)
      AND (p.readable_until IS NULL OR p.readable_until > clock_timestamp());
    UPDATE syndication_copy c SET ended_at = clock_timestamp()
    FROM articles_edition e
    WHERE e.id = c.edition_id AND e.page_id = recall.page_id AND c.syndicator_id = whose AND c.ended_at IS NULL
      AND (c.last_at <= recall.taken_in_at
           OR e.sequence <= recall.record_sequence
              AND (now_read.edition_id IS DISTINCT FROM e.id OR now_read.status <> 'published'))
      AND (recall.kind NOT IN ('corrected', 'replaced', 'put_back') OR e.id <> recall.after_id);
    IF said = 'updated' AND now_read.edition_id IS NOT NULL THEN
        PERFORM syndication_note_copy(whose, now_read.edition_id, 'stated');
    END IF;
END
$$;
