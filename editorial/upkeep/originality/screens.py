"""Where people see what of a text stands elsewhere too, and say what it amounts to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import OuterRef
from django.db.models.expressions import Combinable
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from articles.characters.whole_numbers import whole_number
from articles.pages.page_facts import fact, number_of
from articles.record.published.drafts import Draft
from editorial.accounts.users import User
from editorial.review.screens.elements.decision_screen import DecisionScreen
from editorial.review.screens.elements.frame import draft_for
from editorial.review.signing.permissions import is_outside_expert, may_see_drafts

from .checking import check, check_of, judge, may_judge
from .findings import Finding, FindingVerdict

#: So many open findings stand beside a text that waits for a signature.
SHOWN = 5


class VerdictForm(forms.Form):
    """What somebody says of one passage."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("What it amounts to"), choices=FindingVerdict.Verdict.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 2}), strip=True
    )


class OriginalityView(DecisionScreen):
    """The passages of one page that stand elsewhere too, both sides beside each other."""

    template_name = "upkeep/originality.html"
    decisions = ["judge", "check"]
    header_icon = "copy"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.draft = draft_for(request, kwargs["page_id"])
        self.page = self.draft.page

    def get_page_title(self) -> str:
        return _("Whether “%s” is original") % self.page.get_admin_display_title()

    @cached_property
    def may_judge(self) -> bool:
        return may_judge(self.request.user, self.draft)

    def take_check(self) -> HttpResponse:
        check(self.draft)
        messages.success(self.request, _("Compared, as the draft was last saved."))
        return redirect("upkeep_originality", self.page.pk)

    def take_judge(self) -> HttpResponse:
        standing = Finding.objects.standing_on(self.page)
        finding = get_object_or_404(standing, pk=whole_number(self.request.POST["judge"]))
        form = VerdictForm(self.request.POST, prefix=str(finding.pk))
        if not form.is_valid():
            return self.again(sent=form)
        judge(finding, self.draft, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Kept, with your name."))
        return redirect("upkeep_originality", self.page.pk)

    def get_context_data(self, sent: VerdictForm | None = None, **kwargs: Any) -> dict[str, Any]:
        findings = list(Finding.objects.standing_on(self.page).prefetch_related("verdicts__given_by"))
        context = {
            "reviewed_page": self.page,
            "check": check_of(self.draft),
            "may_judge": self.may_judge,
            "findings": [
                (finding, self.form_for(finding, sent), is_hidden(finding, self.request.user)) for finding in findings
            ],
        }
        return super().get_context_data(**{**context, **kwargs})

    def form_for(self, finding: Finding, sent: VerdictForm | None) -> VerdictForm:
        prefix = str(finding.pk)
        return sent if sent and sent.prefix == prefix else VerdictForm(prefix=prefix)


def is_hidden(finding: Finding, user: User) -> bool:
    """Whether the other side is a draft that this person may not read: its title is none of their business, either."""
    source = finding.source_page
    return bool(source and finding.source_edition is None and not may_see_drafts(user, source.specific))


def beside_a_text(draft: Draft, user: User) -> str:
    """For whoever is about to sign: what nobody has judged yet, or that the text was not compared."""
    found = list(Finding.objects.open_on(draft.page).select_related("source_page"))
    context = {
        "check": check_of(draft),
        "number": len(found),
        "open": [(finding, is_hidden(finding, user)) for finding in found[:SHOWN]],
        "page": draft.page,
        "is_outside": is_outside_expert(user),
    }
    return render_to_string("upkeep/components/originality.html", context)


def passages_to_judge() -> Combinable:
    """How many there are, as an expression on pages."""
    return number_of(Finding.objects.open().filter(page_id=OuterRef("pk")), by="page_id")


def label_for(page: Page) -> str:
    """What the button above a page says."""
    count = fact(page, "passages_to_judge")
    return _("Originality: %d to judge") % count if count else _("Originality")
