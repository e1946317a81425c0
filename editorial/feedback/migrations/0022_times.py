"""PostgreSQL notes when a report was first looked at and when it was finished with, by whatever way it changed.

A reader who adds to their report can make it spam or a duplicate; nobody has looked at it then.
"""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION feedback_note_times() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    finished constant text[] := ARRAY['no_change', 'duplicate', 'spam', 'closed'];
BEGIN
    IF OLD.first_looked_at IS NULL AND OLD.state = 'new' AND NEW.reason = OLD.reason AND NEW.comment = OLD.comment THEN
        NEW.first_looked_at := now();
    END IF;
    IF NEW.state <> ALL (finished) THEN
        NEW.closed_at := NULL;
    ELSIF OLD.state <> ALL (finished) THEN
        NEW.closed_at := now();
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER feedback_note_times BEFORE UPDATE OF state ON feedback_report
    FOR EACH ROW WHEN (NEW.state IS DISTINCT FROM OLD.state) EXECUTE FUNCTION feedback_note_times();
"""

BACKWARDS = """
DROP TRIGGER feedback_note_times ON feedback_report;
DROP FUNCTION feedback_note_times();
"""


class Migration(migrations.Migration):
    dependencies = [("feedback", "0021_rollups")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
