"""What readers read and what people sign: the tables, and how PostgreSQL reads words."""

import articles.writing.anchors
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.fields.json
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.lookups
import modelcluster.fields
import modelsearch.index
import taggit.managers
import wagtail.fields
import wagtail.images.models
import wagtail.models.media
from articles.sql import InstallFunctions
from articles.sql.together import Together
from django.conf import settings
from django.db import migrations, models

# Words by their stem, without accents, without “the” and “of”: what a search matches. And words as they are written,
# without accents: what suggestions and the correction of spelling match.
WORDS = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE TEXT SEARCH CONFIGURATION articles_english (COPY = english);
ALTER TEXT SEARCH CONFIGURATION articles_english
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
CREATE TEXT SEARCH CONFIGURATION articles_words (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION articles_words
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple;
"""
NO_WORDS = """
DROP TEXT SEARCH CONFIGURATION articles_words;
DROP TEXT SEARCH CONFIGURATION articles_english;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        # Django renders every model anew for each migration: Wagtail’s come before ours, while there are few.
        ('wagtailadmin', '0006_formstate'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        ('wagtailimages', '0027_image_description'),
        ('wagtailsearch', '0010_add_text_fields'),
        ('wagtailusers', '0015_userprofile_keyboard_shortcuts'),
    ]

    operations = [
        migrations.RunSQL(WORDS, NO_WORDS),
        # Columns and indexes are computed by these.
        InstallFunctions(
            {
                "folded": "35de8056ff4224e685ee036bbc5db1c6f4b8a6542afa63b358b103cb17376294",
                "initial": "407d87ae328d87890f279dc717d939606208e4556cc8afa092e8eb236a30a319",
                "synonym_queries": "e0d9fb0f5c66b9024c7c50985ff5600c858242eccfe29fc6b29c8377b66c219d",
            }
        ),
        Together([
            migrations.CreateModel(
                name='AddressReuse',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sequence', models.BigIntegerField(default=0, editable=False, unique=True)),
                    ('previous_hash', models.CharField(default='', editable=False, max_length=64)),
                    ('hash', models.CharField(default='', editable=False, max_length=64)),
                    ('path', models.CharField(max_length=500)),
                    ('confirmed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('confirmed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.page')),
                ],
                options={
                    'verbose_name': 'reuse of an address',
                    'indexes': [models.Index(fields=['path'], name='articles_address_reused')],
                },
            ),
            migrations.CreateModel(
                name='AllowedSource',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('host', models.CharField(help_text='Such as nice.org.uk.', max_length=120, unique=True, verbose_name='name of the site')),
                    ('note', models.CharField(blank=True, max_length=250, verbose_name='why it is trusted')),
                ],
                options={
                    'verbose_name': 'allowed source',
                    'verbose_name_plural': 'allowed sources',
                    'ordering': ['host'],
                },
            ),
            migrations.CreateModel(
                name='ClaimCheck',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sequence', models.BigIntegerField(default=0, editable=False, unique=True)),
                    ('previous_hash', models.CharField(default='', editable=False, max_length=64)),
                    ('hash', models.CharField(default='', editable=False, max_length=64)),
                    ('key', models.CharField(max_length=64)),
                    ('text', models.TextField()),
                    ('verdict', models.CharField(choices=[('supported', 'Supported: the source says it'), ('overstated', 'Overstated: the source says less'), ('not_found', 'Not found: the source does not say it'), ('given_up', 'Given up: the text does not make this claim any more')], max_length=12)),
                    ('passage', models.CharField(blank=True, help_text='The words of the source.', max_length=1000)),
                    ('checked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('checked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claim_checks', to='wagtailcore.page')),
                ],
                options={
                    'verbose_name': 'check of a claim',
                    'verbose_name_plural': 'checks of claims',
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['page', 'key', '-sequence'], name='articles_claimcheck_newest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('verdict__in', ['supported', 'overstated', 'not_found', 'given_up'])), name='articles_claimcheck_known')],
                },
            ),
            migrations.CreateModel(
                name='DraftRecord',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64)),
                    ('is_save', models.BooleanField(db_default=True, default=True, help_text='Not what else moved the digest.')),
                    ('saved_at', models.DateTimeField(auto_now_add=True)),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.page')),
                    ('revision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='wagtailcore.revision')),
                    ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'draft record',
                    'indexes': [models.Index(fields=['page', '-id'], name='articles_draftrecord_by_page')],
                },
            ),
            migrations.CreateModel(
                name='EditionImage',
                fields=[
                    ('sha256', models.CharField(max_length=64, primary_key=True, serialize=False)),
                    ('width', models.PositiveIntegerField()),
                    ('height', models.PositiveIntegerField()),
                    ('widths', models.JSONField(default=dict, help_text='SHA-256 of the bytes in each width, as they were made from the original.')),
                    ('kept_at', models.DateTimeField(auto_now_add=True)),
                ],
            ),
            migrations.CreateModel(
                name='EmergencyOverride',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sequence', models.BigIntegerField(default=0, editable=False, unique=True)),
                    ('previous_hash', models.CharField(default='', editable=False, max_length=64)),
                    ('hash', models.CharField(default='', editable=False, max_length=64)),
                    ('digest', models.CharField(max_length=64)),
                    ('reason', models.CharField(help_text='Readers are told.', max_length=500)),
                    ('hours', models.PositiveSmallIntegerField()),
                    ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.page')),
                ],
                options={
                    'verbose_name': 'emergency override',
                    'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='articles_override_has_reason'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('reason'), 200), name='articles_override_reason_short')],
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
                    'constraints': [models.CheckConstraint(condition=models.Q(('only', True)), name='articles_emergencyrule_only_one'), models.CheckConstraint(condition=models.Q(('most_hours__range', (1, 168))), name='articles_emergencyrule_hours')],
                },
            ),
            migrations.CreateModel(
                name='HomePage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                    ('change_class', models.CharField(choices=[('new', 'New'), ('typo', 'Typing error'), ('clarification', 'Clarification'), ('update', 'Update: new evidence'), ('correction', 'Correction of an error of fact'), ('reviewed', 'Reviewed, no change needed')], default='new', help_text='“New” is for the first edition only. A correction is of an error of fact; new evidence is an update. “Reviewed” is for exactly the text that readers get.', max_length=20, verbose_name='what kind of change is this?')),
                    ('change_note', models.CharField(blank=True, help_text='What readers are told. It is signed together with the text.', max_length=500, verbose_name='public note about the change')),
                    ('publish_after', models.DateTimeField(blank=True, help_text='Leave empty to publish as soon as the last signature is there.', null=True, verbose_name='publish not before')),
                    ('translates_edition', models.PositiveIntegerField(blank=True, help_text='Only for a translation: which edition of the original it says the same as. Readers are told when the original is corrected later.', null=True, verbose_name='number of the edition that this translates')),
                    ('standfirst', models.TextField(blank=True, max_length=400)),
                    ('chosen', wagtail.fields.StreamField([('topic', 0)], blank=True, block_lookup={0: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Topic', 'page_type': ['articles.TopicPage']})}, help_text='They stand first here and in the navigation of every page, in this order. All others are under “All topics”. Left empty, the first topics by their titles stand there.', verbose_name='chosen topics')),
                ],
                options={
                    'verbose_name': 'home page',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='ImportedText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64)),
                    ('site', models.CharField(help_text='The host and path of the former site.', max_length=200)),
                    ('source_digest', models.CharField(blank=True, help_text='Of what the former site said.', max_length=64)),
                    ('imported_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('draft_record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='imported', to='articles.draftrecord')),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.page')),
                ],
                options={
                    'verbose_name': 'imported text',
                },
            ),
            migrations.CreateModel(
                name='IntegrityFact',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sequence', models.BigIntegerField(default=0, editable=False, unique=True)),
                    ('previous_hash', models.CharField(default='', editable=False, max_length=64)),
                    ('hash', models.CharField(default='', editable=False, max_length=64)),
                    ('name', models.CharField(choices=[('doi', 'doi'), ('pmid', 'pmid'), ('pmcid', 'pmcid'), ('isbn', 'isbn'), ('url', 'url'), ('text', 'text')], max_length=10)),
                    ('value', models.CharField(max_length=500)),
                    ('status', models.CharField(choices=[('retracted', 'Retracted'), ('withdrawn', 'Withdrawn'), ('removed', 'Removed'), ('concern', 'Expression of concern'), ('removed for now', 'Temporarily removed'), ('corrected', 'Corrected'), ('clear', 'No notice found'), ('could not check', 'Could not be checked')], max_length=16)),
                    ('status_on', models.DateField(null=True)),
                    ('reason', models.TextField(blank=True)),
                    ('noted_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('overrules', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='overruled_by', to='articles.integrityfact')),
                ],
                options={
                    'verbose_name': 'what the world says of a work',
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['name', 'value', '-sequence'], name='articles_fact_newest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('overrules__isnull', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='articles_overrule_has_reason')],
                },
            ),
            migrations.CreateModel(
                name='InterestDeclaration',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sequence', models.BigIntegerField(default=0, editable=False, unique=True)),
                    ('previous_hash', models.CharField(default='', editable=False, max_length=64)),
                    ('hash', models.CharField(default='', editable=False, max_length=64)),
                    ('interests', models.TextField()),
                    ('declared_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.page')),
                    ('signer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'declared interest',
                    'indexes': [models.Index(fields=['page', 'signer'], name='articles_declaration_of')],
                },
            ),
            migrations.CreateModel(
                name='InterestWaiver',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sequence', models.BigIntegerField(default=0, editable=False, unique=True)),
                    ('previous_hash', models.CharField(default='', editable=False, max_length=64)),
                    ('hash', models.CharField(default='', editable=False, max_length=64)),
                    ('reason', models.TextField()),
                    ('waived_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('declaration', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='waiver', to='articles.interestdeclaration')),
                    ('waived_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'waiver of a declared interest',
                    'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='articles_waiver_has_reason')],
                },
            ),
            migrations.CreateModel(
                name='LegacyBatch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('site', models.CharField(max_length=200)),
                    ('file_digest', models.CharField(help_text='SHA-256 of the export that they came in with.', max_length=64)),
                    ('prepared_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ],
                options={
                    'verbose_name': 'batch of imported texts',
                    'verbose_name_plural': 'batches of imported texts',
                    'default_permissions': [],
                },
            ),
            migrations.CreateModel(
                name='LegacyDecision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sequence', models.BigIntegerField(default=0, editable=False, unique=True)),
                    ('previous_hash', models.CharField(default='', editable=False, max_length=64)),
                    ('hash', models.CharField(default='', editable=False, max_length=64)),
                    ('texts', models.PositiveIntegerField()),
                    ('root', models.CharField(max_length=64)),
                    ('statement', models.TextField()),
                    ('authenticated_at', models.DateTimeField(null=True)),
                    ('authenticated_by', models.CharField(max_length=100)),
                    ('assertion', models.JSONField(null=True)),
                    ('decided_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='articles.legacybatch')),
                    ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'decision about imported texts',
                    'verbose_name_plural': 'decisions about imported texts',
                    'constraints': [models.UniqueConstraint(fields=('batch', 'decided_by'), name='articles_legacydecision_once'), models.CheckConstraint(condition=models.Q(('statement', ''), _negated=True), name='articles_legacydecision_says_something')],
                },
            ),
            migrations.CreateModel(
                name='LegacyText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('place', models.PositiveIntegerField()),
                    ('digest', models.CharField(max_length=64)),
                    ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='articles.legacybatch')),
                    ('imported', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.importedtext')),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.page')),
                ],
                options={
                    'verbose_name': 'text of a batch',
                    'default_permissions': [],
                    'constraints': [models.UniqueConstraint(fields=('batch', 'place'), name='articles_legacytext_place_once'), models.UniqueConstraint(fields=('batch', 'page'), name='articles_legacytext_page_once')],
                },
            ),
            migrations.CreateModel(
                name='Edition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sequence', models.BigIntegerField(default=0, editable=False, unique=True)),
                    ('previous_hash', models.CharField(default='', editable=False, max_length=64)),
                    ('hash', models.CharField(default='', editable=False, max_length=64)),
                    ('number', models.PositiveIntegerField()),
                    ('document', models.TextField()),
                    ('digest', models.CharField(max_length=64)),
                    ('sign_off_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                    ('change_class', models.CharField(choices=[('new', 'New'), ('typo', 'Typing error'), ('clarification', 'Clarification'), ('update', 'Update: new evidence'), ('correction', 'Correction of an error of fact'), ('reviewed', 'Reviewed, no change needed'), ('retraction', 'Retraction')], max_length=20)),
                    ('change_note', models.CharField(blank=True, max_length=500)),
                    ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('ends_at', models.DateTimeField(editable=False, help_text='Only in an emergency; set by PostgreSQL.', null=True)),
                    ('rests_on', models.JSONField(default=dict, editable=False, help_text='Hashes of draft records and pictures. Set by PostgreSQL.')),
                    ('kind', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(django.db.models.fields.json.KeyTextTransform('kind', django.db.models.functions.comparison.Cast('document', models.JSONField())), models.CharField(max_length=20)), output_field=models.CharField(max_length=20))),
                    ('title', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(django.db.models.fields.json.KeyTextTransform('title', django.db.models.functions.comparison.Cast('document', models.JSONField())), models.TextField()), output_field=models.TextField())),
                    ('slug', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(django.db.models.fields.json.KeyTextTransform('slug', django.db.models.functions.comparison.Cast('document', models.JSONField())), models.TextField()), output_field=models.TextField())),
                    ('standfirst', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(django.db.models.fields.json.KeyTextTransform('standfirst', django.db.models.functions.comparison.Cast('document', models.JSONField())), models.TextField()), output_field=models.TextField())),
                    ('topics', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(django.db.models.fields.json.KeyTransform('topics', django.db.models.functions.comparison.Cast('document', models.JSONField())), models.JSONField()), output_field=models.JSONField())),
                    ('bylines', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(django.db.models.fields.json.KeyTransform('bylines', django.db.models.functions.comparison.Cast('document', models.JSONField())), models.JSONField()), output_field=models.JSONField())),
                    ('language', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(django.db.models.fields.json.KeyTextTransform('language', django.db.models.functions.comparison.Cast('document', models.JSONField())), models.CharField(max_length=20)), output_field=models.CharField(max_length=20))),
                    ('translates_page', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(django.db.models.fields.json.KeyTextTransform('page', django.db.models.fields.json.KeyTransform('translates', django.db.models.functions.comparison.Cast('document', models.JSONField()))), models.IntegerField()), output_field=models.IntegerField())),
                    ('policy', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(django.db.models.fields.json.KeyTextTransform('policy', django.db.models.functions.comparison.Cast('document', models.JSONField())), models.CharField(max_length=20)), output_field=models.CharField(max_length=20))),
                    ('images', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(django.db.models.fields.json.KeyTransform('images', django.db.models.functions.comparison.Cast('document', models.JSONField())), models.JSONField()), output_field=models.JSONField())),
                    ('subjects', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(django.db.models.fields.json.KeyTransform('subjects', django.db.models.functions.comparison.Cast('document', models.JSONField())), models.JSONField()), output_field=models.JSONField())),
                    ('chosen', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(django.db.models.fields.json.KeyTransform('chosen', django.db.models.functions.comparison.Cast('document', models.JSONField())), models.JSONField()), output_field=models.JSONField())),
                    ('hero', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(django.db.models.fields.json.KeyTransform('hero', django.db.models.functions.comparison.Cast('document', models.JSONField())), models.JSONField()), output_field=models.JSONField())),
                    ('photo', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(django.db.models.fields.json.KeyTransform('photo', django.db.models.functions.comparison.Cast('document', models.JSONField())), models.JSONField()), output_field=models.JSONField())),
                    ('draft_record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.draftrecord')),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='wagtailcore.page')),
                    ('previous', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='next', to='articles.edition')),
                    ('override', models.OneToOneField(help_text='Only in an emergency.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.emergencyoverride')),
                    ('legacy', models.OneToOneField(help_text='Only if it was moved in.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='edition', to='articles.legacytext')),
                ],
                options={
                    'verbose_name': 'edition',
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['topics'], name='articles_edition_topics', opclasses=['jsonb_path_ops']), django.contrib.postgres.indexes.GinIndex(fields=['bylines'], name='articles_edition_bylines', opclasses=['jsonb_path_ops']), django.contrib.postgres.indexes.GinIndex(fields=['images'], name='articles_edition_images', opclasses=['jsonb_path_ops']), django.contrib.postgres.indexes.GinIndex(fields=['sign_off_ids'], name='articles_edition_sign_offs'), models.Index(condition=models.Q(('kind', 'article'), _negated=True), fields=['kind'], name='articles_edition_no_articles'), models.Index(condition=models.Q(('translates_page__isnull', False)), fields=['translates_page'], name='articles_edition_translations'), models.Index(condition=models.Q(('change_class', 'correction')), fields=['-sequence'], name='articles_edition_corrections')],
                    'constraints': [models.UniqueConstraint(fields=('page', 'number'), name='articles_edition_number_once')],
                },
            ),
            migrations.CreateModel(
                name='AddressChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sequence', models.BigIntegerField(default=0, editable=False, unique=True)),
                    ('previous_hash', models.CharField(default='', editable=False, max_length=64)),
                    ('hash', models.CharField(default='', editable=False, max_length=64)),
                    ('before', models.CharField(editable=False, help_text='Empty for the first one.', max_length=500)),
                    ('path', models.CharField(editable=False, max_length=500)),
                    ('parent_path', models.CharField(editable=False, max_length=500)),
                    ('cause', models.CharField(choices=[('first', 'First edition'), ('slug', 'Another slug'), ('move', 'The page was moved'), ('above', 'The page above got a new address')], editable=False, max_length=10)),
                    ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='address_changes', to='wagtailcore.page')),
                    ('edition', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.edition')),
                ],
                options={
                    'verbose_name': 'address change',
                    'indexes': [models.Index(fields=['page', '-sequence'], name='articles_address_by_page'), models.Index(fields=['path', '-sequence'], name='articles_address_by_path')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('path__regex', '^/([-\\w]+/)*$')), name='articles_address_has_slashes')],
                },
            ),
            migrations.CreateModel(
                name='Claim',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('section', models.TextField()),
                    ('text', models.TextField()),
                    ('numbers', models.JSONField(default=list)),
                    ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='articles.edition')),
                ],
                options={
                    'verbose_name': 'claim',
                    'default_permissions': [],
                },
            ),
            migrations.CreateModel(
                name='MainLanguage',
                fields=[
                    ('only', models.BooleanField(default=True, editable=False, primary_key=True, serialize=False)),
                    ('code', models.CharField(max_length=20)),
                ],
                options={
                    'verbose_name': 'main language',
                    'constraints': [models.CheckConstraint(condition=models.Q(('only', True)), name='articles_mainlanguage_only_one')],
                },
            ),
            migrations.CreateModel(
                name='MovedInAddress',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('site', models.CharField(blank=True, help_text='The host and path of the former site.', max_length=200)),
                    ('address', models.CharField(help_text='The path without a slash at its end, and what of the query says which page: “/?p=12”.', max_length=500)),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moved_in_addresses', to='wagtailcore.page')),
                ],
                options={
                    'verbose_name': 'address on the former site',
                    'verbose_name_plural': 'addresses on the former site',
                    'default_permissions': [],
                    'constraints': [models.UniqueConstraint(fields=('address', 'site'), name='articles_moved_in_address_once')],
                },
            ),
            migrations.CreateModel(
                name='PolicyPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                    ('change_class', models.CharField(choices=[('new', 'New'), ('typo', 'Typing error'), ('clarification', 'Clarification'), ('update', 'Update: new evidence'), ('correction', 'Correction of an error of fact'), ('reviewed', 'Reviewed, no change needed')], default='new', help_text='“New” is for the first edition only. A correction is of an error of fact; new evidence is an update. “Reviewed” is for exactly the text that readers get.', max_length=20, verbose_name='what kind of change is this?')),
                    ('change_note', models.CharField(blank=True, help_text='What readers are told. It is signed together with the text.', max_length=500, verbose_name='public note about the change')),
                    ('publish_after', models.DateTimeField(blank=True, help_text='Leave empty to publish as soon as the last signature is there.', null=True, verbose_name='publish not before')),
                    ('translates_edition', models.PositiveIntegerField(blank=True, help_text='Only for a translation: which edition of the original it says the same as. Readers are told when the original is corrected later.', null=True, verbose_name='number of the edition that this translates')),
                    ('standfirst', models.TextField(blank=True, help_text='One or two sentences under the title.', max_length=400)),
                    ('body', wagtail.fields.StreamField([('section', 25)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {}), 1: ('wagtail.blocks.RegexBlock', (), {'error_messages': {'invalid': 'Use small letters, digits and hyphens only.'}, 'help_text': "The section's address on the page. Left empty, it is made from the heading and then kept.", 'regex': '^[a-z0-9][a-z0-9-]*$', 'required': False, 'validators': [articles.writing.anchors.validate_anchor]}), 2: ('wagtail.blocks.RichTextBlock', (), {'features': ['h3', 'bold', 'italic', 'superscript', 'subscript', 'ol', 'ul', 'link', 'citation', 'claim', 'paste'], 'label': 'Text'}), 3: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 4: ('wagtail.blocks.CharBlock', (), {'help_text': 'What the picture tells. Leave empty only with “decorative”.', 'label': 'Description for people who cannot see it', 'required': False}), 5: ('wagtail.blocks.BooleanBlock', (), {'required': False}), 6: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'link', 'citation', 'claim', 'paste'], 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('image', 3), ('alt', 4), ('decorative', 5), ('caption', 6)]], {'label': 'Image'}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'link', 'citation', 'claim', 'paste']}), 9: ('wagtail.blocks.ListBlock', (8,), {'icon': 'list-ol', 'label': 'Steps'}), 10: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'link', 'citation', 'claim', 'paste'], 'help_text': 'What the table shows, in one line.'}), 11: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 6)]], {}), 12: ('wagtail.blocks.StructBlock', [[('caption', 10), ('table', 11)]], {}), 13: ('wagtail.blocks.StructBlock', [[('text', 8), ('source', 0)]], {}), 14: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('non_urgent', 'Non-urgent'), ('urgent', 'Urgent'), ('emergency', 'Emergency')]}), 15: ('wagtail.blocks.CharBlock', (), {'help_text': 'An instruction, such as “Call 999 or go to A&E if:”'}), 16: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'link', 'citation', 'claim', 'paste'], 'label': 'Sign or situation'}), 17: ('wagtail.blocks.ListBlock', (16,), {}), 18: ('wagtail.blocks.StructBlock', [[('level', 14), ('heading', 15), ('items', 17)]], {}), 19: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'link', 'citation', 'claim', 'paste'], 'label': 'Condition'}), 20: ('wagtail.blocks.ListBlock', (19,), {}), 21: ('wagtail.blocks.StructBlock', [[('heading', 0), ('items', 20)]], {}), 22: ('wagtail.blocks.RichTextBlock', (), {'features': ['h3', 'bold', 'italic', 'superscript', 'subscript', 'ol', 'ul', 'link', 'citation', 'claim', 'paste']}), 23: ('wagtail.blocks.StructBlock', [[('question', 0), ('answer', 22)]], {}), 24: ('wagtail.blocks.StreamBlock', [[('text', 2), ('image', 7), ('steps', 9), ('table', 12), ('quote', 13), ('care_card', 18), ('warnings', 21), ('question', 23)]], {}), 25: ('wagtail.blocks.StructBlock', [[('heading', 0), ('anchor', 1), ('content', 24)]], {})})),
                    ('policy_kind', models.CharField(choices=[('section', 'A page that gathers others'), ('people', 'Our people: lists everybody'), ('glossary', 'Glossary: lists every term'), ('disclaimer', 'Disclaimer, shown on every article'), ('editorial', 'Editorial policy'), ('corrections', 'Corrections'), ('fact_checking', 'Fact checking'), ('medical_review', 'Medical review'), ('privacy', 'Privacy'), ('funding', 'Funding'), ('advertising', 'Advertising'), ('ai_use', 'Use of AI'), ('accessibility', 'Accessibility'), ('conflicts', 'Conflicts of interest'), ('sources', 'Sources and links'), ('contact', 'Contact'), ('other', 'Something else')], default='other', max_length=20, verbose_name='kind')),
                ],
                options={
                    'verbose_name': 'policy page',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='Publication',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('path', models.CharField(help_text='With a slash at both ends; “/” is the home page.', max_length=500, unique=True)),
                    ('parent_path', models.CharField(db_index=True, max_length=500)),
                    ('status', models.CharField(choices=[('published', 'Published'), ('under_review', 'Under review notice'), ('withdrawn', 'Withdrawn'), ('retracted', 'Retracted'), ('archived', 'Archived')], default='published', max_length=20)),
                    ('notice', models.CharField(blank=True, help_text='What readers are told about the status.', max_length=500)),
                    ('readable_until', models.DateTimeField(help_text='When an emergency edition ends.', null=True)),
                    ('first_published_at', models.DateTimeField(help_text='Empty where its first edition was moved in: when it came out is not known here.', null=True)),
                    ('reviewed_at', models.DateTimeField(null=True)),
                    ('review_due_at', models.DateTimeField(null=True)),
                    ('published_at', models.DateTimeField(help_text='When readers first got this text or one that says the same.')),
                    ('edition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='publication', to='articles.edition')),
                    ('page', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='publication', to='wagtailcore.page')),
                ],
                options={
                    'verbose_name': 'publication',
                    'indexes': [models.Index(fields=['-published_at', '-id'], name='articles_publication_newest'), models.Index(fields=['review_due_at'], name='articles_publication_due'), models.Index(condition=models.Q(('readable_until__isnull', False)), fields=['readable_until'], name='articles_publication_ends')],
                },
            ),
            migrations.CreateModel(
                name='ReaderVersion',
                fields=[
                    ('only', models.BooleanField(default=True, editable=False, primary_key=True, serialize=False)),
                    ('version', models.BigIntegerField(default=1)),
                ],
                options={
                    'verbose_name': 'version of what readers get',
                },
            ),
            migrations.CreateModel(
                name='SiteSettings',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(blank=True, max_length=60, verbose_name='name of the site')),
                    ('region', models.CharField(blank=True, max_length=10, verbose_name='region')),
                    ('logo', models.BinaryField(default=bytes, verbose_name='logo')),
                    ('set_up_over_at', models.DateTimeField(editable=False, help_text='When somebody put the list of what is left to set up away.', null=True)),
                ],
                options={
                    'verbose_name': 'name, logo and region',
                },
            ),
            migrations.CreateModel(
                name='Reference',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField(verbose_name='as it is printed')),
                    ('html', models.TextField(blank=True, editable=False, verbose_name='the same with italics')),
                    ('doi', models.CharField(blank=True, max_length=250, verbose_name='DOI')),
                    ('pmid', models.CharField(blank=True, max_length=12, verbose_name='PMID')),
                    ('pmcid', models.CharField(blank=True, max_length=15, verbose_name='PMCID')),
                    ('isbn', models.CharField(blank=True, max_length=13, verbose_name='ISBN')),
                    ('url', models.CharField(blank=True, max_length=500, verbose_name='web address')),
                    ('csl', models.JSONField(default=dict, editable=False, verbose_name='CSL-JSON')),
                    ('kind', models.CharField(blank=True, choices=[('article', 'journal article'), ('preprint', 'preprint'), ('guideline', 'guideline'), ('book', 'book'), ('chapter', 'chapter of a book'), ('report', 'report'), ('thesis', 'thesis'), ('web page', 'web page'), ('other', 'other')], max_length=20, verbose_name='kind')),
                    ('study_type', models.CharField(blank=True, choices=[('guideline', 'Guideline'), ('systematic review', 'Systematic review'), ('randomised trial', 'Randomised trial'), ('clinical trial', 'Clinical trial'), ('observational study', 'Observational study'), ('review', 'Review'), ('case report', 'Case report'), ('opinion', 'Editorial or comment'), ('', 'Not known')], max_length=30, verbose_name='kind of study')),
                    ('is_preprint', models.BooleanField(default=False, verbose_name='a preprint, not peer reviewed')),
                    ('source', models.CharField(choices=[('crossref', 'Crossref'), ('pubmed', 'PubMed'), ('europepmc', 'Europe PMC'), ('file', 'imported file'), ('manual', 'typed in')], default='manual', max_length=12, verbose_name='described by')),
                    ('fetched_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='described on')),
                    ('archive_url', models.CharField(blank=True, help_text='Where the work can be read if its address dies.', max_length=500, verbose_name='archived copy')),
                    ('link_status', models.CharField(blank=True, choices=[('alive', 'It leads to a page'), ('dead', 'It leads nowhere'), ('unsure', 'Could not tell'), ('', 'Not checked yet')], default='', max_length=8, verbose_name='its address')),
                    ('link_checked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='address last checked')),
                    ('status', models.CharField(choices=[('retracted', 'Retracted'), ('withdrawn', 'Withdrawn'), ('removed', 'Removed'), ('concern', 'Expression of concern'), ('removed for now', 'Temporarily removed'), ('corrected', 'Corrected'), ('clear', 'No notice found'), ('could not check', 'Could not be checked')], default='could not check', max_length=16, verbose_name='what the world says')),
                    ('status_on', models.DateField(blank=True, null=True, verbose_name='since')),
                    ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='last checked')),
                    ('added_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('changed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('merged_into', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='articles.reference', verbose_name='same as')),
                ],
                options={
                    'verbose_name': 'reference',
                    'verbose_name_plural': 'references',
                    'ordering': ['-pk'],
                    'indexes': [models.Index(models.OrderBy(models.F('checked_at'), nulls_first=True), models.F('id'), name='articles_reference_next_check'), models.Index(models.OrderBy(models.F('link_checked_at'), nulls_first=True), models.F('id'), condition=models.Q(models.Q(('url', ''), _negated=True), ('merged_into', None)), name='articles_reference_next_link'), django.contrib.postgres.indexes.HashIndex(condition=models.Q(('doi', ''), ('isbn', ''), ('pmcid', ''), ('pmid', ''), ('url', '')), fields=['text'], name='articles_reference_nameless'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.Func('text', function='articles_folded', output_field=models.TextField()), 'gin_trgm_ops'), name='articles_reference_words')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('doi', ''), _negated=True), fields=('doi',), name='articles_reference_doi_once'), models.UniqueConstraint(condition=models.Q(('pmid', ''), _negated=True), fields=('pmid',), name='articles_reference_pmid_once'), models.UniqueConstraint(condition=models.Q(('pmcid', ''), _negated=True), fields=('pmcid',), name='articles_reference_pmcid_once'), models.UniqueConstraint(condition=models.Q(('isbn', ''), _negated=True), fields=('isbn',), name='articles_reference_isbn_once'), models.UniqueConstraint(condition=models.Q(('url', ''), _negated=True), fields=('url',), name='articles_reference_url_once')],
                },
            ),
            migrations.CreateModel(
                name='Citation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='articles.edition')),
                    ('reference', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='articles.reference')),
                ],
                options={
                    'verbose_name': 'citation',
                    'constraints': [models.UniqueConstraint(fields=('edition', 'number'), name='articles_citation_number_once')],
                },
            ),
            migrations.CreateModel(
                name='NewerVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('of', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                    ('kind', models.CharField(choices=[('updated', 'updated'), ('republished', 'published again'), ('replaced', 'replaced'), ('published', 'published in a journal')], max_length=12)),
                    ('name', models.CharField(max_length=10)),
                    ('value', models.CharField(max_length=500)),
                    ('label', models.TextField(blank=True)),
                    ('source', models.CharField(max_length=40)),
                    ('published_on', models.DateField(null=True)),
                    ('found_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('settled_at', models.DateTimeField(null=True)),
                    ('reason', models.TextField(blank=True)),
                    ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('reference', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='newer_versions', to='articles.reference')),
                ],
                options={
                    'verbose_name': 'newer version of a reference',
                    'verbose_name_plural': 'newer versions of references',
                    'ordering': ['found_at', 'pk'],
                    'default_permissions': (),
                    'indexes': [django.contrib.postgres.indexes.GinIndex(condition=models.Q(('settled_at', None)), fields=['of'], name='articles_newer_of')],
                    'constraints': [models.UniqueConstraint(fields=('reference', 'name', 'value'), name='articles_newer_version_once'), models.CheckConstraint(condition=models.Q(('settled_at', None), models.Q(('reason', ''), _negated=True), _connector='OR'), name='articles_settled_newer_version_has_reason')],
                },
            ),
            migrations.CreateModel(
                name='OverruleProposal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.TextField()),
                    ('asked_at', models.DateTimeField(auto_now_add=True)),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('accepted', models.BooleanField(null=True)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('reference', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overrule_proposals', to='articles.reference')),
                ],
                options={
                    'verbose_name': 'false alarm that waits for a second editor',
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='RelatedArticles',
                fields=[
                    ('publication', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='related', serialize=False, to='articles.publication')),
                    ('pages', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), help_text='Page ids of the others.', size=None)),
                    ('computed_at', models.DateTimeField(db_index=True)),
                ],
                options={
                    'verbose_name': 'related articles',
                    'verbose_name_plural': 'related articles',
                    'default_permissions': [],
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['pages'], name='articles_related_pages')],
                },
            ),
            migrations.CreateModel(
                name='ReportedMonth',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sequence', models.BigIntegerField(default=0, editable=False, unique=True)),
                    ('previous_hash', models.CharField(default='', editable=False, max_length=64)),
                    ('hash', models.CharField(default='', editable=False, max_length=64)),
                    ('month', models.DateField(unique=True)),
                    ('figures', models.JSONField()),
                    ('counted_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ],
                options={
                    'verbose_name': 'month of readers’ reports',
                    'verbose_name_plural': 'months of readers’ reports',
                    'default_permissions': (),
                    'constraints': [models.CheckConstraint(condition=models.Q(('month__day', 1)), name='articles_month_by_its_first_day')],
                },
            ),
            migrations.CreateModel(
                name='RiskAssessment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sequence', models.BigIntegerField(default=0, editable=False, unique=True)),
                    ('previous_hash', models.CharField(default='', editable=False, max_length=64)),
                    ('hash', models.CharField(default='', editable=False, max_length=64)),
                    ('tier', models.CharField(choices=[('standard', 'Standard: one medical review'), ('high', 'High: two medical reviews by different people')], max_length=10)),
                    ('reason', models.TextField()),
                    ('set_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='risk_assessments', to='wagtailcore.page')),
                    ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'risk assessment',
                    'indexes': [models.Index(fields=['page', '-sequence'], name='articles_risk_of_page')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('tier__in', ['standard', 'high'])), name='articles_risk_known_tier'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='articles_risk_has_reason')],
                },
            ),
            migrations.CreateModel(
                name='SearchEntry',
                fields=[
                    ('publication', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search_entry', serialize=False, to='articles.publication')),
                    ('kind', models.CharField(max_length=20)),
                    ('title', models.TextField()),
                    ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), help_text='Page ids; a topic lies in itself.', size=None)),
                    ('body', models.TextField(help_text='All but the title, as plain text.')),
                    ('title_words', django.contrib.postgres.search.SearchVectorField(help_text="The title's words as they are written.")),
                    ('subject_stems', django.contrib.postgres.search.SearchVectorField(help_text="The title's, up to a colon or “for”: what the page is about.")),
                    ('title_stems', django.contrib.postgres.search.SearchVectorField()),
                    ('head_stems', django.contrib.postgres.search.SearchVectorField(help_text='Title, standfirst, key points and headings.')),
                    ('stems', django.contrib.postgres.search.SearchVectorField(help_text='Everything, weighted: title, key points, headings, text.')),
                    ('places', models.JSONField(default=list, help_text="Each section's id and heading, and the character of the body where it begins.")),
                    ('language', models.CharField(default='', help_text='Its code; empty for texts from before there were several.', max_length=20)),
                    ('signers', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, help_text='Page ids of the people whose sign-offs its edition carries.', size=None)),
                ],
                options={
                    'verbose_name': 'search entry',
                    'verbose_name_plural': 'search entries',
                    'default_permissions': [],
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['stems', 'head_stems', 'title_stems', 'title_words', 'topics', 'language'], name='articles_searchentry_words'), django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['signers'], name='articles_searchentry_signers'), models.Index(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Lower('title'), 'text_pattern_ops'), name='articles_searchentry_title'), models.Index(models.Func('title', function='articles_initial'), django.db.models.functions.text.Lower('title'), condition=models.Q(('kind__in', ['article', 'topic'])), name='articles_searchentry_a_to_z')],
                },
            ),
            migrations.CreateModel(
                name='SearchWord',
                fields=[
                    ('word', models.CharField(max_length=40, primary_key=True, serialize=False)),
                    ('stem', models.CharField(blank=True, help_text='Empty for “the” and “of”.', max_length=40)),
                    ('documents', models.PositiveIntegerField(help_text='On how many pages its stem stood when they were counted.')),
                ],
                options={
                    'verbose_name': 'word of the search index',
                    'verbose_name_plural': 'words of the search index',
                    'default_permissions': [],
                    'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('word', 'gin_trgm_ops'), fastupdate=False, name='articles_searchword_trigrams'), models.Index(fields=['stem'], name='articles_searchword_stem')],
                },
            ),
            migrations.CreateModel(
                name='SiteImage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=255, verbose_name='title')),
                    ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                    ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                    ('width', models.IntegerField(editable=False, verbose_name='width')),
                    ('height', models.IntegerField(editable=False, verbose_name='height')),
                    ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                    ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                    ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                    ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                    ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                    ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                    ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                    ('sha256', models.CharField(db_index=True, editable=False, max_length=64)),
                    ('changed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                    ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                    ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
                ],
                options={
                    'verbose_name': 'image',
                    'verbose_name_plural': 'images',
                    'abstract': False,
                },
                bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
            ),
            migrations.CreateModel(
                name='PersonPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                    ('change_class', models.CharField(choices=[('new', 'New'), ('typo', 'Typing error'), ('clarification', 'Clarification'), ('update', 'Update: new evidence'), ('correction', 'Correction of an error of fact'), ('reviewed', 'Reviewed, no change needed')], default='new', help_text='“New” is for the first edition only. A correction is of an error of fact; new evidence is an update. “Reviewed” is for exactly the text that readers get.', max_length=20, verbose_name='what kind of change is this?')),
                    ('change_note', models.CharField(blank=True, help_text='What readers are told. It is signed together with the text.', max_length=500, verbose_name='public note about the change')),
                    ('publish_after', models.DateTimeField(blank=True, help_text='Leave empty to publish as soon as the last signature is there.', null=True, verbose_name='publish not before')),
                    ('translates_edition', models.PositiveIntegerField(blank=True, help_text='Only for a translation: which edition of the original it says the same as. Readers are told when the original is corrected later.', null=True, verbose_name='number of the edition that this translates')),
                    ('person_kind', models.CharField(choices=[('person', 'Person'), ('organisation', 'Team or organisation')], default='person', max_length=20, verbose_name='kind')),
                    ('prefix', models.CharField(blank=True, help_text='Such as “Dr”.', max_length=40, verbose_name='title before the name')),
                    ('post_nominals', models.CharField(blank=True, max_length=120, verbose_name='letters after the name')),
                    ('job_title', models.CharField(blank=True, max_length=160)),
                    ('is_health_professional', models.BooleanField(default=False, verbose_name='a health professional')),
                    ('standfirst', models.TextField(blank=True, max_length=300, verbose_name='in one sentence')),
                    ('biography', wagtail.fields.RichTextField(blank=True)),
                    ('photo_alt', models.CharField(blank=True, max_length=250, verbose_name='description of the photo')),
                    ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.siteimage')),
                ],
                options={
                    'verbose_name': 'person',
                    'verbose_name_plural': 'people',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='Disclosure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                    ('entity', models.CharField(help_text='The company or body.', max_length=160, verbose_name='who')),
                    ('nature', models.CharField(help_text='Such as “paid talks”, “holds shares”.', max_length=250, verbose_name='what')),
                    ('from_year', models.PositiveSmallIntegerField(verbose_name='from year')),
                    ('to_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='to year')),
                    ('person', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='disclosures', to='articles.personpage')),
                ],
                options={
                    'ordering': ['sort_order'],
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='PersonAccount',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='person_account', to=settings.AUTH_USER_MODEL)),
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='account', to='articles.personpage')),
                ],
                options={
                    'verbose_name': 'account of a person',
                    'verbose_name_plural': 'accounts of people',
                },
            ),
            migrations.CreateModel(
                name='SigningKey',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('credential_id', models.TextField(help_text='How the device calls it, in Base64url.', unique=True)),
                    ('public_key', models.TextField(help_text='As SubjectPublicKeyInfo (DER), in Base64url.', unique=True)),
                    ('algorithm', models.IntegerField(help_text='As COSE counts: -7 is ES256, -8 EdDSA, -257 RS256.')),
                    ('rp_id', models.CharField(help_text='The host name for which it signs, and for no other.', max_length=253)),
                    ('added_at', models.DateTimeField()),
                    ('revoked_at', models.DateTimeField(null=True)),
                    ('sequence', models.BigIntegerField(help_text='Of the event by which it was added; so are the three below.')),
                    ('previous_hash', models.CharField(max_length=64)),
                    ('hash', models.CharField(max_length=64)),
                    ('chained_text', models.TextField()),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signing_keys', to='articles.personpage')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signing_keys', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'signing key',
                },
            ),
            migrations.CreateModel(
                name='SiteRendition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('filter_spec', models.CharField(db_index=True, max_length=255)),
                    ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                    ('width', models.IntegerField(editable=False)),
                    ('height', models.IntegerField(editable=False)),
                    ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                    ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='articles.siteimage')),
                ],
                options={
                    'unique_together': {('image', 'filter_spec', 'focal_point_key')},
                },
                bases=(wagtail.images.models.ImageFileMixin, models.Model),
            ),
            migrations.CreateModel(
                name='SourceChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sequence', models.BigIntegerField(default=0, editable=False, unique=True)),
                    ('previous_hash', models.CharField(default='', editable=False, max_length=64)),
                    ('hash', models.CharField(default='', editable=False, max_length=64)),
                    ('picture', models.CharField(blank=True, help_text='The SHA-256 of the bytes that it has since.', max_length=64)),
                    ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('work', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.reference')),
                ],
                options={
                    'verbose_name': 'change of a source',
                    'verbose_name_plural': 'changes of sources',
                    'indexes': [models.Index(condition=models.Q(('picture', ''), _negated=True), fields=['picture'], name='articles_change_of_picture')],
                },
            ),
            migrations.CreateModel(
                name='StatusChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sequence', models.BigIntegerField(default=0, editable=False, unique=True)),
                    ('previous_hash', models.CharField(default='', editable=False, max_length=64)),
                    ('hash', models.CharField(default='', editable=False, max_length=64)),
                    ('before', models.CharField(choices=[('published', 'Published'), ('under_review', 'Under review notice'), ('withdrawn', 'Withdrawn'), ('retracted', 'Retracted'), ('archived', 'Archived')], max_length=20)),
                    ('status', models.CharField(choices=[('published', 'Published'), ('under_review', 'Under review notice'), ('withdrawn', 'Withdrawn'), ('retracted', 'Retracted'), ('archived', 'Archived')], max_length=20)),
                    ('notice', models.CharField(blank=True, help_text='What readers are told.', max_length=500)),
                    ('reason', models.TextField(help_text='For the desk.')),
                    ('decided_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.edition')),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='status_changes', to='wagtailcore.page')),
                ],
                options={
                    'verbose_name': 'status change',
                    'verbose_name_plural': 'status changes',
                    'indexes': [models.Index(fields=['page', '-id'], name='articles_status_by_page'), models.Index(fields=['status', '-id'], name='articles_status_by_kind')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('before__in', ['published', 'under_review']), ('status__in', ['published', 'under_review'])), ('decided_by__isnull', True), models.Q(('confirmed_by__isnull', False), ('decided_by__isnull', False), models.Q(('confirmed_by', models.F('decided_by')), _negated=True)), _connector='OR'), name='articles_status_needs_two_people'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='articles_status_has_reason'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('notice'), 200), name='articles_status_notice_short')],
                },
            ),
            migrations.CreateModel(
                name='Synonym',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('terms', models.TextField(help_text='Between commas or one in a line, such as “heart attack, myocardial infarction, MI”.', max_length=1000, verbose_name='terms')),
                    ('queries', models.GeneratedField(db_persist=True, expression=models.Func(models.F('terms'), function='articles_synonym_queries'), output_field=django.contrib.postgres.fields.ArrayField(base_field=django.contrib.postgres.search.SearchQueryField(), size=None))),
                ],
                options={
                    'verbose_name': 'synonym',
                    'verbose_name_plural': 'synonyms for searching',
                    'ordering': ['terms'],
                },
            ),
            migrations.CreateModel(
                name='TermPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                    ('change_class', models.CharField(choices=[('new', 'New'), ('typo', 'Typing error'), ('clarification', 'Clarification'), ('update', 'Update: new evidence'), ('correction', 'Correction of an error of fact'), ('reviewed', 'Reviewed, no change needed')], default='new', help_text='“New” is for the first edition only. A correction is of an error of fact; new evidence is an update. “Reviewed” is for exactly the text that readers get.', max_length=20, verbose_name='what kind of change is this?')),
                    ('change_note', models.CharField(blank=True, help_text='What readers are told. It is signed together with the text.', max_length=500, verbose_name='public note about the change')),
                    ('publish_after', models.DateTimeField(blank=True, help_text='Leave empty to publish as soon as the last signature is there.', null=True, verbose_name='publish not before')),
                    ('translates_edition', models.PositiveIntegerField(blank=True, help_text='Only for a translation: which edition of the original it says the same as. Readers are told when the original is corrected later.', null=True, verbose_name='number of the edition that this translates')),
                    ('definition', models.TextField(help_text='In one or two sentences that a twelve-year-old understands.', max_length=400, verbose_name='what it means')),
                    ('also_called', models.CharField(blank=True, help_text='With commas between them.', max_length=250, verbose_name='other words for it')),
                ],
                options={
                    'verbose_name': 'glossary term',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='TopicPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                    ('change_class', models.CharField(choices=[('new', 'New'), ('typo', 'Typing error'), ('clarification', 'Clarification'), ('update', 'Update: new evidence'), ('correction', 'Correction of an error of fact'), ('reviewed', 'Reviewed, no change needed')], default='new', help_text='“New” is for the first edition only. A correction is of an error of fact; new evidence is an update. “Reviewed” is for exactly the text that readers get.', max_length=20, verbose_name='what kind of change is this?')),
                    ('change_note', models.CharField(blank=True, help_text='What readers are told. It is signed together with the text.', max_length=500, verbose_name='public note about the change')),
                    ('publish_after', models.DateTimeField(blank=True, help_text='Leave empty to publish as soon as the last signature is there.', null=True, verbose_name='publish not before')),
                    ('translates_edition', models.PositiveIntegerField(blank=True, help_text='Only for a translation: which edition of the original it says the same as. Readers are told when the original is corrected later.', null=True, verbose_name='number of the edition that this translates')),
                    ('standfirst', models.TextField(blank=True, help_text='One or two sentences under the title.', max_length=400)),
                    ('body', wagtail.fields.StreamField([('section', 25)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {}), 1: ('wagtail.blocks.RegexBlock', (), {'error_messages': {'invalid': 'Use small letters, digits and hyphens only.'}, 'help_text': "The section's address on the page. Left empty, it is made from the heading and then kept.", 'regex': '^[a-z0-9][a-z0-9-]*$', 'required': False, 'validators': [articles.writing.anchors.validate_anchor]}), 2: ('wagtail.blocks.RichTextBlock', (), {'features': ['h3', 'bold', 'italic', 'superscript', 'subscript', 'ol', 'ul', 'link', 'citation', 'claim', 'paste'], 'label': 'Text'}), 3: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 4: ('wagtail.blocks.CharBlock', (), {'help_text': 'What the picture tells. Leave empty only with “decorative”.', 'label': 'Description for people who cannot see it', 'required': False}), 5: ('wagtail.blocks.BooleanBlock', (), {'required': False}), 6: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'link', 'citation', 'claim', 'paste'], 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('image', 3), ('alt', 4), ('decorative', 5), ('caption', 6)]], {'label': 'Image'}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'link', 'citation', 'claim', 'paste']}), 9: ('wagtail.blocks.ListBlock', (8,), {'icon': 'list-ol', 'label': 'Steps'}), 10: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'link', 'citation', 'claim', 'paste'], 'help_text': 'What the table shows, in one line.'}), 11: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 6)]], {}), 12: ('wagtail.blocks.StructBlock', [[('caption', 10), ('table', 11)]], {}), 13: ('wagtail.blocks.StructBlock', [[('text', 8), ('source', 0)]], {}), 14: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('non_urgent', 'Non-urgent'), ('urgent', 'Urgent'), ('emergency', 'Emergency')]}), 15: ('wagtail.blocks.CharBlock', (), {'help_text': 'An instruction, such as “Call 999 or go to A&E if:”'}), 16: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'link', 'citation', 'claim', 'paste'], 'label': 'Sign or situation'}), 17: ('wagtail.blocks.ListBlock', (16,), {}), 18: ('wagtail.blocks.StructBlock', [[('level', 14), ('heading', 15), ('items', 17)]], {}), 19: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'link', 'citation', 'claim', 'paste'], 'label': 'Condition'}), 20: ('wagtail.blocks.ListBlock', (19,), {}), 21: ('wagtail.blocks.StructBlock', [[('heading', 0), ('items', 20)]], {}), 22: ('wagtail.blocks.RichTextBlock', (), {'features': ['h3', 'bold', 'italic', 'superscript', 'subscript', 'ol', 'ul', 'link', 'citation', 'claim', 'paste']}), 23: ('wagtail.blocks.StructBlock', [[('question', 0), ('answer', 22)]], {}), 24: ('wagtail.blocks.StreamBlock', [[('text', 2), ('image', 7), ('steps', 9), ('table', 12), ('quote', 13), ('care_card', 18), ('warnings', 21), ('question', 23)]], {}), 25: ('wagtail.blocks.StructBlock', [[('heading', 0), ('anchor', 1), ('content', 24)]], {})})),
                    ('groups', wagtail.fields.StreamField([('group', 3)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': 'Such as “Start here” or “Treatments”.', 'max_length': 120}), 1: ('wagtail.blocks.PageChooserBlock', (), {'page_type': ['articles.ArticlePage', 'articles.TopicPage']}), 2: ('wagtail.blocks.ListBlock', (1,), {'label': 'Pages'}), 3: ('wagtail.blocks.StructBlock', [[('heading', 0), ('pages', 2)]], {})}, help_text='Articles and topics under headings, in the order in which readers had best meet them. Whatever lies in this topic and stands in no group follows under “All articles”.')),
                    ('subjects', wagtail.fields.StreamField([('subject', 6)], blank=True, block_lookup={0: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('condition', 'Condition'), ('symptom', 'Symptom'), ('drug', 'Medicine'), ('therapy', 'Treatment other than a medicine'), ('procedure', 'Operation or procedure'), ('test', 'Test or scan'), ('device', 'Medical device')]}), 1: ('wagtail.blocks.CharBlock', (), {'help_text': 'As clinicians call it, such as “Low back pain”.', 'max_length': 160}), 2: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('ICD-11', 'ICD-11'), ('ICD-10', 'ICD-10'), ('MeSH', 'MeSH'), ('SNOMED CT', 'SNOMED CT'), ('RxNorm', 'RxNorm'), ('ATC', 'ATC')], 'label': 'Code system'}), 3: ('wagtail.blocks.CharBlock', (), {'max_length': 30}), 4: ('wagtail.blocks.StructBlock', [[('system', 2), ('code', 3)]], {}), 5: ('wagtail.blocks.ListBlock', (4,), {'default': []}), 6: ('wagtail.blocks.StructBlock', [[('kind', 0), ('name', 1), ('codes', 5)]], {})}, help_text='What this topic is about, for search engines and other programs.')),
                ],
                options={
                    'verbose_name': 'topic',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='ArticlePage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                    ('change_class', models.CharField(choices=[('new', 'New'), ('typo', 'Typing error'), ('clarification', 'Clarification'), ('update', 'Update: new evidence'), ('correction', 'Correction of an error of fact'), ('reviewed', 'Reviewed, no change needed')], default='new', help_text='“New” is for the first edition only. A correction is of an error of fact; new evidence is an update. “Reviewed” is for exactly the text that readers get.', max_length=20, verbose_name='what kind of change is this?')),
                    ('change_note', models.CharField(blank=True, help_text='What readers are told. It is signed together with the text.', max_length=500, verbose_name='public note about the change')),
                    ('publish_after', models.DateTimeField(blank=True, help_text='Leave empty to publish as soon as the last signature is there.', null=True, verbose_name='publish not before')),
                    ('translates_edition', models.PositiveIntegerField(blank=True, help_text='Only for a translation: which edition of the original it says the same as. Readers are told when the original is corrected later.', null=True, verbose_name='number of the edition that this translates')),
                    ('standfirst', models.TextField(blank=True, help_text='One or two sentences under the title.', max_length=400)),
                    ('body', wagtail.fields.StreamField([('section', 25)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {}), 1: ('wagtail.blocks.RegexBlock', (), {'error_messages': {'invalid': 'Use small letters, digits and hyphens only.'}, 'help_text': "The section's address on the page. Left empty, it is made from the heading and then kept.", 'regex': '^[a-z0-9][a-z0-9-]*$', 'required': False, 'validators': [articles.writing.anchors.validate_anchor]}), 2: ('wagtail.blocks.RichTextBlock', (), {'features': ['h3', 'bold', 'italic', 'superscript', 'subscript', 'ol', 'ul', 'link', 'citation', 'claim', 'paste'], 'label': 'Text'}), 3: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 4: ('wagtail.blocks.CharBlock', (), {'help_text': 'What the picture tells. Leave empty only with “decorative”.', 'label': 'Description for people who cannot see it', 'required': False}), 5: ('wagtail.blocks.BooleanBlock', (), {'required': False}), 6: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'link', 'citation', 'claim', 'paste'], 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('image', 3), ('alt', 4), ('decorative', 5), ('caption', 6)]], {'label': 'Image'}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'link', 'citation', 'claim', 'paste']}), 9: ('wagtail.blocks.ListBlock', (8,), {'icon': 'list-ol', 'label': 'Steps'}), 10: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'link', 'citation', 'claim', 'paste'], 'help_text': 'What the table shows, in one line.'}), 11: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 6)]], {}), 12: ('wagtail.blocks.StructBlock', [[('caption', 10), ('table', 11)]], {}), 13: ('wagtail.blocks.StructBlock', [[('text', 8), ('source', 0)]], {}), 14: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('non_urgent', 'Non-urgent'), ('urgent', 'Urgent'), ('emergency', 'Emergency')]}), 15: ('wagtail.blocks.CharBlock', (), {'help_text': 'An instruction, such as “Call 999 or go to A&E if:”'}), 16: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'link', 'citation', 'claim', 'paste'], 'label': 'Sign or situation'}), 17: ('wagtail.blocks.ListBlock', (16,), {}), 18: ('wagtail.blocks.StructBlock', [[('level', 14), ('heading', 15), ('items', 17)]], {}), 19: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'link', 'citation', 'claim', 'paste'], 'label': 'Condition'}), 20: ('wagtail.blocks.ListBlock', (19,), {}), 21: ('wagtail.blocks.StructBlock', [[('heading', 0), ('items', 20)]], {}), 22: ('wagtail.blocks.RichTextBlock', (), {'features': ['h3', 'bold', 'italic', 'superscript', 'subscript', 'ol', 'ul', 'link', 'citation', 'claim', 'paste']}), 23: ('wagtail.blocks.StructBlock', [[('question', 0), ('answer', 22)]], {}), 24: ('wagtail.blocks.StreamBlock', [[('text', 2), ('image', 7), ('steps', 9), ('table', 12), ('quote', 13), ('care_card', 18), ('warnings', 21), ('question', 23)]], {}), 25: ('wagtail.blocks.StructBlock', [[('heading', 0), ('anchor', 1), ('content', 24)]], {})})),
                    ('key_points', wagtail.fields.StreamField([('point', 0)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'superscript', 'subscript', 'link', 'citation', 'claim', 'paste'], 'label': 'Key point'})})),
                    ('typed_citations', models.JSONField(blank=True, default=list, help_text='Tick what cites the list of references by its numbers. The rest stays as it is written.', verbose_name='citations in square brackets')),
                    ('hero_alt', models.CharField(blank=True, max_length=250, verbose_name='description of the picture')),
                    ('hero_caption', models.CharField(blank=True, max_length=250, verbose_name='caption')),
                    ('subjects', wagtail.fields.StreamField([('subject', 6)], blank=True, block_lookup={0: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('condition', 'Condition'), ('symptom', 'Symptom'), ('drug', 'Medicine'), ('therapy', 'Treatment other than a medicine'), ('procedure', 'Operation or procedure'), ('test', 'Test or scan'), ('device', 'Medical device')]}), 1: ('wagtail.blocks.CharBlock', (), {'help_text': 'As clinicians call it, such as “Low back pain”.', 'max_length': 160}), 2: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('ICD-11', 'ICD-11'), ('ICD-10', 'ICD-10'), ('MeSH', 'MeSH'), ('SNOMED CT', 'SNOMED CT'), ('RxNorm', 'RxNorm'), ('ATC', 'ATC')], 'label': 'Code system'}), 3: ('wagtail.blocks.CharBlock', (), {'max_length': 30}), 4: ('wagtail.blocks.StructBlock', [[('system', 2), ('code', 3)]], {}), 5: ('wagtail.blocks.ListBlock', (4,), {'default': []}), 6: ('wagtail.blocks.StructBlock', [[('kind', 0), ('name', 1), ('codes', 5)]], {})}, help_text='What it is about, for search engines and other programs. Left empty, what its topics are about.')),
                    ('review_interval_months', models.PositiveSmallIntegerField(choices=[(6, '6 months'), (12, '12 months'), (24, '24 months'), (36, '36 months')], default=24, verbose_name='review again after')),
                    ('written_by', models.CharField(blank=True, editable=False, max_length=250, verbose_name='written by')),
                    ('fact_checked_by', models.CharField(blank=True, editable=False, max_length=250, verbose_name='fact checked by')),
                    ('fact_checked_on', models.DateField(editable=False, null=True, verbose_name='fact checked on')),
                    ('medically_reviewed_by', models.CharField(blank=True, editable=False, max_length=250, verbose_name='medically reviewed by')),
                    ('medically_reviewed_on', models.DateField(editable=False, null=True, verbose_name='medically reviewed on')),
                    ('last_modified_on', models.DateField(editable=False, null=True, verbose_name='last modified on')),
                    ('next_review_due', models.DateField(editable=False, null=True, verbose_name='next review due')),
                    ('current_edition', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.edition')),
                    ('hero_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.siteimage')),
                    ('topics', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='+', to='articles.topicpage')),
                ],
                options={
                    'verbose_name': 'article',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='Byline',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                    ('role', models.CharField(choices=[('written', 'Written by'), ('edited', 'Edited by'), ('illustrated', 'Illustrated by')], default='written', max_length=20)),
                    ('article', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='bylines', to='articles.articlepage')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.personpage')),
                ],
                options={
                    'ordering': ['sort_order'],
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ReferenceItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                    ('text', models.TextField(help_text='Authors. Title. Journal. Year;volume(issue):pages.', verbose_name='citation')),
                    ('doi', models.CharField(blank=True, max_length=250, verbose_name='DOI')),
                    ('pmid', models.CharField(blank=True, max_length=12, verbose_name='PMID')),
                    ('url', models.URLField(blank=True, max_length=500, verbose_name='web address')),
                    ('article', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='references', to='articles.articlepage')),
                ],
                options={
                    'ordering': ['sort_order'],
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Specialty',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120, unique=True)),
                    ('topics', models.ManyToManyField(related_name='specialties', to='articles.topicpage')),
                ],
                options={
                    'verbose_name': 'specialty',
                    'verbose_name_plural': 'specialties',
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='Credential',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('clinical', 'Clinical registration'), ('fact_checking', 'Appointed fact checker'), ('editorial', 'Appointed editor')], max_length=20)),
                    ('register', models.CharField(max_length=160)),
                    ('number', models.CharField(blank=True, max_length=60)),
                    ('issuer', models.CharField(blank=True, max_length=160)),
                    ('register_url', models.CharField(blank=True, help_text='Where anybody can look it up.', max_length=400)),
                    ('country', models.CharField(blank=True, help_text='Two letters, ISO 3166-1.', max_length=2)),
                    ('expires_on', models.DateField(blank=True, null=True)),
                    ('looked_up_at', models.DateTimeField(verbose_name='looked up')),
                    ('revoked_at', models.DateTimeField(blank=True, null=True)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='articles.personpage')),
                    ('specialties', models.ManyToManyField(help_text='As the register says.', related_name='+', to='articles.specialty')),
                ],
                options={
                    'verbose_name': 'credential',
                    'ordering': [models.OrderBy(models.F('expires_on'), descending=True, nulls_first=True), 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('kind', 'register', 'number', 'person'), name='articles_credential_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['clinical', 'fact_checking', 'editorial'])), name='articles_credential_known_kind'), models.CheckConstraint(condition=models.Q(('register', ''), _negated=True), name='articles_credential_has_register'), models.CheckConstraint(condition=models.Q(('register_url', ''), ('register_url__startswith', 'https://'), _connector='OR'), name='articles_credential_register_url'), models.CheckConstraint(condition=models.Q(('country', ''), ('country__regex', '^[A-Z]{2}$'), _connector='OR'), name='articles_credential_country')],
                },
            ),
            migrations.CreateModel(
                name='AuthorityEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sequence', models.BigIntegerField(default=0, editable=False, unique=True)),
                    ('previous_hash', models.CharField(default='', editable=False, max_length=64)),
                    ('hash', models.CharField(default='', editable=False, max_length=64)),
                    ('kind', models.CharField(choices=[('account_linked', 'An account was linked to a person'), ('account_unlinked', 'An account was taken from a person'), ('credential_issued', 'A credential was added'), ('credential_looked_up', 'A credential was looked up again'), ('credential_revoked', 'A credential was revoked'), ('specialties_asked', 'The specialties that a topic asks for were set'), ('key_added', 'A passkey was added as a signing key'), ('key_revoked', 'A signing key was revoked'), ('signing_rule_set', 'Whether a password is enough to sign was set')], max_length=30)),
                    ('details', models.JSONField(default=dict)),
                    ('reason', models.TextField()),
                    ('assertion', models.JSONField(help_text='The passkey signature of whoever confirmed it.', null=True)),
                    ('decided_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('credential', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='articles.credential')),
                    ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.personpage')),
                    ('topic', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.topicpage')),
                ],
                options={
                    'verbose_name': 'change of who may sign',
                    'verbose_name_plural': 'changes of who may sign',
                    'indexes': [models.Index(fields=['person', '-id'], name='articles_authority_of_person'), models.Index(fields=['kind', '-sequence'], name='articles_authority_of_kind')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['account_linked', 'account_unlinked', 'credential_issued', 'credential_looked_up', 'credential_revoked', 'specialties_asked', 'key_added', 'key_revoked', 'signing_rule_set'])), name='articles_authority_known_kind'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='articles_authority_has_reason')],
                },
            ),
            migrations.CreateModel(
                name='SignOff',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sequence', models.BigIntegerField(default=0, editable=False, unique=True)),
                    ('previous_hash', models.CharField(default='', editable=False, max_length=64)),
                    ('hash', models.CharField(default='', editable=False, max_length=64)),
                    ('kind', models.CharField(choices=[('fact_check', 'Fact check'), ('medical_review', 'Medical review'), ('editorial', 'Editorial approval'), ('emergency', 'Emergency approval')], max_length=20)),
                    ('digest', models.CharField(max_length=64)),
                    ('document', models.TextField(help_text='The canonical text that the digest is of.')),
                    ('shown', models.JSONField(default=dict, editable=False, help_text='Person, name and credentials as readers are shown them. Set by PostgreSQL.')),
                    ('statement', models.TextField()),
                    ('checklist', models.JSONField(default=list, help_text='Each question as it was asked, with its answer.')),
                    ('interest_answer', models.CharField(choices=[('none', 'No, none'), ('declared', 'Yes')], max_length=10)),
                    ('interests', models.TextField(help_text='“None”, or which, for this article.')),
                    ('authenticated_at', models.DateTimeField(help_text='When the signer last proved who they are. Empty before this was recorded.', null=True)),
                    ('authenticated_by', models.CharField(blank=True, help_text='Password, one-time code or passkey.', max_length=60)),
                    ('assertion', models.JSONField(help_text="What the signer's passkey signed, and its signature. Empty where a password was enough.", null=True)),
                    ('signed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('credential', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_offs', to='articles.credential')),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_offs', to='wagtailcore.page')),
                    ('signer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_offs', to=settings.AUTH_USER_MODEL)),
                    ('waiver', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.interestwaiver')),
                ],
                options={
                    'verbose_name': 'sign-off',
                    'constraints': [models.UniqueConstraint(fields=('page', 'digest', 'signer'), name='articles_signoff_once_per_digest'), models.CheckConstraint(condition=models.Q(('kind__in', ['fact_check', 'medical_review', 'editorial', 'emergency'])), name='articles_signoff_known_kind'), models.CheckConstraint(condition=models.Q(('interest_answer__in', ['none', 'declared'])), name='articles_signoff_interests_answered'), models.CheckConstraint(condition=models.Q(models.Q(('statement', ''), _negated=True), models.Q(('interests', ''), _negated=True)), name='articles_signoff_says_something')],
                },
            ),
            migrations.CreateModel(
                name='ZeroResultSearch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('words', models.CharField(max_length=60, unique=True, verbose_name='words')),
                    ('times', models.PositiveIntegerField(verbose_name='times')),
                    ('last_day', models.DateField(verbose_name='last searched on')),
                ],
                options={
                    'verbose_name': 'search without results',
                    'verbose_name_plural': 'searches without results',
                    'ordering': ['-times', 'words'],
                    'default_permissions': ['view'],
                },
            ),
        ]),
    ]
