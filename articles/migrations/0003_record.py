"""The chain, interests, specialties, emergencies and changes of standing."""

from pathlib import Path

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0002_gate'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EmergencyOverride',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('reason', models.CharField(help_text='Readers are told.', max_length=500)),
                ('hours', models.PositiveSmallIntegerField()),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'verbose_name': 'emergency override',
            },
        ),
        migrations.CreateModel(
            name='EmergencyRule',
            fields=[
                ('only', models.BooleanField(default=True, editable=False, primary_key=True, serialize=False)),
                ('most_hours', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(168)])),
            ],
            options={
                'verbose_name': 'rule for emergencies',
            },
        ),
        migrations.CreateModel(
            name='InterestDeclaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('interests', models.TextField()),
                ('declared_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'verbose_name': 'declared interest',
            },
        ),
        migrations.CreateModel(
            name='InterestWaiver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('waived_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'verbose_name': 'waiver of a declared interest',
            },
        ),
        migrations.CreateModel(
            name='Specialty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Such as “Rheumatology”.', max_length=120, unique=True)),
            ],
            options={
                'verbose_name': 'specialty',
                'verbose_name_plural': 'specialties',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='StandingChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.BigIntegerField(default=0, editable=False, unique=True)),
                ('sealed_after', models.CharField(default='', editable=False, max_length=64)),
                ('seal', models.CharField(default='', editable=False, max_length=64)),
                ('before', models.CharField(choices=[('published', 'Published'), ('under_review', 'Under review notice'), ('withdrawn', 'Withdrawn'), ('retracted', 'Retracted'), ('archived', 'Archived')], max_length=20)),
                ('standing', models.CharField(choices=[('published', 'Published'), ('under_review', 'Under review notice'), ('withdrawn', 'Withdrawn'), ('retracted', 'Retracted'), ('archived', 'Archived')], max_length=20)),
                ('notice', models.CharField(blank=True, help_text='What readers are told.', max_length=500)),
                ('reason', models.TextField(help_text='For the desk.')),
                ('decided_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'verbose_name': 'change of standing',
                'verbose_name_plural': 'changes of standing',
            },
        ),
        migrations.RemoveConstraint(
            model_name='signoff',
            name='articles_signoff_known_kind',
        ),
        migrations.AddField(
            model_name='edition',
            name='ends_at',
            field=models.DateTimeField(editable=False, help_text='Only in an emergency; set by PostgreSQL.', null=True),
        ),
        migrations.AddField(
            model_name='edition',
            name='position',
            field=models.BigIntegerField(null=True, editable=False),
        ),
        migrations.AddField(
            model_name='edition',
            name='seal',
            field=models.CharField(default='', editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='edition',
            name='sealed_after',
            field=models.CharField(default='', editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='publication',
            name='readable_until',
            field=models.DateTimeField(editable=False, help_text='When an emergency edition ends; set by PostgreSQL.', null=True),
        ),
        migrations.AddField(
            model_name='signoff',
            name='authenticated_at',
            field=models.DateTimeField(help_text='When the signer last proved who they are. Empty before this was recorded.', null=True),
        ),
        migrations.AddField(
            model_name='signoff',
            name='authenticated_by',
            field=models.CharField(blank=True, help_text='Password, one-time code or passkey.', max_length=60),
        ),
        migrations.AddField(
            model_name='signoff',
            name='interest_answer',
            field=models.CharField(choices=[('none', 'No, none'), ('declared', 'Yes')], default='none', max_length=10),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='signoff',
            name='position',
            field=models.BigIntegerField(null=True, editable=False),
        ),
        migrations.AddField(
            model_name='signoff',
            name='seal',
            field=models.CharField(default='', editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='signoff',
            name='sealed_after',
            field=models.CharField(default='', editable=False, max_length=64),
        ),
        migrations.AlterField(
            model_name='publication',
            name='standing',
            field=models.CharField(choices=[('published', 'Published'), ('under_review', 'Under review notice'), ('withdrawn', 'Withdrawn'), ('retracted', 'Retracted'), ('archived', 'Archived')], default='published', max_length=20),
        ),
        migrations.AlterField(
            model_name='signoff',
            name='kind',
            field=models.CharField(choices=[('fact_check', 'Fact check'), ('medical_review', 'Medical review'), ('editorial', 'Editorial approval'), ('emergency', 'Emergency approval')], max_length=20),
        ),
        migrations.AddField(
            model_name='emergencyoverride',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='emergencyoverride',
            name='page',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.page'),
        ),
        migrations.AddField(
            model_name='edition',
            name='override',
            field=models.OneToOneField(help_text='Only in an emergency.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.emergencyoverride'),
        ),
        migrations.AddConstraint(
            model_name='emergencyrule',
            constraint=models.CheckConstraint(condition=models.Q(('only', True)), name='articles_emergencyrule_only_one'),
        ),
        migrations.AddConstraint(
            model_name='emergencyrule',
            constraint=models.CheckConstraint(condition=models.Q(('most_hours__range', (1, 168))), name='articles_emergencyrule_hours'),
        ),
        migrations.AddField(
            model_name='interestdeclaration',
            name='page',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.page'),
        ),
        migrations.AddField(
            model_name='interestdeclaration',
            name='signer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='interestwaiver',
            name='declaration',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='waiver', to='articles.interestdeclaration'),
        ),
        migrations.AddField(
            model_name='interestwaiver',
            name='waived_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='signoff',
            name='waiver',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.interestwaiver'),
        ),
        migrations.AddConstraint(
            model_name='signoff',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['fact_check', 'medical_review', 'editorial', 'emergency'])), name='articles_signoff_known_kind'),
        ),
        migrations.AddConstraint(
            model_name='signoff',
            constraint=models.CheckConstraint(condition=models.Q(('interest_answer__in', ['none', 'declared'])), name='articles_signoff_interests_answered'),
        ),
        migrations.AddField(
            model_name='specialty',
            name='topics',
            field=models.ManyToManyField(blank=True, help_text='An article in one of these topics is medically reviewed by somebody of such a specialty.', related_name='+', to='articles.topicpage'),
        ),
        migrations.AddField(
            model_name='credential',
            name='specialties',
            field=models.ManyToManyField(blank=True, help_text='As the register says.', related_name='+', to='articles.specialty'),
        ),
        migrations.AddField(
            model_name='standingchange',
            name='confirmed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='standingchange',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='standingchange',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.edition'),
        ),
        migrations.AddField(
            model_name='standingchange',
            name='page',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standing_changes', to='wagtailcore.page'),
        ),
        migrations.AddConstraint(
            model_name='emergencyoverride',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='articles_override_has_reason'),
        ),
        migrations.AddIndex(
            model_name='interestdeclaration',
            index=models.Index(fields=['page', 'signer'], name='articles_declaration_of'),
        ),
        migrations.AddConstraint(
            model_name='interestwaiver',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='articles_waiver_has_reason'),
        ),
        migrations.AddIndex(
            model_name='standingchange',
            index=models.Index(fields=['page', '-id'], name='articles_standing_by_page'),
        ),
        migrations.AddIndex(
            model_name='standingchange',
            index=models.Index(fields=['standing', '-id'], name='articles_standing_by_kind'),
        ),
        migrations.AddConstraint(
            model_name='standingchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('before__in', ['published', 'under_review']), ('standing__in', ['published', 'under_review'])), ('decided_by__isnull', True), models.Q(('confirmed_by__isnull', False), ('decided_by__isnull', False), models.Q(('confirmed_by', models.F('decided_by')), _negated=True)), _connector='OR'), name='articles_standing_needs_two_people'),
        ),
        migrations.AddConstraint(
            model_name='standingchange',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='articles_standing_has_reason'),
        ),
        migrations.RunSQL(
            (SQL / "0003_record.sql").read_text(encoding="utf-8"),
            state_operations=[
                migrations.AlterField(
                    model_name=model,
                    name="position",
                    field=models.BigIntegerField(default=0, editable=False, unique=True),
                )
                for model in ("edition", "signoff")
            ],
        ),
    ]
