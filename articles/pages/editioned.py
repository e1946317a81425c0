"""What every editioned page has in common.

Nothing in this package is shown to readers: they read editions. A page says what its reader document contains
(`typeset`), and `document.py` makes the text from it that people sign.
"""

import json

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_relations
from wagtail.admin.panels import CommentPanel, FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from ..characters.cleaning import cleaned, cleaned_line, cleaned_throughout
from ..record.document import Typeset
from ..record.published.addresses import AddressReuse
from ..record.published.editions import ChangeClass, Edition
from ..record.signed.draft_records import DraftRecord
from ..record.signed.sign_offs import SignOffKind
from ..writing.anchors import new_anchor
from ..writing.blocks import BodyBlock
from ..writing.typesetting import Typesetter
from .edit_screen.page_form import EditionedPageForm
from .edit_screen.panels import AdvicePanel, TranslationPanel
from .edit_screen.preview import preview_response
from .permissions import EditionedPagePermissionTester
from .zone import in_zone

#: Slugs that would hide a page behind one of the addresses below it.
RESERVED_SLUGS = {
    "a-z",
    "admin",
    "api",
    "corrections",
    "editions",
    "feed",
    "feedback",
    "for-programs",
    "history",
    "images",
    "search",
    "static",
    "topics",
    "what-readers-told-us",
}


def is_reserved(slug):
    """Whether a slug would hide a page behind addresses of the site itself, or behind those in another language."""
    return slug in RESERVED_SLUGS or slug in {*dict(settings.LANGUAGES)} - {settings.LANGUAGE_CODE}


#: What belongs to a page as a whole, whatever a draft of it says.
PAGES_OWN = {
    *("content_type", "owner", "locked_by", "latest_revision", "live_revision", "locale", "alias_of"),
    "current_edition",
}


class EditionedPage(Page):
    """A page that readers get only through editions of it."""

    base_form_class = EditionedPageForm

    kind = None
    #: Whether everybody has signed it, and it is just becoming an edition.
    is_signed = False
    #: Whether it is the editor that saves it by itself, and nobody who pressed a button.
    saves_by_itself = False
    #: Whether whoever saves it next has it take over an address that leads readers to another page.
    takes_over_address = False
    #: What looks like a claim, which an article's writer may want to mark.
    likely_claims = ()
    required_sign_offs = (SignOffKind.EDITORIAL,)

    change_class = models.CharField(
        _("what kind of change is this?"),
        max_length=20,
        choices=ChangeClass.for_drafts(),
        default=ChangeClass.NEW,
        help_text=_(
            "“New” is for the first edition only. A correction is of an error of fact; new evidence is an update. "
            "“Reviewed” is for exactly the text that readers get."
        ),
    )
    change_note = models.CharField(
        _("public note about the change"),
        max_length=500,
        blank=True,
        help_text=_("What readers are told. It is signed together with the text."),
    )
    publish_after = models.DateTimeField(
        _("publish not before"),
        null=True,
        blank=True,
        help_text=_("Leave empty to publish as soon as the last signature is there."),
    )

    translates_edition = models.PositiveIntegerField(
        _("number of the edition that this translates"),
        null=True,
        blank=True,
        help_text=_(
            "Only for a translation: which edition of the original it says the same as. Readers are told when "
            "the original is corrected later."
        ),
    )

    change_panels = [
        MultiFieldPanel([FieldPanel("change_class"), FieldPanel("change_note")], heading=_("This change")),
        FieldPanel("publish_after", help_text=format_lazy("{} {}", publish_after.help_text, in_zone)),
        TranslationPanel("translates_edition"),
        FieldPanel("slug"),
        FieldPanel("takes_over_address"),
        CommentPanel(),
    ]
    content_panels = Page.content_panels
    promote_panels = []
    settings_panels = []

    class Meta:
        abstract = True

    def typeset(self):
        """This type's part of the reader document, with the claims in it that have to be supported."""
        return Typeset(self.reader_parts())

    def reader_parts(self):
        """The part alone, of a type in which nobody marks claims."""
        raise NotImplementedError

    def clean(self):
        super().clean()
        if self.depth != 2 and is_reserved(self.slug):  # the slug of a home page stands in no address
            raise ValidationError({"slug": _("This word is taken by the site itself. Choose another.")})

    def translated_from(self):
        """The page and the number of its edition that this page translates; None for an original."""
        original = self.original()
        return original and {"page": original.pk, "edition": self.translates_edition}

    def original(self):
        """The page that this one is a translation of, the first of all that say the same; None for that one."""
        if self.locale.language_code == settings.LANGUAGE_CODE and len(settings.LANGUAGES) == 1:
            return None
        first = self.get_translations(inclusive=True).order_by("pk").first()
        return None if first is None or first.pk == self.pk else first

    def has_editions_below(self):
        """Whether this page or a page below it has ever been published; not asked where a list has asked for all."""
        if "has_edition_below" in self.__dict__:
            return self.has_edition_below
        return Edition.objects.filter(page__in=self.get_descendants(inclusive=True)).exists()

    @property
    def current_workflow_state(self):
        """Wagtail's, not asked for where a screen has asked already whether there is one."""
        return super().current_workflow_state if self.__dict__.get("has_workflow_state", True) else None

    @transaction.atomic
    def save_revision(self, user=None, **kwargs):
        """Save a draft, and record who saved it and the digest it gave: whoever moved the digest is a contributor.

        The first save of a copy finds the drafts that were copied along, and records their authors first. Wagtail makes
        a translation in nobody's name, and with no drafts: its first text is that of the original. Whoever wrote a
        draft that somebody goes back to had a part in it, however long ago.
        """
        if self.saves_by_itself:
            self.refuse_what_came_late()
        DraftRecord.objects.record_copied(self)
        if user is None and not self.latest_revision_id and (original := self.original()):
            user = original.latest_revision and original.latest_revision.user
        if user and (taken_back := kwargs.get("previous_revision")):
            DraftRecord.objects.record_taken_back(self, taken_back)
        if self.takes_over_address and user:
            Page.objects.select_for_update().filter(pk=self.pk).first()  # before the record, as everybody locks them
            AddressReuse.objects.confirm(self, self.slug, by=user)
            self.takes_over_address = False
        self.give_sections_anchors()
        revision = super().save_revision(user=user, **kwargs)
        DraftRecord.objects.record(revision, user)
        return revision

    def refuse_what_came_late(self):
        """What saved by itself gives way to a draft that was saved since it was sent.

        Wagtail asks before it saves, and two requests of one editor can pass it together: then the older words would
        come after the newer ones. Its view answers this error with a sentence.
        """
        newest = (
            Page.objects.select_for_update().only("latest_revision_id", "latest_revision_created_at").get(pk=self.pk)
        )
        seen = self.latest_revision_id, self.latest_revision_created_at
        if (newest.latest_revision_id, newest.latest_revision_created_at) != seen:
            raise PermissionDenied(_("A newer draft was saved meanwhile."))

    @transaction.atomic
    def move(self, target, pos=None, user=None):
        """Move the page. Where that moves what readers would see, as a topic that it lies in, its mover contributes."""
        super().move(target, pos=pos, user=user)
        page = type(self).objects.select_related("latest_revision").get(pk=self.pk)
        if page.latest_revision:
            DraftRecord.objects.record_moved(page.latest_revision, user)

    def with_content_json(self, content):
        """The page as a draft has it.

        Wagtail asks whether each row that a draft names is there. What is the page's own is taken from it instead.
        """
        page = super().with_content_json(self.without_own_rows(content))
        page.live_revision_id, page.locale, page.lies_in = self.live_revision_id, self.locale, self.lies_in
        return page

    def full_clean(self, *args, **kwargs):
        """A draft that is being published was cleaned when it was saved, and nothing of it changes any more."""
        if not self.is_signed:
            super().full_clean(*args, **kwargs)

    def clean_fields(self, exclude=None):
        """Nobody types what is the page's own, and PostgreSQL holds it to rows that are there."""
        self.clean_characters()
        super().clean_fields(exclude={*(exclude or ()), *PAGES_OWN})

    def save(self, *args, **kwargs):
        """A page is made in the language of the page above it, also one that was copied from another language."""
        if self._state.adding and self.depth and self.depth > 2:
            self.locale = self.get_default_locale()
        self.clean_characters()
        super().save(*args, **kwargs)
        if original := self.__dict__.pop("copied_from", None):
            DraftRecord.objects.record_original(self, original)

    def copy_all_child_relations(self, target, *args, **kwargs):
        """Wagtail's, which every way of copying a page takes: until it is saved, a copy knows what it was made from."""
        target.copied_from = self
        return super().copy_all_child_relations(target, *args, **kwargs)

    def clean_characters(self):
        """Whatever way a text came, it is without characters that nobody sees, and PostgreSQL can keep it."""
        for field in self._meta.fields:
            value = getattr(self, field.attname)
            if isinstance(field, StreamField) and value:
                blocks = json.loads(field.value_to_string(self))
                if (clean := cleaned_throughout(blocks)) != blocks:
                    setattr(self, field.attname, json.dumps(clean))
            elif isinstance(field, models.CharField | models.TextField) and isinstance(value, str):
                clean = cleaned_line if isinstance(field, models.CharField) else cleaned
                setattr(self, field.attname, clean(value))

    def serializable_data(self):
        """The page as a draft keeps it, whatever way it came: without characters that nobody sees."""
        kept = super().serializable_data()
        for field in self._meta.fields:
            if isinstance(field, StreamField) and field.name in kept:
                kept[field.name] = json.dumps(cleaned_throughout(json.loads(kept[field.name])))
        return cleaned_throughout(kept)

    def without_own_rows(self, content):
        """A draft without what belongs to the page as a whole, and without the page's number in each of its parts."""
        kept = {name: value for name, value in content.items() if name not in PAGES_OWN}
        for relation in get_all_child_relations(type(self)):
            name, key = relation.get_accessor_name(), relation.field.name
            if name in kept:
                kept[name] = [{word: value for word, value in part.items() if word != key} for part in kept[name]]
        return kept

    @cached_property
    def lies_in(self):
        """The page above it in the tree."""
        return self.get_parent()

    def give_sections_anchors(self):
        """Give each section that has none an address of its own on the page; it then stays.

        So does each that has what another has, as the copy of a section does, wherever it was moved to.
        """
        sections = list(getattr(self, "body", []))
        given = [section.value["anchor"] for section in sections if section.value["anchor"]]
        originals = self.sections_by_anchor() if len(given) > len(set(given)) else {}
        without, taken = [], set()
        for section in sorted(sections, key=lambda section: section.id != originals.get(section.value["anchor"])):
            if section.value["anchor"] and section.value["anchor"] not in taken:
                taken.add(section.value["anchor"])
            else:
                without.append(section.value)
        for section in without:
            section["anchor"] = new_anchor(section["heading"], taken)
            taken.add(section["anchor"])

    def sections_by_anchor(self):
        """Which section had which anchor when the page was last saved: by its id, which a copy of it does not have."""
        saved = json.loads(self.latest_revision.content.get("body", "[]")) if self.latest_revision else []
        return {section["value"].get("anchor"): section.get("id") for section in saved}

    def get_workflow(self):
        """Workflows belong to page types, not to branches of the tree, so that moving a page cannot change its gate."""
        return self.get_default_workflow()

    @property
    def has_workflow(self):
        return self.get_workflow() is not None

    def permissions_for_user(self, user):
        return EditionedPagePermissionTester(user, self)

    def serve(self, request, *args, **kwargs):
        """A draft is never served; whoever gets here is sent to the address where editions are."""
        if not self.url:
            raise Http404
        return redirect(self.url)

    def serve_preview(self, request, mode_name):
        return preview_response(self, request)


def tabs(content, *more):
    """The tabs of an editioned page's edit screen."""
    return TabbedInterface(
        [
            ObjectList(content, heading=_("Content")),
            *more,
            ObjectList(EditionedPage.change_panels, heading=_("This change")),
            ObjectList([AdvicePanel()], heading=_("Advice")),
        ]
    )


class SectionedPage(EditionedPage):
    """An editioned page with a standfirst and sections."""

    standfirst = models.TextField(blank=True, max_length=400, help_text=_("One or two sentences under the title."))
    body = StreamField(BodyBlock(), blank=True)

    content_panels = [*EditionedPage.content_panels, FieldPanel("standfirst"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("standfirst"), index.SearchField("body")]

    class Meta:
        abstract = True

    def reader_parts(self):
        typesetter = Typesetter()
        return {
            "standfirst": self.standfirst.strip(),
            "sections": [typesetter.section(section.value) for section in self.body],
            "images": typesetter.images,
        }
