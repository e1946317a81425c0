"""The page whose children the explorer shows, with what is told of it and offered beside it: one question."""

from django.contrib.auth import get_user_model
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, Func, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat, JSONObject
from django.shortcuts import get_object_or_404
from wagtail.models import (
    Page,
    PageLogEntry,
    PageViewRestriction,
    ReferenceIndex,
    Site,
    WorkflowState,
    get_default_page_content_type,
)

from .page_facts import facts, number_of

User = get_user_model()
#: What is shown of pages above, of sites and of people, besides what is asked of them.
SHOWN = {
    Page: ("id", "path", "depth", "title", "draft_title", "content_type_id"),
    Site: ("id", "hostname", "port", "site_name", "is_default_site"),
    User: ("id", "first_name", "last_name", "email"),
}
#: What a page's status names.
RELATED = ("owner", "locked_by", "latest_revision", "live_revision")


class PathsAbove(Func):
    """The paths of all pages above the one that has this path, as rows."""

    template = "left(%(expressions)s, generate_series(%(step)s, length(%(expressions)s) - %(step)s, %(step)s))"
    set_returning = True


def explored_page(pk):
    """The page with its facts.

    `above` holds the pages above it, `times_used` how many things refer to it, `has_workflow_state` whether it is in
    review. Of the whole site are the `sites`, the `people` who own or edited pages, and the `restricted` paths.
    """
    pages = Page.objects.select_related(*RELATED, "latest_revision__user", "live_revision__user")
    pages = pages.defer("live_revision__content").annotate_approved_schedule()
    page = get_object_or_404(pages.annotate(**facts(), **about_page(), **about_site()), pk=pk)
    page.above = [Page(**row) for row in page.above]
    page.sites = [Site(**row) for row in page.sites]
    page.people = [with_roles(**row) for row in page.people]
    specific = page.specific_deferred
    for name in RELATED:
        setattr(specific, name, getattr(page, name))
    return specific


def with_roles(owns, edited, **fields):
    person = User(**fields)
    person.owns, person.edited = owns, edited
    return person


def about_page():
    pages, key = get_default_page_content_type(), Cast(OuterRef("pk"), CharField())
    references = ReferenceIndex.objects.filter(to_content_type=pages, to_object_id=key)
    states = WorkflowState.objects.active().filter(base_content_type=pages, object_id=key)
    page = Page.objects.filter(pk=OuterRef(OuterRef("pk"))).order_by()
    above = Page.objects.filter(path__in=page.values(above=PathsAbove("path", step=Page.steplen))).order_by("path")
    return {
        "above": rows_of(above),
        "has_workflow_state": Exists(states),
        "times_used": number_of(
            references, by="to_object_id", what=Concat("base_content_type_id", Value(" "), "object_id"), distinct=True
        ),
    }


def about_site():
    owned = Exists(Page.objects.filter(owner=OuterRef("pk")))
    edited = Exists(PageLogEntry.objects.filter(action="wagtail.edit", user=OuterRef("pk")))
    return {
        "sites": rows_of(Site.objects.all()),
        "people": rows_of(User.objects.filter(Q(owned) | Q(edited)), owns=owned, edited=edited),
        "restricted": ArraySubquery(PageViewRestriction.objects.order_by().values("page__path")),
    }


def rows_of(queryset, **also):
    return ArraySubquery(queryset.values(row=JSONObject(**{name: name for name in SHOWN[queryset.model]}, **also)))
