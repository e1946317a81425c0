"""What readers fill in. Every refusal is a sentence, and what was typed stays in the form."""

import re
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import normalize

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.functional import cached_property, lazy
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from articles.characters.unseen import without_unseen
from articles.record.published.editions import Edition

from ..reports.passages import PASSAGE_LIMIT, find_passage
from ..reports.report import COMMENT_LIMIT, Report
from .limits.client import NO_RISKS, Risks
from .limits.form_time import FormTime, form_time
from .limits.proof_of_work import new_challenge
from .storing.edition_memory import remembered_edition
from .words.danger.recognition import Danger
from .words.safety import NO_SIGNS, Signs, signs_in

CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
LARGEST_KEY = 2**63 - 1
#: Where a reader can write what they like.
BOXES = ("passage", "comment", "email")
#: So much of a text that is too long is looked through for a crisis, in characters.
LONGEST_READ = 20_000


class PlainText(forms.CharField):
    """Text without the characters that PostgreSQL or a spreadsheet refuses, or nobody sees; a line's end is one."""

    def to_python(self, value):
        return in_plain_characters(super().to_python(value))

    def widget_attrs(self, widget):
        """A box that stops taking letters loses the end of what is pasted; a sentence afterwards does not."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


def in_plain_characters(text):
    """A text without such characters, its accents on their letters: some systems write them apart."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return normalize("NFC", without_unseen(CONTROL_CHARACTERS.sub("", lines))).strip()


class Sent(NamedTuple):
    """What is known of a text that came with a form before the form is looked at."""

    signs: Signs = NO_SIGNS
    risks: Risks = NO_RISKS


NOTHING_SENT = Sent()


def look_at(data, client, edition, phrases=None):
    """Judge and count what readers wrote in a form, if they sent one; `phrases` as for `signs_in`."""
    texts = {name: in_plain_characters(data.get(name, "")) for name in BOXES} if data else {}
    if not any(texts.values()):
        return Sent(risks=client.risks_about(edition))
    signs = signs_in(texts["comment"][:LONGEST_READ], phrases)
    said_beside = _signs_beside(texts["passage"][:LONGEST_READ], edition, phrases)
    signs = Signs(max(signs.danger, said_beside.danger), signs.is_side_effect or said_beside.is_side_effect)
    return Sent(signs, client.risks_about(edition, signs.danger))


def _signs_beside(passage, edition, phrases):
    """What the box for words of the edition holds, unless they stand there; without an edition nobody can tell."""
    signs = signs_in(passage, phrases) if passage else NO_SIGNS
    is_quoted = signs != NO_SIGNS and edition and find_passage(edition, passage)[1] is not None
    return NO_SIGNS if is_quoted else signs


class OfAllForms:
    """A field that nothing in a form changes, so that all forms of a process have the same one.

    To copy each form's fields took as long as to look for danger in its text.
    """

    def __deepcopy__(self, memo):
        return self


class SharedText(OfAllForms, PlainText):
    pass


class SharedEmail(OfAllForms, forms.EmailField):
    pass


class ReasonField(OfAllForms, forms.ChoiceField):
    """Why somebody writes: reasons for a yes or a no, or, where they said neither, problems."""

    def __init__(self, helpful=None):
        labels = {None: _("What is the problem?"), True: _("What helped?"), False: _("What was missing, or wrong?")}
        super().__init__(
            label=labels[helpful],
            choices=[(value, label) for value, label in Report.Reason.choices if _fits(value, helpful)],
            widget=forms.RadioSelect,
            required=False,
            error_messages={"invalid_choice": _("Choose one of the reasons in the list.")},
        )


def _fits(reason, helpful):
    return reason == Report.Reason.OTHER or (reason in Report.PRAISE) == bool(helpful)


class SectionField(OfAllForms, forms.ChoiceField):
    """One of the edition's sections. What is none of them means the whole article: the report counts all the same.

    Sections are named by their numbers, which are all that may be said of a text that readers no longer see, or by
    their headings.
    """

    def __init__(self, edition=None, *, by_heading=False):
        sections = edition.content.get("sections", []) if edition else []
        named = [
            (section["id"], section["heading"] if by_heading else _("Section %d") % number)
            for number, section in enumerate(sections, start=1)
        ]
        label = _("Which part is it about?")
        super().__init__(label=label, choices=[("", _("The whole article")), *named], required=False)

    def to_python(self, value):
        return value if super().valid_value(value) else ""

    def valid_value(self, value):
        return True  # what is none of them is the whole article by now


class Hidden(SharedText):
    """What a form brings along for us. Nobody typed it, so nobody is told that it is mistaken by the field itself."""

    widget = forms.HiddenInput

    def __init__(self, **options):
        super().__init__(required=False, **options)


class HiddenTime(Hidden):
    """When the form was made. Whenever it is shown, it is made anew."""

    def bound_data(self, data, initial):
        return initial


def _why_an_address():
    return gettext(
        "Only to tell you what we did. If you write it here, you agree to that, and we delete it after %d days."
    ) % (settings.REPORT_EMAIL_DAYS)


class ReportForm(forms.Form):
    """A problem with an article, or what a reader adds to their yes or no."""

    reason = ReasonField()
    section = SectionField()
    passage = SharedText(
        label=_("Which words is it about?"),
        help_text=_("Copy them from the article."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=PASSAGE_LIMIT,
        required=False,
        error_messages={"max_length": _("You copied %(show_value)d characters. Shorten them to %(limit_value)d.")},
    )
    comment = SharedText(
        label=_("What should we know?"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=COMMENT_LIMIT,
        required=False,
        error_messages={"max_length": _("Your text has %(show_value)d characters. Shorten it to %(limit_value)d.")},
    )
    email = SharedEmail(
        label=_("Your e-mail address"),
        help_text=lazy(_why_an_address, str)(),  # said only where it is shown
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        max_length=254,
        required=False,
        error_messages=dict.fromkeys(
            ["invalid", "max_length", "null_characters_not_allowed"],
            _("Write the e-mail address like name@example.org, or leave it out."),
        ),
    )
    website = SharedText(
        label=_("Leave this empty"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
        required=False,
    )
    opened = HiddenTime()

    def __init__(self, *args, edition, sent=NOTHING_SENT, number=None, helpful=None, proof=None, **kwargs):
        """`edition` is None when the database is away: the section is then taken as it comes, and looked at later.
        All that is known of the edition then is its `number`, if that.

        `sent` says how dangerous the text is that came, and what the limits say of it. At a risk, the boxes are shut
        to whoever has no proof of work. Somebody in danger has limits of their own.
        """
        super().__init__(*args, **kwargs)
        self.edition, self.edition_id = edition, edition.pk if edition else number
        self.work, self.sent = proof, sent
        self.fields["section"] = _numbers_in(edition, get_language()) if edition else Hidden(max_length=200)
        self.fields["reason"] = _reasons(helpful)
        self.boxes = {name: self[name] for name in BOXES}
        self.is_shut = False
        self.risk = sent.risks.of_danger if self.holds_crisis else sent.risks.of_text
        if self.risk:
            self.fields["proof"] = Hidden()
            if not proof.holds:
                self._shut()

    def show_headings(self):
        """Name the sections, of a text that readers see."""
        self.fields["section"] = SectionField(self.edition, by_heading=True)

    def get_initial_for_field(self, field, field_name):
        if field_name == "opened":
            return form_time(self.edition_id, again=self.is_bound)
        return super().get_initial_for_field(field, field_name)

    def _shut(self):
        """Take no text. What was written already stays in `boxes`, to be shown."""
        self.is_shut = True
        for name in BOXES:
            del self.fields[name]

    @property
    def unsent(self):
        """The boxes with text that we do not take now."""
        return [box for box in self.boxes.values() if self.is_shut and self.is_bound and box.data]

    @cached_property
    def challenge(self):
        """What opens the boxes once a device has worked it out."""
        return new_challenge()

    @property
    def chosen_section(self):
        """The one that came with the form, or with the link to it, whether or not the edition has such a one."""
        return (self.data if self.is_bound else self.initial).get("section", "")

    @property
    def holds_crisis(self):
        return self.sent.signs.danger is Danger.CERTAIN

    def clean(self):
        cleaned = super().clean()
        self.time = FormTime(cleaned["opened"], self.edition_id)
        if self.time.fault and not self.holds_crisis:
            self.add_error(None, self.time.fault)
        if self.unsent:
            self.add_error(None, self.work.fault or self.risk.refusal)
        if not self.errors and not cleaned["reason"] and not cleaned.get("comment"):
            self.add_error("reason", self._ask_for_more())
        if not self.errors and self._needs_proof and not self.work.spend():
            self._shut()
            self.add_error(None, self.work.spent)
        if self.errors:
            self._bring_back_unsent()
        return cleaned

    def _bring_back_unsent(self):
        """Put what the form was keeping for the reader (unsent.html) where it is shown again."""
        self.data = self.data.copy()
        for name in BOXES:
            self.data[name] = self.data.get(name) or self.data.get(f"unsent_{name}", "")

    @property
    def _needs_proof(self):
        return self.risk and self.has_text

    def _ask_for_more(self):
        if not self.is_shut:
            return _("Choose a reason, or tell us below what we should know.")
        return _("Choose a reason.")

    @property
    def is_asked_for_more(self):
        """Whether something besides the one question was filled in, so that it must not be folded away."""
        return any(self.data.get(name) or self.errors.get(name) for name in ("section", "passage", "email"))

    @property
    def shows_help(self):
        """Whether somebody in danger may have filled in a form that we refused."""
        return bool(self.errors) and self.sent.signs.danger > Danger.NO_SIGN

    @property
    def has_text(self):
        return any(self.cleaned_data.get(name) for name in BOXES)

    @property
    def written(self):
        """(label, text) of each box in which the reader wrote."""
        return [(box.label, box.data) for box in self.boxes.values() if box.data]

    @property
    def details(self):
        """What intake stores."""
        details = {name: self.cleaned_data.get(name, "") for name in ("reason", "section", *BOXES)}
        is_honeypot_hit = bool(self.cleaned_data["website"]) or self._was_filled_in_too_quickly
        is_one_of_many = self.holds_crisis and self.sent.risks.is_one_of_many
        judged = {"signs": self.sent.signs, "is_one_of_many": is_one_of_many}
        return {**details, "is_honeypot_hit": is_honeypot_hit, **judged}

    @property
    def _was_filled_in_too_quickly(self):
        """Marked words come along with the link; all the rest takes a person a while."""
        return self.time.is_too_quick and any(self.cleaned_data.get(name) for name in ("comment", "email"))


@cache
def _reasons(helpful):
    return ReasonField(helpful)


@lru_cache(maxsize=64)
def _numbers_in(edition, _language):
    """Which sections an edition has, which never change, in the language that is active."""
    return SectionField(edition)


class EditionField(forms.IntegerField):
    """The edition that the reader saw, by its key."""

    unknown = _("We do not know which article this is about.")

    def __init__(self, **kwargs):
        messages = dict.fromkeys(["required", "invalid", "min_value", "max_value"], self.unknown)
        super().__init__(min_value=1, max_value=LARGEST_KEY, error_messages=messages, **kwargs)

    def clean(self, value):
        try:
            return remembered_edition(super().clean(value))
        except Edition.DoesNotExist:
            raise ValidationError(self.unknown) from None


class EditionNumberForm(forms.Form):
    """A number that may be an edition's, for when the database is away."""

    edition = forms.IntegerField(min_value=1, max_value=LARGEST_KEY)


class WordsForm(forms.Form):
    """What a reader wrote or is writing, and nothing else: to be redacted and shown, or to be mended."""

    passage = PlainText(label=_("Which words is it about?"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    comment = PlainText(label=_("What should we know?"), widget=forms.Textarea(attrs={"rows": 6}), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, limit in (("passage", PASSAGE_LIMIT), ("comment", COMMENT_LIMIT)):
            field = self.fields[name]
            # The marks in a text that was stored can have made it longer than it was.
            field.max_length = max(limit, len(self.initial.get(name, "")))
            field.validators.append(
                MaxLengthValidator(field.max_length, ReportForm.base_fields[name].error_messages["max_length"])
            )
