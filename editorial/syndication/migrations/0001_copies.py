"""Syndicators, their copies, the list of recalls, and who is told of it."""

import articles.record.triggers
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from articles.sql import InstallFunctions
from articles.sql.together import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("articles", "__first__"),
        ("review", "__first__"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        Together([
            migrations.CreateModel(
                name="Recall",
                fields=[
                    ("number", models.BigIntegerField(default=0, editable=False, primary_key=True, serialize=False)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("corrected", "Corrected"),
                                ("replaced", "Replaced by a newer edition"),
                                ("put_back", "Gone back to an earlier edition"),
                                ("under_review", "Under urgent review"),
                                ("withdrawn", "Withdrawn"),
                                ("retracted", "Retracted"),
                                ("archived", "Archived"),
                                ("restored", "Readers get it again"),
                            ],
                            max_length=20,
                            verbose_name="what became of it",
                        ),
                    ),
                    (
                        "urgency",
                        models.CharField(
                            choices=[("at_once", "At once"), ("soon", "Soon"), ("routine", "Routine")],
                            max_length=10,
                            verbose_name="urgency",
                        ),
                    ),
                    (
                        "record_sequence",
                        models.BigIntegerField(help_text="The link of the record that says so.", unique=True),
                    ),
                    (
                        "text",
                        models.TextField(
                            help_text="All that the list says of it: JSON with sorted keys and no white space."
                        ),
                    ),
                    ("previous_hash", models.CharField(default="", editable=False, max_length=64)),
                    ("hash", models.CharField(default="", editable=False, max_length=64)),
                    ("taken_in_at", models.DateTimeField()),
                    (
                        "after",
                        models.ForeignKey(
                            help_text="Which one they get now, if any.",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="articles.edition",
                        ),
                    ),
                    (
                        "before",
                        models.ForeignKey(
                            help_text="Which edition readers had.",
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="articles.edition",
                        ),
                    ),
                    (
                        "page",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="wagtailcore.page"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "recall",
                    "verbose_name_plural": "recalls",
                    "ordering": ["-number"],
                    "default_permissions": (),
                    'indexes': [models.Index(fields=["page", "-number"], name="syndication_recall_by_page")],
                },
            ),
            migrations.CreateModel(
                name="Syndicator",
                fields=[
                    ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                    ("name", models.CharField(max_length=200, unique=True, verbose_name="name")),
                    (
                        "site",
                        models.CharField(
                            help_text="Where readers find our texts.",
                            max_length=300,
                            validators=[django.core.validators.URLValidator(["http", "https"])],
                            verbose_name="site",
                        ),
                    ),
                    (
                        "contact",
                        models.EmailField(
                            help_text="Who is written to when a recall is not answered.",
                            max_length=254,
                            verbose_name="contact",
                        ),
                    ),
                    (
                        "callback",
                        models.CharField(
                            blank=True,
                            help_text="Told of each recall at once, by WebSub, after it has confirmed that it wants to be.",
                            max_length=500,
                            validators=[django.core.validators.URLValidator(["http", "https"])],
                            verbose_name="webhook",
                        ),
                    ),
                    (
                        "is_active",
                        models.BooleanField(
                            default=True,
                            help_text="Otherwise its key opens nothing, and nobody is chased.",
                            verbose_name="takes our texts",
                        ),
                    ),
                    ("key_hash", models.CharField(blank=True, editable=False, max_length=64)),
                    ("secret", models.CharField(blank=True, editable=False, max_length=64)),
                    ("key_made_at", models.DateTimeField(editable=False, null=True)),
                    ("registered_at", models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    "verbose_name": "syndicator",
                    "verbose_name_plural": "syndicators",
                    "ordering": ["name"],
                    "default_permissions": (),
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("key_hash", ""), _negated=True),
                            fields=("key_hash",),
                            name="syndication_key_once",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="SubscriptionRequest",
                fields=[
                    ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                    (
                        "mode",
                        models.CharField(
                            choices=[("subscribe", "subscribe"), ("unsubscribe", "unsubscribe")], max_length=12
                        ),
                    ),
                    ("topic", models.CharField(max_length=500)),
                    ("callback", models.CharField(max_length=500)),
                    ("secret", models.CharField(blank=True, max_length=200)),
                    ("lease_seconds", models.PositiveIntegerField(null=True)),
                    ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("tries", models.PositiveSmallIntegerField(default=0)),
                    ("next_try_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("why", models.CharField(blank=True, max_length=200)),
                    (
                        "syndicator",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="syndication.syndicator",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "request to be told",
                    "default_permissions": (),
                },
            ),
            migrations.CreateModel(
                name="Subscription",
                fields=[
                    ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                    ("topic", models.CharField(max_length=500)),
                    ("callback", models.CharField(max_length=500)),
                    ("secret", models.CharField(blank=True, max_length=200)),
                    ("confirmed_at", models.DateTimeField()),
                    ("lease_ends_at", models.DateTimeField(null=True)),
                    ("ended_at", models.DateTimeField(null=True)),
                    ("told_up_to", models.BigIntegerField(default=0, help_text="The newest recall that was taken.")),
                    (
                        "told_version",
                        models.CharField(blank=True, help_text="Of what readers get, for feeds.", max_length=64),
                    ),
                    (
                        "told_digest",
                        models.CharField(blank=True, help_text="Of the feed that was taken last.", max_length=64),
                    ),
                    ("told_at", models.DateTimeField(null=True)),
                    (
                        "tries",
                        models.PositiveSmallIntegerField(default=0, help_text="In vain, since it last took something."),
                    ),
                    ("next_try_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("why", models.CharField(blank=True, help_text="What came of the last try.", max_length=200)),
                    (
                        "syndicator",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="subscriptions",
                            to="syndication.syndicator",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "subscription",
                    "default_permissions": (),
                    'indexes': [models.Index(
                    condition=models.Q(("ended_at", None)), fields=["next_try_at"], name="syndication_next_try"
                )],
                    'constraints': [models.UniqueConstraint(fields=("topic", "callback"), name="syndication_one_subscription")],
                },
            ),
            migrations.CreateModel(
                name="Holder",
                fields=[
                    ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                    ("told_at", models.DateTimeField(null=True)),
                    (
                        "told_how",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("webhook", "by its webhook"),
                                ("list", "asked for the list"),
                                ("letter", "by letter"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("chased_at", models.DateTimeField(help_text="When its contact was written to.", null=True)),
                    ("desk_told_at", models.DateTimeField(null=True)),
                    (
                        "recall",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="holders", to="syndication.recall"
                        ),
                    ),
                    (
                        "syndicator",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="holdings",
                            to="syndication.syndicator",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "holder of a copy",
                    "default_permissions": (),
                    'constraints': [models.UniqueConstraint(fields=("recall", "syndicator"), name="syndication_one_holder")],
                },
            ),
            migrations.CreateModel(
                name="Copy",
                fields=[
                    ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                    ("how", models.CharField(choices=[("fetched", "fetched"), ("stated", "stated")], max_length=10)),
                    ("first_at", models.DateTimeField()),
                    ("last_at", models.DateTimeField(help_text="When it was last fetched or stated, to the hour.")),
                    ("ended_at", models.DateTimeField(help_text="When the syndicator said that it is gone.", null=True)),
                    (
                        "edition",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.edition"
                        ),
                    ),
                    (
                        "syndicator",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="copies", to="syndication.syndicator"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "copy",
                    "verbose_name_plural": "copies",
                    "default_permissions": (),
                    'indexes': [models.Index(
                    condition=models.Q(("ended_at", None)), fields=["edition"], name="syndication_copy_held"
                )],
                    'constraints': [models.UniqueConstraint(fields=("syndicator", "edition"), name="syndication_one_copy")],
                },
            ),
            migrations.CreateModel(
                name="Acknowledgement",
                fields=[
                    ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                    (
                        "answer",
                        models.CharField(
                            choices=[
                                ("removed", "Removed"),
                                ("updated", "Updated"),
                                ("marked", "Shows the notice"),
                                ("had_none", "Had none"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("answered_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    (
                        "recall",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="acknowledgements",
                            to="syndication.recall",
                        ),
                    ),
                    (
                        "syndicator",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="acknowledgements",
                            to="syndication.syndicator",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "acknowledgement",
                    "default_permissions": (),
                    'indexes': [models.Index(fields=["syndicator", "recall"], name="syndication_answers")],
                },
            ),
        ]),
        InstallFunctions(
            {
                "acknowledge": "76534682addcab022e1438392cf2764d58a39b7fceab406c06dc07ae4da2be5b",
                "chain_recall": "9d1f5415f3218fbafb3087a0434aa3b2e67b6b15f3dc16e65ece65868739241e",
                "forget_copy": "f794bd44406bb314380eaec79c1231eb09959f7a04a523ed17835e83d996c25a",
                "note_copy": "1a9e69894182b9abd2289bd3737b8ebf57f11effa87e3a5df067d1d61946f954",
                "note_told": "e0c682d8b4a2f77d903506dcc406054215e2a92ea36c22a84c5bfdd93ac9bd9e",
                "syndicator_with_key": "7fc8f2a5afb442379ea7cffaf9af69944fb36031f0a772169dacb96181173c13",
            }
        ),
        Together([
            pgtrigger.migrations.AddTrigger(
                model_name="recall",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=articles.record.triggers.TriggerSql(
                        execute="articles_append_only()",
                        func="",
                        hash="747f2e5079b0ad49b5e0fefc6a7e2d867bb7bd0e",
                        level="STATEMENT",
                        operation="UPDATE OR DELETE OR TRUNCATE",
                        pgid="append_only",
                        table="syndication_recall",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="recall",
                trigger=pgtrigger.compiler.Trigger(
                    name="chain",
                    sql=articles.record.triggers.TriggerSql(
                        execute="syndication_chain_recall()",
                        func="",
                        hash="9288de2f30793713d5f9eea473f170cfbd88d35f",
                        operation="INSERT",
                        pgid="chain",
                        table="syndication_recall",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="acknowledgement",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=articles.record.triggers.TriggerSql(
                        execute="articles_append_only()",
                        func="",
                        hash="15d936bed6b46bbe3d0da0ab84e9067bb2406e96",
                        level="STATEMENT",
                        operation="UPDATE OR DELETE OR TRUNCATE",
                        pgid="append_only",
                        table="syndication_acknowledgement",
                        when="BEFORE",
                    ),
                ),
            ),
        ]),
    ]
