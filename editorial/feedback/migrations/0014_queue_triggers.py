"""PostgreSQL keeps the queues of topics and the notes by which reports are found, whoever writes a report or a note."""

from django.db import migrations

FORWARDS = """
    CREATE FUNCTION feedback_keep_topic_queues() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
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

    CREATE TRIGGER feedback_topic_queues_of_new
        AFTER INSERT ON feedback_report FOR EACH ROW
        WHEN (NEW.urgency > 0) EXECUTE FUNCTION feedback_keep_topic_queues();
    CREATE TRIGGER feedback_topic_queues_of_changed
        AFTER UPDATE ON feedback_report FOR EACH ROW
        WHEN (OLD.urgency IS DISTINCT FROM NEW.urgency) EXECUTE FUNCTION feedback_keep_topic_queues();

    CREATE FUNCTION feedback_keep_noted() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
    BEGIN
        UPDATE feedback_report SET noted = concat_ws(E'\\n', nullif(noted, ''), NEW.text) WHERE id = NEW.report_id;
        RETURN NULL;
    END $$;

    CREATE TRIGGER feedback_noted
        AFTER INSERT ON feedback_reportnote FOR EACH ROW EXECUTE FUNCTION feedback_keep_noted();

    INSERT INTO feedback_topicqueueentry (topic_id, report_id, urgency, received_at)
    SELECT topic.id, report.id, report.urgency, report.received_at
    FROM feedback_report AS report
    JOIN articles_edition AS edition ON edition.id = report.edition_id
    CROSS JOIN LATERAL jsonb_array_elements_text(edition.topics) AS named
    JOIN wagtailcore_page AS topic ON topic.id = named::integer
    WHERE report.urgency > 0 AND jsonb_typeof(edition.topics) = 'array';

    UPDATE feedback_report AS report SET noted = notes.texts
    FROM (
        SELECT report_id, string_agg(text, E'\\n' ORDER BY created_at, id) AS texts
        FROM feedback_reportnote GROUP BY report_id
    ) AS notes
    WHERE notes.report_id = report.id;
"""

BACKWARDS = """
    DROP TRIGGER feedback_noted ON feedback_reportnote;
    DROP TRIGGER feedback_topic_queues_of_changed ON feedback_report;
    DROP TRIGGER feedback_topic_queues_of_new ON feedback_report;
    DROP FUNCTION feedback_keep_noted();
    DROP FUNCTION feedback_keep_topic_queues();
"""


class Migration(migrations.Migration):
    dependencies = [("feedback", "0013_queues")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
