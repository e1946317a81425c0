"""The screens of the plan: who is asked to sign a page, and what somebody says who was asked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from articles.characters.whole_numbers import whole_number
from articles.record.published.drafts import Draft
from articles.record.signed.sign_offs import SignOffKind
from editorial.accounts.users import User
from editorial.review.authority.inviting_experts import asked_of_experts
from editorial.review.decisions import decisions_for
from editorial.review.screens.elements.decision_screen import DecisionScreen
from editorial.review.screens.elements.frame import ForEditors, ReviewScreen, draft_for
from editorial.review.signing.permissions import is_appointed_editor
from editorial.review.signing.rules import eligible_signers

from ..assigning import assignments
from ..assigning.assignments import AnsweredAlreadyError, Assignment, CannotBeAskedError
from ..assigning.rota import by_turn
from ..steps import Step
from .forms import AskForm, DeclineForm, HandOverForm
from .homepage import asked_of, free_for

#: So many rows of each list on the screen that has all.
MOST = 100
REFUSALS = (AnsweredAlreadyError, CannotBeAskedError)


class ToSignView(ReviewScreen, TemplateView):
    """All that waits for this person: what they are asked to sign, what they could, and what editors decide.

    Nothing of what they asked for themselves, or that is about them: that waits for somebody else.
    """

    template_name = "planning/to_sign.html"
    page_title = gettext_lazy("Waiting for you")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        lists = {"asked": asked_of(user, most=MOST), "free": free_for(user)[:MOST], "decisions": decisions_for(user)}
        return super().get_context_data(**lists, **kwargs)


class PlanView(ForEditors, DecisionScreen):
    """Who is asked to sign one page, for editors."""

    template_name = "planning/page.html"
    decisions = ["ask", "withdraw"]
    header_icon = "calendar-check"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.draft = draft_for(request, kwargs["page_id"])
        self.page = self.draft.page

    def get_page_title(self) -> str:
        return _("Who signs “%s”") % self.page.get_admin_display_title()

    @cached_property
    def forms(self) -> dict[str, AskForm]:
        """One for each kind of sign-off that the page needs and that somebody could give."""
        sent = self.request.POST if "ask" in self.request.POST else None
        made = {}
        for kind in self.page.required_sign_offs:
            able = eligible_signers(self.draft, kind)
            is_sent = sent is not None and sent.get("ask") == kind
            first = by_turn([user.pk for user in able]).first()
            made[kind] = AskForm(sent if is_sent else None, prefix=kind, able=able, initial={"person": first})
        return made

    def take_ask(self) -> HttpResponse:
        kind = self.request.POST["ask"]
        form = self.forms.get(kind)
        if form is None:
            raise PermissionDenied
        if not form.is_valid():
            return self.again()
        try:
            asked = assignments.ask(self.page, kind, by=self.request.user, **form.cleaned_data)
        except REFUSALS as error:
            messages.error(self.request, str(error))
            return self.again()
        messages.success(self.request, _("%s is asked.") % asked.person)
        return redirect("planning:page", self.page.pk)

    def take_withdraw(self) -> HttpResponse:
        number = whole_number(self.request.POST["withdraw"])
        found = get_object_or_404(Assignment, pk=number, page_id=self.page.pk)
        try:
            assignments.withdraw(found, by=self.request.user)
        except REFUSALS as error:
            messages.error(self.request, str(error))
        else:
            messages.success(self.request, _("%s is not asked any more.") % found.person)
        return redirect("planning:page", self.page.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = Assignment.objects.about(self.page).select_related("person", "asked_by", "suggested")
        kinds = [
            {
                "kind": kind,
                "label": SignOffKind(kind).label,
                "form": form,
                "somebody": bool(form.fields["person"].queryset),
            }
            for kind, form in self.forms.items()
        ]
        return super().get_context_data(
            draft_page=self.page,
            step=Step.objects.of_page(self.page),
            kinds=kinds,
            assignments=said.order_by("-asked_at")[:50],
            may_invite=is_appointed_editor(self.request.user) and asked_of_experts(self.page),
            **kwargs,
        )


class AssignmentView(DecisionScreen):
    """What somebody says who is asked to sign a text."""

    template_name = "planning/assignment.html"
    decisions = ["accept", "decline", "hand_over"]
    header_icon = "calendar-check"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = Assignment.objects.of(request.user).select_related("page", "asked_by", "person")
        self.assignment = get_object_or_404(found, pk=kwargs["pk"])

    def get_page_title(self) -> str:
        return _("You are asked to sign “%s”") % self.assignment.page.draft_title

    @cached_property
    def others(self) -> set[User]:
        """Who else could sign it."""
        draft = Draft.of(self.assignment.page)
        return eligible_signers(draft, self.assignment.kind) - {self.request.user}

    def take_accept(self) -> HttpResponse:
        return self.take(assignments.accept)

    def take_decline(self) -> HttpResponse:
        return self.take(assignments.decline, DeclineForm)

    def take_hand_over(self) -> HttpResponse:
        return self.take(assignments.hand_over, HandOverForm)

    def take(self, answer: Any, form_class: Any = None) -> HttpResponse:
        said = {}
        if form_class:
            form = form_class(self.request.POST, able=self.others)
            if not form.is_valid():
                return self.again(**{f"{answer.__name__}_form": form})
            said = form.cleaned_data
        try:
            answer(self.assignment, by=self.request.user, **said)
        except REFUSALS as error:
            messages.error(self.request, str(error))
            return self.again()
        return self.answered(answer.__name__)

    def answered(self, answer: str) -> HttpResponse:
        """To the text where somebody said yes; else home, where what waits for them stands."""
        sentences = {
            "accept": _("You said yes. Thank you."),
            "decline": _("You said no. The desk looks for somebody else."),
            "hand_over": _("Somebody else is asked instead."),
        }
        messages.success(self.request, sentences[answer])
        if answer == "accept" and Step.objects.open().filter(page_id=self.assignment.page_id).exists():
            return redirect("review:page", self.assignment.page_id)
        return redirect("wagtailadmin_home")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        forms = {
            "decline_form": kwargs.pop("decline_form", None) or DeclineForm(able=self.others),
            "hand_over_form": kwargs.pop("hand_over_form", None) or HandOverForm(able=self.others),
        }
        return super().get_context_data(
            assignment=self.assignment, others=bool(self.others), review_url=self.review_url(), **forms, **kwargs
        )

    def review_url(self) -> str:
        return reverse("review:page", args=[self.assignment.page_id])


class ClaimView(View):
    """Somebody takes a text that waits for nobody in particular: the one they name, or the one that waits longest."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        waiting = free_for(request.user)
        if named := request.POST.get("step"):
            waiting = waiting.filter(pk=whole_number(named))
        for step in waiting.order_by("-is_urgent", "began_at")[:5]:
            try:
                assignments.claim(step, by=request.user)
            except CannotBeAskedError:
                step.look_again()  # what was noted is older than the text
                continue
            messages.success(request, _("It is yours: “%s”.") % step.page.draft_title)
            return redirect("review:page", step.page_id)
        messages.warning(request, _("Nothing waits that you could sign, or somebody else took it meanwhile."))
        return redirect("wagtailadmin_home")
