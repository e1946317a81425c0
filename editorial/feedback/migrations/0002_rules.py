"""PostgreSQL keeps the queues of topics, the notes by which reports are found, and groups of reports."""

import articles.record.triggers
import pgtrigger.compiler
import pgtrigger.migrations
from articles.sql import InstallFunctions
from articles.sql.together import Together
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0001_tables"),
        ("articles", "0002_rules"),
    ]

    operations = [
        InstallFunctions(
            {
                "add_with_receipt": "d9fc9f57bb8e20dbbbd057e201a204dc1f8dafafd1ac83925313a0aaa4017094",
                "erase_with_receipt": "bbaec2fa756aeb39e8c8591c2a6f4c4949b18cd6976f41c476f5d72762feb266",
                "keep_noted": "a0cad95a1875794bd6ed21e7ae4ea07ff9de6148c6cca52276fce65059187d95",
                "keep_topic_queues": "c93b4388ad04ae7fc1e977dc0f7587fe8b5755d9740ac4a8afd5a4168f62b6a9",
                "mend_with_receipt": "03aea0ba0f5d1716fd65172c36152cc10bbe232063796be3208b5f4641b0eb48",
                "release_members": "6b9633f27ceea595b8515b532ae1f8d7ff1461c4051bcdf500b4ba6daabf8213",
                "report_with_receipt": "36ae33261073b5171478e458f69ec2af6fb7ea807e47d14110ba8a56e72679f4",
                "unmark_with_receipt": "01803f140a6358829fa6c4ef116d44b932845f60a0be7eed00fdc3579bc26d23",
            }
        ),
        Together([
            pgtrigger.migrations.AddTrigger(
                model_name='askedfor',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='d2cb7d9f806b7ec447836ddc65ae293695ee134e', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='feedback_askedfor', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='report',
                trigger=pgtrigger.compiler.Trigger(name='feedback_topic_queues_of_new', sql=articles.record.triggers.TriggerSql(condition='WHEN (NEW.urgency > 0)', execute='feedback_keep_topic_queues()', func='', hash='99c9dea09f410760060208c39757ba0422c76233', operation='INSERT', pgid='feedback_topic_queues_of_new', table='feedback_report', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='report',
                trigger=pgtrigger.compiler.Trigger(name='feedback_topic_queues_of_changed', sql=articles.record.triggers.TriggerSql(condition='WHEN (OLD.urgency IS DISTINCT FROM NEW.urgency)', execute='feedback_keep_topic_queues()', func='', hash='a8c04f7f02199b8aebd8c5d9b4e49cbfc96451ab', operation='UPDATE', pgid='feedback_topic_queues_of_changed', table='feedback_report', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='report',
                trigger=pgtrigger.compiler.Trigger(name='feedback_release_members', sql=articles.record.triggers.TriggerSql(condition='WHEN (OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL)', func='', hash='4554bf9e22fc637b09392765f8505cbd42a61d9c', operation='UPDATE', pgid='feedback_release_members', table='feedback_report', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportnote',
                trigger=pgtrigger.compiler.Trigger(name='feedback_noted', sql=articles.record.triggers.TriggerSql(execute='feedback_keep_noted()', func='', hash='4aa97bd171e85484c303c01651f3596a4700c8b4', operation='INSERT', pgid='feedback_noted', table='feedback_reportnote', when='AFTER')),
            ),
        ]),
    ]
