"""Who sees to the reports of a topic, and when editors were told of a safety report that nobody looked at."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('feedback', '0016_group_triggers'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='escalated_at',
            field=models.DateTimeField(editable=False, help_text='When editors were told of it.', null=True),
        ),
        migrations.CreateModel(
            name='TopicOwner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deed', models.CharField(choices=[('assign', 'New reports are assigned to them'), ('watch', 'They watch new reports, and get a letter when one is changed')], default='assign', max_length=10, verbose_name='what happens')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='auth.group', verbose_name='group')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.topicpage', verbose_name='topic')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'topic owner',
                'verbose_name_plural': 'topic owners',
                'ordering': ['topic', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('group__isnull', True), ('user__isnull', False)), models.Q(('deed', 'watch'), ('group__isnull', False), ('user__isnull', True)), _connector='OR'), name='feedback_topic_owner_is_one')],
            },
        ),
    ]
