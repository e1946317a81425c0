-- A report that waits stands in the queue of each topic of its article.
CREATE OR REPLACE FUNCTION feedback_keep_topic_queues() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    DELETE FROM feedback_topicqueueentry WHERE report_id = NEW.id;
    IF NEW.urgency > 0 THEN
        INSERT INTO feedback_topicqueueentry (topic_id, report_id, urgency, received_at)
        SELECT topic.id, NEW.id, NEW.urgency, NEW.received_at
        FROM articles_edition AS edition
        CROSS JOIN LATERAL jsonb_array_elements_text(edition.topics) AS named
        JOIN wagtailcore_page AS topic ON topic.id = named::integer
        WHERE edition.id = NEW.edition_id AND jsonb_typeof(edition.topics) = 'array';
    END IF;
    RETURN NULL;
END $$;
