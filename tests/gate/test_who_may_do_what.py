"""The table of who may do what, compared with the site."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from wagtail.models import Collection, Site, Task, Workflow

from articles.reading.search.synonyms import Synonym
from articles.record.signed.sign_offs import SignOffKind
from articles.references.library.allowed import AllowedSource
from articles.references.library.references import Reference
from editorial.exchange.legacy.runs import LegacyRun
from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.capture.words.safety import SafetyPhrase
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.triage.topic_owners import TopicOwner
from editorial.planning.assigning.rota import Rota
from editorial.planning.review_due.guidelines import GuidelineChange
from editorial.planning.review_due.review_rules import ReviewRule
from editorial.planning.schedule.bundles import Bundle
from editorial.review.signing.interests import declare
from editorial.syndication.copies.syndicators import Syndicator
from tests.factories.accounts import UserFactory
from tests.factories.drafts import edited, image, submitted
from tests.factories.moved_in import batch_of, imported
from tests.factories.pages import article, published_article, shared_topic
from tests.factories.signing import appointed_editor, credentialed
from tests.gate import who_may

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "who-may-do-what.md"


@pytest.fixture(scope="module")
def roles(scene):
    return {
        "anybody": None,
        "writer": UserFactory(writer=True),
        "reviewer": credentialed(SignOffKind.MEDICAL_REVIEW),
        "triager": UserFactory(triager=True),
        "editor": appointed_editor(),
        "administrator": UserFactory(is_superuser=True),
    }


@pytest.fixture(scope="module")
def page(scene):
    article = published_article("Heat packs")
    return submitted(edited(article, standfirst="What heat does, and does not do."))


@pytest.fixture(scope="module")
def about(page, roles):
    """One of whatever the admin's addresses are about, besides pages."""
    editor = roles["editor"]
    work = Reference.objects.create(text="Hayden JA. Exercise therapy for back pain. 2021.")
    guideline = GuidelineChange.objects.create(
        title="Back pain", changed_on="2026-01-01", what="Nothing.", noted_by=editor
    )
    report = receive(page.current_edition, receipt=new_receipt(), comment="The dose is wrong.")
    return about_wagtail(page) | {
        "wagtailsnippets_feedback_report": report.pk,
        "references": work.pk,
        "allowed_sources": AllowedSource.objects.create(host="example.org").pk,
        "synonyms": Synonym.objects.first().pk,
        "rotas": Rota.objects.create(kind=SignOffKind.FACT_CHECK).pk,
        "review_rules": ReviewRule.objects.create(page=page, months=6).pk,
        "bundles": (bundle := Bundle.objects.create(title="May")).pk,
        "exchange:legacy_batch": LegacyRun.objects.create(batch=batch_of(imported(article("Moved in")))).pk,
        "planning:bundle": bundle.pk,
        "planning:guideline": guideline.pk,
        "topic-owners": TopicOwner.objects.create(topic=shared_topic(), user=roles["triager"]).pk,
        "safety-phrases": SafetyPhrase.objects.create(kind="crisis", words="nobody would miss me").pk,
        "syndicators": (syndicator := Syndicator.objects.create(name="Health Daily", contact="desk@daily.example")).pk,
        "syndication:syndicator": syndicator.pk,
        "review:waiver": declare(page, by=roles["reviewer"], interests="Paid talks").pk,
    }


def about_wagtail(page):
    """One of whatever Wagtail's own addresses are about."""
    state, task, picture = page.current_workflow_state, Task.objects.first().pk, image().pk
    return {
        "revision_id": page.latest_revision_id,
        "revision_id_a": page.latest_revision_id,
        "revision_id_b": page.latest_revision_id,
        "workflow_state_id": state.pk,
        "task_state_id": state.current_task_state_id,
        "workflow_id": state.workflow_id,
        "wagtailadmin_collections": Collection.get_first_root_node().add_child(name="Pictures").pk,
        "wagtailadmin_workflows": Workflow.objects.first().pk,
        "wagtailadmin_workflows:edit_task": task,
        "wagtailadmin_workflows:disable_task": task,
        "wagtailadmin_workflows:enable_task": task,
        "wagtailadmin_workflows:task_chosen": task,
        "wagtailadmin_api:images": picture,
        "wagtailimages": picture,
        "wagtailsites": Site.objects.get().pk,
        "wagtailusers_users": UserFactory(writer=True).pk,
        "wagtailusers_groups": Group.objects.first().pk,
    }


@pytest.mark.long
def test_the_table_of_who_may_do_what_is_as_the_site_is(roles, page, about, says_so):
    says_so(DOCUMENT, who_may.table(roles, page.pk, about))
