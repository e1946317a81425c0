"""What the screens show of remarks on passages, and the form for one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.review.signing.discussion.remarks import LONGEST_QUOTE, LONGEST_WORDS, Remark, may_block
from editorial.review.signing.signing import waiting_for


class RemarkForm(forms.ModelForm):
    """A passage, what somebody says about it, other words for it."""

    quote = forms.CharField(
        label=gettext_lazy("The passage"),
        max_length=LONGEST_QUOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Mark it in the text, or copy it here."),
    )
    comment = forms.CharField(
        label=gettext_lazy("What you say about it"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-names": ""}),
        help_text=gettext_lazy("With “@” before a name or an e-mail address you tell somebody."),
    )
    suggestion = forms.CharField(
        label=gettext_lazy("Other words for it"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Where the writer takes your words over, you contributed to the text: you cannot sign it."
        ),
    )

    class Meta:
        model = Remark
        fields = ["quote", "comment", "suggestion", "section", "is_blocking"]
        widgets = {"section": forms.HiddenInput}

    def __init__(self, *args: Any, blocks: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not blocks:
            del self.fields["is_blocking"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not said.get("comment") and not said.get("suggestion"):
            self.add_error("comment", _("Say something about it, or suggest other words."))
        return said


def remarks_for(request: HttpRequest, page: Any, typed: dict[int, str] | None = None) -> dict[str, Any]:
    """What the templates show of the remarks on a page; `typed` are answers that were not kept, by their thread."""
    may_edit = page.permissions_for_user(request.user).can_edit() and waiting_for(page) is None
    threads = list(Remark.objects.threads_on(page))
    for thread in threads:
        thread.typed = (typed or {}).get(thread.pk, "")
        thread.may_settle = thread.settled_at is None and thread.may_be_settled_by(request.user)
        thread.may_take = may_edit and thread.settled_at is None and bool(thread.suggestion)
    return {
        "reviewed_page": page,
        "threads": threads,
        "remark_form": RemarkForm(prefix="remark", blocks=may_block(request.user, page)),
        "remarks_url": reverse("review:remarks", args=[page.pk]),
    }
