"""Remarks on passages: made on the review screen, answered and taken over on a screen of their own."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from articles.characters.whole_numbers import whole_number
from editorial.review.signing.discussion.mentions import CannotBeNamedError, Mention, who_may_see
from editorial.review.signing.discussion.remarking import answer, remark
from editorial.review.signing.discussion.remarks import LONGEST_WORDS, Remark, may_block
from editorial.review.signing.permissions import is_outside_expert
from editorial.review.signing.taking_over import CannotBeTakenError, take_over

from ..elements.decision_screen import DecisionScreen
from ..elements.frame import draft_for, page_for
from .remarks import RemarkForm, remarks_for


class RemarksView(DecisionScreen):
    """All remarks on one page: answers, and words that are taken over."""

    template_name = "review/remarks.html"
    decisions = ["remark", "answer", "settle", "take"]
    header_icon = "comment"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.draft = draft_for(request, kwargs["page_id"])
        self.page, self.typed = self.draft.page, {}

    def get_page_title(self) -> str:
        return _("Remarks on “%s”") % self.page.get_admin_display_title()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        Mention.objects.of(request.user).note_seen(self.page)
        return super().get(request, *args, **kwargs)

    def thread(self, name: str) -> Remark:
        return get_object_or_404(Remark.objects.threads_on(self.page), pk=whole_number(self.request.POST[name]))

    def take_remark(self) -> HttpResponse:
        form = RemarkForm(self.request.POST, prefix="remark", blocks=may_block(self.request.user, self.page))
        shown = self.request.POST.get("digest", "")
        if not form.is_valid():
            return self.again(remark_form=form, digest=shown)
        try:
            remark(self.draft, by=self.request.user, shown_digest=shown, **form.cleaned_data)
        except CannotBeNamedError as error:
            form.add_error("comment", str(error))
            return self.again(remark_form=form, digest=shown)
        messages.success(self.request, _("Your remark is kept. The writer sees it."))
        return self.back()

    def take_answer(self) -> HttpResponse:
        thread = self.thread("answer")
        if not self.comment:
            messages.error(self.request, _("Write your answer first."))
            return self.again()
        return self.back() if self.keep_answer(thread) else self.again()

    @cached_property
    def comment(self) -> str:
        return self.request.POST.get("comment", "").strip()

    def keep_answer(self, thread: Remark) -> bool:
        """Keep what was typed as an answer, whichever button of the form was pressed; whether that could be done."""
        self.typed = {thread.pk: self.comment}
        if len(self.comment) > LONGEST_WORDS:
            told = _("Your answer has %(number)d characters. Shorten it to %(most)d.")
            messages.error(self.request, told % {"number": len(self.comment), "most": LONGEST_WORDS})
            return False
        try:
            if self.comment:
                answer(thread, by=self.request.user, comment=self.comment)
        except CannotBeNamedError as error:
            messages.error(self.request, str(error))
            return False
        return True

    @transaction.atomic
    def take_settle(self) -> HttpResponse:
        thread = self.thread("settle")
        if not self.keep_answer(thread):
            return self.again()
        thread.settle(self.request.user)
        messages.success(self.request, _("Settled."))
        return self.back()

    def take_take(self) -> HttpResponse:
        thread = self.thread("take")
        try:
            with transaction.atomic():
                if not self.keep_answer(thread):
                    return self.again()
                take_over(thread, by=self.request.user)
        except CannotBeTakenError as error:
            messages.error(self.request, str(error))
            return self.again()
        told = _("The words of %s stand in the draft: they contributed to it, and somebody else signs it.")
        messages.success(self.request, told % thread.by)
        return self.back()

    def back(self) -> HttpResponse:
        """To where it was pressed: the review screen or this one."""
        on_review_screen = self.request.POST.get("from") == "review"
        return redirect("review:page" if on_review_screen else "review:remarks", self.page.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{**remarks_for(self.request, self.page, self.typed), **kwargs})


#: So many people are offered by name; whoever is not among them is named in full all the same.
MOST_OFFERED = 500


def people_to_name(request: HttpRequest, page_id: int) -> JsonResponse:
    """Whom a remark on this page can name, and what is written for each.

    Where several share a name it is the address, which nobody from outside is given.
    """
    page = page_for(request, page_id)
    people = list(who_may_see(page).exclude(pk=request.user.pk)[:MOST_OFFERED])
    times = Counter(person.get_full_name().lower() for person in people)
    offered = [
        {"name": (name := person.get_full_name()), "write": name if times[name.lower()] == 1 else person.email}
        for person in people
        if times[person.get_full_name().lower()] == 1 or not is_outside_expert(request.user)
    ]
    return JsonResponse({"people": offered}, headers={"Cache-Control": "private, no-store"})
