"""The screens on which somebody brings a document, looks at what comes in, and decides."""

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.images.permissions import permission_policy as picture_policy

from articles.pages import ArticlePage, TopicPage
from articles.writing.blocks import CITED_FEATURES
from articles.writing.typesetting import Typesetter

from ..documents.body import Body, number_differences
from ..documents.bringing_in import body_of, bytes_of, new_article
from ..documents.files import too_deep
from ..documents.lines import as_text
from ..documents.numbers import quantities
from ..documents.parts import Item, Paragraph, Picture, Tracked, plain
from ..documents.pending import MOST_CHARACTERS, Pending
from ..documents.reading import read
from ..documents.reference_lists import take_references
from .forms import BringForm, DecisionForm

#: Tracked changes on their way through the typesetter, which lets no such tags pass: characters for private use.
TRACKED = {"<del>": "\ue000", "</del>": "\ue001", "<ins>": "\ue002", "</ins>": "\ue003"}

#: Whether somebody may make works of the library, or pictures of the site, of what is in a document. Whoever may not is
#: not asked.
MAY_ADD = {
    "references": lambda user: user.has_perm("articles.add_reference"),
    "pictures": lambda user: picture_policy.user_has_permission(user, "add"),
}


def _swapped(text, changes):
    for before, after in changes.items():
        text = text.replace(before, after)
    return text


class Look:
    """A pending document as it was read, with what has to be asked about it."""

    def __init__(self, pending, tracked=Tracked.ASK):
        self.pending = pending
        self.document = take_references(read(pending.html, tracked))
        self.numbers = quantities(self.document.source)
        self.differences = number_differences(self.document)
        self.pictures = [part for part in self.document.parts if isinstance(part, Picture)]
        if pending.into != "section":
            self.keep_text()
        self.summary = self.document.summary
        self.left_out = [*pending.left_out, *self.summary.left_out]
        self.lacking = [picture for picture in self.pictures if bytes_of(picture.src) is None]
        self.body = Body(self.document, is_titled=pending.is_titled)
        self.summary.changed += self.body.changed

    def keep_text(self):
        """Where no tables and pictures can stand, or not even lists."""
        if self.pictures:
            self.document.summary.left_out.append(_("pictures, which cannot stand here: %d") % len(self.pictures))
        if any(not isinstance(part, Paragraph | Item) for part in self.document.parts):
            self.document.summary.changed.append(_("Headings and tables became lines of text: they cannot stand here."))
        self.document.parts = as_text(self.document.parts, lists=self.pending.into == "text")
        self.document.reference_parts = as_text(self.document.reference_parts, lists=self.pending.into == "text")
        self.pictures = []

    @property
    def asks(self):
        """The names of the form's fields that this document needs."""
        needed = {
            "tracked": self.summary.tracked,
            "title": self.pending.topic,
            "references": self.document.references,
            "pictures": len(self.pictures) > len(self.lacking),
            "numbers": self.differences,
        }
        return [name for name, why in needed.items() if why]

    @property
    def is_simple(self):
        """Whether it is text alone, of which nothing was left out or asked, and no number changed."""
        blocks, told = self.body.blocks, self.left_out or self.summary.changed
        is_text = len(self.body.sections) == 1 and all(block["type"] == "text" for block in blocks)
        return is_text and not self.body.sections[0]["value"]["heading"] and not self.asks and not told

    @property
    def title(self):
        return self.body.title or self.pending.name

    @cached_property
    def preview(self):
        """The sections as they would be typeset; pictures are not there yet, and captions may lack."""
        sections = Body(self.document, is_titled=self.pending.is_titled).sections
        blocks = [block["value"] for section in sections for block in section["value"]["content"]]
        for number, table in enumerate((value for value in blocks if "table" in value), start=1):
            table["caption"] = table["caption"] or _("Table %d (it has no caption yet)") % number
        body = ArticlePage._meta.get_field("body").to_python(_swapped(json.dumps(sections), TRACKED))
        typeset = [Typesetter().section(section.value) for section in body]
        back = {sign: tag for tag, sign in TRACKED.items()}
        return [section | {"html": _swapped(section["html"], back)} for section in typeset]


class BringView(WagtailAdminTemplateMixin, FormView):
    """Bring a document that becomes an article below a topic."""

    form_class = BringForm
    template_name = "exchange/bring.html"
    page_title = gettext_lazy("New article from a document")
    header_icon = "upload"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.topic = get_object_or_404(TopicPage, pk=kwargs["topic_id"])
        if not self.topic.permissions_for_user(request.user).can_add_subpage():
            raise PermissionDenied

    def get_breadcrumbs_items(self):
        topic = {"url": reverse("wagtailadmin_explore", args=[self.topic.pk]), "label": self.topic.title}
        return [*super().get_breadcrumbs_items(), topic, {"url": "", "label": self.get_page_title()}]

    def form_valid(self, form):
        file = form.cleaned_data["file"]
        name = file.name.rpartition(".")[0] if file else ""
        pending = Pending(form.found.html, name, self.topic.pk, form.found.left_out)
        return redirect("exchange:look", pending.keep(self.request.user))


class LookView(WagtailAdminTemplateMixin, FormView):
    """What would come in, what was changed and left out, and what has to be decided first."""

    form_class = DecisionForm
    template_name = "exchange/look.html"
    page_title = gettext_lazy("What comes in")
    header_icon = "view"
    waited = gettext_lazy("This document waited for more than an hour. Bring it again, please.")

    def dispatch(self, request, *args, **kwargs):
        self.pending = Pending.find(kwargs.get("token", ""), request.user)
        if self.pending is None:
            return self.refused(self.waited, 410)
        try:
            return super().dispatch(request, *args, **kwargs)
        except RecursionError:
            return self.refused(too_deep(), 422)

    def refused(self, sentence, status):
        messages.error(self.request, sentence)
        return redirect("wagtailadmin_home")

    @cached_property
    def look(self):
        """As it would come in with what was decided so far."""
        decided = self.request.POST.get("tracked", "")
        choices = [Tracked.ACCEPT.value, Tracked.REJECT.value]
        return Look(self.pending, Tracked(decided) if decided in choices else Tracked.ASK)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_form_kwargs(self):
        asked = self.look.asks if self.look.summary.tracked else Look(self.pending).asks
        may_not = {name for name, may_add in MAY_ADD.items() if not may_add(self.request.user)}
        return {**super().get_form_kwargs(), "asks": [name for name in asked if name not in may_not]}

    def get_initial(self):
        return {**super().get_initial(), "title": self.look.title}

    def get_context_data(self, **kwargs):
        return super().get_context_data(look=self.look, **kwargs)

    def form_valid(self, form):
        decided = form.cleaned_data
        what = {name: bool(decided.get(name)) for name in ("references", "pictures")}
        what["is_titled"] = self.pending.is_titled
        with transaction.atomic():  # what is refused leaves no works behind that nobody cites
            body = body_of(self.look.document, by=self.request.user, **what)
            answer = self.taken(body, decided)
        Pending.forget(self.kwargs["token"], self.request.user)
        return answer

    def taken(self, body, decided):
        topic = get_object_or_404(TopicPage, pk=self.pending.topic)
        if not topic.permissions_for_user(self.request.user).can_add_subpage():
            raise PermissionDenied
        page = new_article(topic, body, title=decided["title"], by=self.request.user)
        messages.success(
            self.request, _("The document is a draft now. Read it as carefully as what you write yourself.")
        )
        return redirect("wagtailadmin_pages:edit", page.pk)


class PasteView(LookView):
    """The same beside the editor: what is decided is answered as blocks to be put where the cursor was.

    A POST of `html` begins it. What asks for no decision is answered at once, and nothing is shown.
    """

    template_name = "exchange/paste.html"
    waited = gettext_lazy("This paste waited for more than an hour. Paste it again, please.")

    def dispatch(self, request, *args, **kwargs):
        html = request.POST.get("html")
        if html is None:
            return super().dispatch(request, *args, **kwargs)
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        if len(html) > MOST_CHARACTERS:
            return self.refused(_("This is more than the site takes at once: paste it in two parts."), 422)
        try:
            return self.begun(html, request.POST.get("into", "section"))
        except RecursionError:
            return self.refused(too_deep(), 422)

    def begun(self, html, into):
        if into == "plain":
            document = read(html)
            if document.summary.tracked:
                return self.refused(_("Decide about its tracked and struck-out words where you copied it first."), 422)
            return JsonResponse({"plain": in_one_line(document)})
        look = Look(Pending(html, into=into if into in ("text", "lines") else "section"))
        if look.is_simple:
            return JsonResponse({"text": contentstate(look.body)})
        return JsonResponse({"look": reverse("exchange:paste", args=[look.pending.keep(self.request.user)])})

    def refused(self, sentence, status):
        return JsonResponse({"error": sentence}, status=status)

    def get(self, request, *args, **kwargs):
        return self.dialogue(self.get_context_data())

    def form_invalid(self, form):
        return self.dialogue(self.get_context_data(form=form))

    def dialogue(self, context):
        html = render_to_string(self.template_name, context, request=self.request)
        return JsonResponse({"step": "look", "html": html})

    def taken(self, body, decided):
        if self.pending.into != "section":
            return JsonResponse({"step": "taken", "text": contentstate(body)})
        return JsonResponse({"step": "taken", "sections": blocks_for_editor(body)})


def in_one_line(document):
    """All that a document says, for a field without markup: powers as characters, notes behind it."""
    lines = [plain(line.runs) for line in as_text(document.parts, lists=False)]
    return " ".join([*lines, *document.references.values()])


def contentstate(body):
    """The text of a body for the editor; there is nothing else in it."""
    html = "".join(block["value"] for block in body.blocks)
    return json.loads(ContentstateConverter(features=CITED_FEATURES).from_database_format(html))


def blocks_for_editor(body):
    """Sections, whose blocks are as the editor's own JavaScript holds them."""
    field = ArticlePage._meta.get_field("body")
    stream = field.to_python(json.dumps(body.sections))
    return field.stream_block.get_form_state(stream)
