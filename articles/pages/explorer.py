"""Wagtail's explorer, which shows the same and asks less: once about its page, and of its rows no fields of types."""

import re
from operator import attrgetter

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Func, IntegerField, QuerySet, Subquery
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import ngettext
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import PageStatusSidePanel
from wagtail.admin.ui.tables.pages import ParentPageColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.views.pages.utils import get_latest_str
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, get_page_models

from .explored import explored_page
from .listing import RowsKnowSites


class CountingPaginator(WagtailPaginator):
    """Has each row say how many there are in all, so that they are not counted by a question of their own.

    PostgreSQL counts once for all rows. A window would have it lay aside every row of a long list, to give fifty.
    """

    def get_page(self, number):
        wanted = int(number) if re.fullmatch(r"[1-9][0-9]{,5}", str(number)) else 1
        if rows := self.counted_rows((wanted - 1) * self.per_page):
            self.count = rows[0].number_in_all
            return self._get_page(rows, wanted, self)
        return super().get_page(number)

    def counted_rows(self, before):
        """None where they come from a search, which finds no rows of a table."""
        if isinstance(self.object_list, QuerySet):
            number = Func(F("pk"), function="count", output_field=IntegerField())
            counted = self.object_list.order_by().values(number=number)
            rows = self.object_list.annotate(number_in_all=Subquery(counted))
            return list(rows[before : before + self.per_page])


class ExploredStatusPanel(PageStatusSidePanel):
    """Wagtail's panel, to which the explored page brought how often it is used."""

    def get_usage_context(self):
        count = self.live_object.times_used
        text = ngettext("Referenced %(count)s time", "Referenced %(count)s times", count) % {"count": count}
        return {"usage_count": count, "usage_url": self.usage_url, "usage_url_text": text}


class ExplorerView(RowsKnowSites, ExplorableIndexView):
    """The children of a page."""

    paginator_class = CountingPaginator
    template_name = "articles/admin/explorer.html"
    base_columns = [each for each in ExplorableIndexView.base_columns if not isinstance(each, ParentPageColumn)]

    def get(self, request, parent_page_id):
        """Wagtail's, but for the page that it begins with."""
        self.parent_page = page = explored_page(parent_page_id)
        request.all_page_view_restriction_paths = page.restricted  # where Wagtail's templates look first
        root = self.permission_policy.explorable_root_instance(request.user)
        if root.pk not in {each.pk for each in (*page.above, page)}:
            return redirect(self.index_url_name, root.pk)
        self.scheduled_page = page.approved_schedule and page.get_scheduled_revision_as_object()
        self.permissions = page.permissions_for_user(request.user)
        is_translated = self.i18n_enabled and not page.is_root()
        self.locale = page.locale if is_translated else None
        self.translations = self.get_translations() if is_translated else []
        return super(ExplorableIndexView, self).get(request)

    def get_base_queryset(self):
        """Whoever may work on a page may explore all below it, of which Wagtail would ask page by page."""
        if self.is_searching or self.is_filtering or not self.explores_all:
            return super().get_base_queryset()
        return self.annotate_queryset(self.model.objects.child_of(self.parent_page))

    @cached_property
    def explores_all(self):
        user, here = self.request.user, self.parent_page
        if user.is_superuser:
            return True
        own = self.permission_policy.instances_with_direct_explore_permission(user)
        return any(page.pk == here.pk or here.is_descendant_of(page) for page in own)

    def annotate_queryset(self, pages):
        """Wagtail's, without what each page's own type has: no column shows it."""
        pages = pages.specific(defer=True).prefetch_workflow_states()
        if self.i18n_enabled:
            pages = pages.prefetch_related("locale").annotate_has_untranslated_locale()
        return pages.annotate_site_root_state().annotate_approved_schedule()

    @cached_property
    def filters(self):
        filters = super().filters
        self.offer(filters.form.fields)
        return filters

    def offer(self, fields):
        """What there is to choose from, in the words that Wagtail's own fields have for it."""
        people, types = self.parent_page.people, ContentType.objects.get_for_models(*get_page_models()).values()
        offered = {
            "owner": [person for person in people if person.owns],
            "edited_by": [person for person in people if person.edited],
            "site": self.parent_page.sites,
            "content_type": sorted((each for each in types if each.model_class() is not Page), key=attrgetter("model")),
        }
        for name, choices in offered.items():
            fields[name].widget.choices = [(each.pk, fields[name].label_from_instance(each)) for each in choices]

    def get_context_data(self, **kwargs):
        return super().get_context_data(trail=self.trail, **kwargs)

    @property
    def trail(self):
        """The way from the first page that somebody may explore down to this one."""
        root = self.permission_policy.explorable_root_instance(self.request.user)
        pages = [page for page in (*self.parent_page.above, self.parent_page) if page.path.startswith(root.path)]
        return [{"url": address_of(page), "label": get_latest_str(page)} for page in pages]

    def get_side_panels(self):
        """Wagtail's, with the panel that knows how often the page is used."""
        if self.parent_page.is_root():
            return super().get_side_panels()
        panel = ExploredStatusPanel(
            self.parent_page.get_latest_revision_as_object(),
            self.request,
            show_schedule_publishing_toggle=False,
            live_object=self.parent_page,
            scheduled_object=self.scheduled_page,
            locale=self.locale,
            translations=self.translations,
        )
        return MediaContainer([panel])


def address_of(page):
    return reverse("wagtailadmin_explore_root") if page.is_root() else reverse("wagtailadmin_explore", args=[page.pk])


class ExplorerViewSet(PageViewSet):
    """Every page's children are shown by it."""

    index_view_class = ExplorerView
