"""Who stands behind a report that the desk has finished with, and is still open, waits by itself again."""

from django.db import migrations

FORWARDS = """
    CREATE FUNCTION feedback_release_followers() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
    BEGIN
        UPDATE feedback_report SET behind_id = NULL WHERE behind_id = NEW.id AND closed_at IS NULL;
        RETURN NULL;
    END $$;

    CREATE TRIGGER feedback_followers
        AFTER UPDATE ON feedback_report FOR EACH ROW
        WHEN (OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL) EXECUTE FUNCTION feedback_release_followers();
"""
BACKWARDS = """
    DROP TRIGGER feedback_followers ON feedback_report;
    DROP FUNCTION feedback_release_followers();
"""


class Migration(migrations.Migration):
    dependencies = [("feedback", "0015_groups")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
