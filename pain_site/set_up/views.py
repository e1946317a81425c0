"""The screens of setting up a site, for administrators."""

import shlex
from collections import defaultdict

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from articles.pages import PersonPage
from articles.reading.site_settings import this_site
from editorial.accounts.users import User
from editorial.review.signing.permissions import EDITORS

from .steps import STEPS, checklist, put_away


class ForAdministrators:
    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class BeginView(ForAdministrators, View):
    """To the first step that is not done."""

    def get(self, request):
        return redirect(next((step.url for step, done in checklist(STEPS) if not done), STEPS[0].url))


class PutAwayView(ForAdministrators, View):
    """The list on the home page goes."""

    http_method_names = ("post",)

    def post(self, request):
        put_away()
        return redirect("wagtailadmin_home")


class StepView(ForAdministrators, WagtailAdminTemplateMixin, FormView):
    """One step. Each can be skipped, come back to, and done again."""

    template_name = "set_up/step.html"
    page_title = gettext_lazy("Set up this site")
    header_icon = "cogs"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.step = next((step for step in STEPS if step.slug == kwargs["step"]), None)
        if self.step is None:
            raise Http404

    def get_page_subtitle(self):
        return self.step.title

    def get_form(self):
        sent = (self.request.POST, self.request.FILES) if self.request.method == "POST" else ()
        return self.step.form(*sent)

    def form_valid(self, form):
        try:
            form.carry_out(self.request.user) if hasattr(form, "carry_out") else form.save()
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, _("Saved: %s.") % self.step.title)
        return redirect(self.following if self.goes_on else self.step.url)

    @property
    def goes_on(self):
        """Several people are invited one after the other."""
        return self.step.slug != "editors" or "last" in self.request.POST

    @property
    def following(self):
        place = STEPS.index(self.step) + 1
        return STEPS[place].url if place < len(STEPS) else "wagtailadmin_home"

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        is_last = self.step is STEPS[-1]
        context = {
            "step": self.step,
            "steps": checklist(STEPS),
            "following": "" if is_last else self.following,
            "languages": settings.LANGUAGES if self.step.slug == "site" else (),
            "commands": appointing() if self.step.slug == "editors" else (),
        }
        return super().get_context_data(**context, **kwargs)


def appointing():
    """(name, command) of each editor whom nobody has appointed: what the owner of the database runs.

    Only where there is no doubt which page is whose: nobody has said so yet, and their names are all there is.
    """
    pages, users = defaultdict(list), defaultdict(list)
    for user in User.objects.filter(groups__name=EDITORS, is_active=True, person_account__isnull=True):
        users[user.get_full_name()].append(user.email)
    for title, pk in PersonPage.objects.filter(title__in=users, account__isnull=True).values_list("title", "pk"):
        pages[title].append(pk)
    return [
        (
            name,
            shlex.join(["manage.py", "appoint_editor", users[name][0], str(found[0]), "--register", this_site().name]),
        )
        for name, found in sorted(pages.items())
        if len(found) == len(users[name]) == 1
    ]
