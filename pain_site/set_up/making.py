"""What the steps make: pages, which are drafts, and the account of a first editor."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from articles.extensions import help_numbers
from articles.pages import HomePage, PersonPage, PolicyPage, TopicPage
from articles.reading.site_settings import this_site
from editorial.accounts.users import User
from editorial.review.signals import somebody_invited
from editorial.review.signing.permissions import EDITORS

from .starters import ABOVE, PEOPLE, starter, starter_page


@transaction.atomic
def make_home(*, by, standfirst=""):
    """The site's front door, and that Wagtail takes it for one. The one that is there stays as it is."""
    if home := HomePage.objects.order_by("path").first():
        return home
    root = Page.objects.get(depth=1)
    home = _added(root, HomePage(title=this_site().name, slug="home", standfirst=standfirst), by)
    at = urlsplit(settings.BASE_URL)
    port = at.port or (443 if at.scheme == "https" else 80)
    where = {"hostname": at.hostname or "localhost", "port": port, "root_page": home}
    Site.objects.update_or_create(is_default_site=True, defaults=where)
    return home


@transaction.atomic
def make_policies(names, *, by, words):
    """Policy pages from our texts, below the page that says how the site works; the pages."""
    make_home(by=by)
    asked = dict.fromkeys([ABOVE, *names] if names else [])
    return [page for name in asked if (page := _policy(name, by, words))]


@transaction.atomic
def make_topics(titles, *, by):
    """A draft for each title that is no topic's yet; the pages."""
    home = make_home(by=by)
    there = {title.casefold() for title in TopicPage.objects.values_list("title", flat=True)}
    new = {title.casefold(): title for title in reversed(titles) if title.casefold() not in there}
    return [_added(home, TopicPage(title=title), by) for title in reversed(new.values())]


@transaction.atomic
def invite_first_editor(*, by, email, first_name, last_name, job_title):
    """An account in the editors' group, and a draft of the person's page; they are written to. The page.

    They decide nothing until the owner of the database appoints them.
    """
    if User.objects.filter(email__iexact=email).exists():
        raise ValidationError({"email": _("Somebody has an account with this address already.")})
    user = User.objects.create_user(email, first_name=first_name, last_name=last_name)
    user.groups.add(Group.objects.get(name=EDITORS))
    above = PolicyPage.objects.filter(policy_kind=PolicyPage.PolicyKind.PEOPLE).first()
    if above is None:
        *_others, above = make_policies([PEOPLE], by=by, words=words_for())
    person = _added(above, PersonPage(title=user.get_full_name(), job_title=job_title), by)
    somebody_invited.send(User, user=user, by=by)
    return person


def words_for(publisher="", email="", post=""):
    """What the names in our texts stand for. What nobody has said is a gap in them."""
    region = help_numbers.get("region", None)
    return {
        "site": this_site().name,
        "publisher": publisher or "[Fill in: who publishes this site]",
        "email": email or "[Fill in: the address to which readers write]",
        "post": post or "[Fill in: your postal address]",
        "emergency": region.emergency.number if region else "[Fill in: the emergency number]",
        "text_days": str(settings.REPORT_TEXT_DAYS),
        "email_days": str(settings.REPORT_EMAIL_DAYS),
    }


def _policy(name, by, words):
    """The page of one text; None where there is one of its kind already."""
    of_kind = PolicyPage.objects.filter(policy_kind=starter(name)["policy_kind"])
    if of_kind.exists():
        return None
    gathering = PolicyPage.objects.filter(policy_kind=PolicyPage.PolicyKind.SECTION).order_by("path").first()
    return _added(gathering or make_home(by=by), starter_page(name, words), by)


def _added(above, page, by):
    page.live, page.owner = False, by
    Page.objects.get(pk=above.pk).add_child(instance=page)
    page.save_revision(user=by, log_action=True)
    return page
