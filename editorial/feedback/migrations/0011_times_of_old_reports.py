"""When reports that came before were due and closed, as far as one can tell. From now on every closed report says when."""

from django.db import migrations

FORWARDS = """
    UPDATE feedback_report SET
        closed_at = CASE WHEN state IN ('no_change', 'duplicate', 'spam', 'closed') THEN updated_at END,
        due_at = CASE
            WHEN comment = '' AND reason IN ('', 'answered', 'easy', 'sources', 'helped_decide') THEN NULL
            ELSE received_at + CASE severity
                WHEN 1 THEN interval '4 hours' WHEN 2 THEN interval '2 days' WHEN 3 THEN interval '7 days'
                ELSE interval '30 days' END
        END
"""


class Migration(migrations.Migration):
    dependencies = [("feedback", "0010_what_the_desk_decides")]

    operations = [migrations.RunSQL(FORWARDS, migrations.RunSQL.noop)]
