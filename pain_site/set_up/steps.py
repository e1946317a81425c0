"""The steps of setting up a site. How far they are is told by what is there: nothing is kept of them."""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Exists, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from articles.pages import HomePage, PolicyPage, TopicPage
from articles.reading.site_settings import SiteSettings
from articles.record.published.publications import Publication
from articles.record.signers.credentials import Credential, CredentialKind
from editorial.accounts.users import User
from editorial.review.signing.permissions import EDITORS

from . import forms

#: So many are needed before anything can be decided about who may sign: one asks, another one confirms.
FIRST_EDITORS = 2


class Step(NamedTuple):
    """Something to do. Those with a form are done on a screen of their own; the others elsewhere, as `hint` says.

    `done` gives the condition that the database is asked: of all steps in one question.
    """

    slug: str
    title: str
    hint: str
    done: Callable[[], Q]
    form: Callable | None = None

    @property
    def url(self):
        return reverse("set_up", args=[self.slug]) if self.form else ""


def _there_are(rows, at_least=1):
    return Q(Exists(rows[at_least - 1 :]))


def _has_name():
    return _there_are(SiteSettings.objects.exclude(name=""))


def _has_pages():
    return _there_are(HomePage.objects.all()) & _there_are(PolicyPage.objects.all())


def _has_topics():
    return _there_are(TopicPage.objects.all())


def _has_editors():
    return _there_are(User.objects.filter(groups__name=EDITORS, is_active=True), FIRST_EDITORS)


def _has_appointed():
    appointed = Credential.objects.valid().filter(kind=CredentialKind.EDITORIAL, person__account__isnull=False)
    return _there_are(appointed.values("person").distinct(), FIRST_EDITORS)


def _has_readers():
    return _there_are(Publication.objects.readable().of_kind("home"))


STEPS = (
    Step(
        "site",
        _("Name, logo, region and languages"),
        _("What the site is called, whom its readers call in an emergency, and in which languages it writes."),
        _has_name,
        forms.site_form,
    ),
    Step(
        "pages",
        _("Home page and policies"),
        _("Drafts of the pages on which the site says who it is and how it works."),
        _has_pages,
        forms.PagesForm,
    ),
    Step("topics", _("Topics"), _("What the site writes about."), _has_topics, forms.TopicsForm),
    Step(
        "editors",
        _("First editors"),
        _("Two people at least, and better three: everything about who may sign is decided by two of them."),
        _has_editors,
        forms.FirstEditorForm,
    ),
)
#: What no form of the admin can do, and that it should not.
AFTERWARDS = (
    Step(
        "appoint",
        _("Appoint the first editors"),
        _("Whoever runs the database says that they are editors; “First editors” shows with which commands."),
        _has_appointed,
    ),
    Step(
        "publish",
        _("Sign and publish the home page"),
        _("Somebody completes the text, submits it, and an editor who did not write it signs."),
        _has_readers,
    ),
)


def checklist(steps=(*STEPS, *AFTERWARDS)):
    """Each step with whether it is done, as (step, done)."""
    return list(zip(steps, _answers(*(step.done() for step in steps)), strict=True))


def shown_checklist():
    """All of it; nothing once it is done, or was put away."""
    steps = (*STEPS, *AFTERWARDS)
    is_put_away = _there_are(SiteSettings.objects.filter(set_up_over_at__isnull=False))
    put_away, *done = _answers(is_put_away, *(step.done() for step in steps))
    return [] if put_away or all(done) else list(zip(steps, done, strict=True))


def _answers(*conditions):
    """Whether each holds, in one question: the root of all pages is always there to be asked about."""
    return Page.objects.filter(depth=1).order_by().values_list(*conditions)[0]


def put_away():
    """Show the list of what is left no more."""
    SiteSettings.load()
    SiteSettings.objects.update(set_up_over_at=timezone.now())
