"""Editions: what readers read."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, Expression, ExpressionWrapper, OuterRef, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Now
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ...extensions import edition_facts
from ..document import ReaderDocument
from ..evidence import ChainedModel
from ..signed.draft_records import DraftRecord
from ..signed.sign_offs import SignOff
from ..triggers import after_insert, append_only, before_insert
from .emergencies import EmergencyOverride
from .legacy import LegacyText


class ChangeClass(models.TextChoices):
    """Why an edition differs from the one before it. ICMJE: new evidence is not an error of fact."""

    NEW = "new", _("New")
    TYPO = "typo", _("Typing error")
    CLARIFICATION = "clarification", _("Clarification")
    UPDATE = "update", _("Update: new evidence")
    CORRECTION = "correction", _("Correction of an error of fact")
    REVIEWED = "reviewed", _("Reviewed, no change needed")
    RETRACTION = "retraction", _("Retraction")

    @classmethod
    def for_drafts(cls) -> list[tuple[str, str | Promise]]:
        """Those that a draft can bring; a retraction has no new text."""
        return [choice for choice in cls.choices if choice[0] != cls.RETRACTION]


#: Changes that readers are not told of in the page's dates: the text says the same as before.
NOT_SUBSTANTIVE = (ChangeClass.TYPO, ChangeClass.CLARIFICATION, ChangeClass.REVIEWED)


def from_document(
    key: str, output_field: models.Field, transform: Callable[[str, Cast], Expression] = KeyTextTransform
) -> models.GeneratedField:
    """A column that PostgreSQL computes from the signed text, so that a listing cannot say anything else."""
    return models.GeneratedField(
        expression=Cast(transform(key, Cast("document", models.JSONField())), output_field),
        output_field=output_field,
        db_persist=True,
    )


def page_translated(key: str, document: Cast) -> KeyTextTransform:
    """The id of the page whose edition this text translates, as PostgreSQL reads it from the document."""
    return KeyTextTransform("page", KeyTransform(key, document))


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions."""

    def of_page(self, page: Page) -> Self:
        return self.filter(page_id=page.pk)

    def newest_of(self, page: Page) -> Edition | None:
        return self.of_page(page).order_by("-number").first()

    def signed(self) -> Self:
        """Those that every required person signed: not those of emergencies, and not those that were moved in."""
        return self.filter(override__isnull=True, legacy__isnull=True)

    def legacy(self) -> Self:
        """Those that were moved in, and that nobody has signed."""
        return self.filter(legacy__isnull=False)

    def unexpired(self) -> Self:
        """Without emergency editions whose time is over, unless the same text was signed meanwhile."""
        return self.filter(_unexpired())

    def with_unexpired(self) -> Self:
        """Each with `is_unexpired`: whether it is one of those."""
        return self.annotate(is_unexpired=ExpressionWrapper(_unexpired(), output_field=models.BooleanField()))

    def with_asked_for(self) -> Self:
        """Each with `asked_for`: whether it was made because readers told us."""
        return self.annotate(asked_for=edition_facts.get("asked_for", Value(False)))

    def asked_for(self) -> Self:
        return self.with_asked_for().filter(asked_for=True)

    def showing(self, sha256: str) -> Self:
        """Those with the picture of this hash."""
        return self.filter(images__contains=[sha256])


def _unexpired() -> Combinable | Q:
    signed_meanwhile = Edition.objects.signed().filter(page=OuterRef("page"), digest=OuterRef("digest"))
    return Q(ends_at__isnull=True) | Q(ends_at__gt=Now()) | Exists(signed_meanwhile)


class Edition(ChainedModel):
    """A frozen, numbered, complete copy of what a reader sees of a page.

    PostgreSQL judges the row when it is inserted: that the digest is of this text, and that the named sign-offs are on
    this digest, of every required kind, by different people, none of whom contributed. The sign-offs are an array and
    not a table between, so that one INSERT holds everything there is to judge.
    """

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    previous = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="next")
    document = models.TextField()
    digest = models.CharField(max_length=64)
    draft_record = models.ForeignKey(DraftRecord, on_delete=models.PROTECT, related_name="+")
    sign_off_ids = ArrayField(models.BigIntegerField())
    change_class = models.CharField(max_length=20, choices=ChangeClass.choices)
    change_note = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    override = models.OneToOneField(
        EmergencyOverride, null=True, on_delete=models.PROTECT, related_name="+", help_text=_("Only in an emergency.")
    )
    legacy = models.OneToOneField(
        LegacyText, null=True, on_delete=models.PROTECT, related_name="edition", help_text=_("Only if it was moved in.")
    )
    ends_at = models.DateTimeField(null=True, editable=False, help_text=_("Only in an emergency; set by PostgreSQL."))
    rests_on = models.JSONField(
        default=dict, editable=False, help_text=_("Hashes of draft records and pictures. Set by PostgreSQL.")
    )

    kind = from_document("kind", models.CharField(max_length=20))
    title = from_document("title", models.TextField())
    slug = from_document("slug", models.TextField())
    standfirst = from_document("standfirst", models.TextField())
    topics = from_document("topics", models.JSONField(), KeyTransform)
    bylines = from_document("bylines", models.JSONField(), KeyTransform)
    language = from_document("language", models.CharField(max_length=20))
    translates_page = from_document("translates", models.IntegerField(), page_translated)
    policy = from_document("policy", models.CharField(max_length=20))
    images = from_document("images", models.JSONField(), KeyTransform)
    subjects = from_document("subjects", models.JSONField(), KeyTransform)
    chosen = from_document("chosen", models.JSONField(), KeyTransform)
    hero = from_document("hero", models.JSONField(), KeyTransform)
    photo = from_document("photo", models.JSONField(), KeyTransform)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        triggers = [
            append_only(),
            before_insert("validate", "articles_validate_edition"),
            before_insert("vouch", "articles_note_what_it_rests_on"),
            before_insert("write_to_chain", "articles_write_to_chain"),
            after_insert("show", "articles_show_edition"),
        ]
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="articles_edition_number_once")]
        indexes = [
            GinIndex(fields=["topics"], name="articles_edition_topics", opclasses=["jsonb_path_ops"]),
            GinIndex(fields=["bylines"], name="articles_edition_bylines", opclasses=["jsonb_path_ops"]),
            GinIndex(fields=["images"], name="articles_edition_images", opclasses=["jsonb_path_ops"]),
            GinIndex(fields=["sign_off_ids"], name="articles_edition_sign_offs"),
            # The links around every page are to the few editions that are no articles.
            models.Index(fields=["kind"], name="articles_edition_no_articles", condition=~Q(kind="article")),
            models.Index(
                fields=["translates_page"],
                name="articles_edition_translations",
                condition=Q(translates_page__isnull=False),
            ),
            models.Index(
                fields=["-sequence"],
                name="articles_edition_corrections",
                condition=Q(change_class=ChangeClass.CORRECTION),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, edition {self.number}"

    @property
    def is_emergency(self) -> bool:
        return self.override_id is not None

    @property
    def is_legacy(self) -> bool:
        """Whether it was moved in from another site, and nobody here signed it."""
        return self.legacy_id is not None

    @property
    def is_signed(self) -> bool:
        return not (self.is_emergency or self.is_legacy)

    @property
    def is_open(self) -> bool:
        """Whether readers can get it while they get its page: not when it was for an emergency that is over."""
        return self.ends_at is None or Edition.objects.unexpired().filter(pk=self.pk).exists()

    @cached_property
    def content(self) -> ReaderDocument:
        """The reader document as a dictionary."""
        return json.loads(self.document)

    @cached_property
    def sign_offs(self) -> list[SignOff]:
        """The signatures that allowed it, in the order in which they were given."""
        return list(SignOff.objects.without_texts().filter(pk__in=self.sign_off_ids).order_by("pk"))
