"""What readers read: editions, and the publications that say which edition of a page readers get now."""

import json

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Now
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from articles.record.triggers import Trigger, append_only, before_insert, moves_reader_version

from .addresses import home_path
from .chain import SealedModel
from .draft_records import DraftRecord
from .overrides import EmergencyOverride
from .sign_offs import SignOff
from .signals import address_left, editions_told


class ChangeClass(models.TextChoices):
    """Why an edition differs from the one before it. ICMJE: new evidence is not an error of fact."""

    NEW = "new", _("New")
    TYPO = "typo", _("Typing error")
    CLARIFICATION = "clarification", _("Clarification")
    UPDATE = "update", _("Update: new evidence")
    CORRECTION = "correction", _("Correction of an error of fact")
    RETRACTION = "retraction", _("Retraction")

    @classmethod
    def for_drafts(cls):
        """Those that a draft can bring; a retraction has no new text."""
        return [choice for choice in cls.choices if choice[0] != cls.RETRACTION]


#: Changes that readers are not told of in the page's dates: the text says the same as before.
NOT_SUBSTANTIVE = (ChangeClass.TYPO, ChangeClass.CLARIFICATION)


def from_document(key, output_field, transform=KeyTextTransform):
    """A column that PostgreSQL computes from the signed text, so that a listing cannot say anything else."""
    return models.GeneratedField(
        expression=Cast(transform(key, Cast("document", models.JSONField())), output_field),
        output_field=output_field,
        db_persist=True,
    )


def page_translated(key, document):
    """The id of the page whose edition this text translates, as PostgreSQL reads it from the document."""
    return KeyTextTransform("page", KeyTransform(key, document))


class EditionQuerySet(models.QuerySet):
    """Editions."""

    def of_page(self, page):
        return self.filter(page_id=page.pk)

    def newest_of(self, page):
        return self.of_page(page).order_by("-number").first()

    def newest_signed_of(self, page):
        return self.of_page(page).signed().order_by("-number").first()

    def signed(self):
        """Those that every required person signed: not the ones of emergencies."""
        return self.filter(override__isnull=True)

    def unexpired(self):
        """Without emergency editions whose time is over, unless the same text was signed meanwhile."""
        signed_meanwhile = Edition.objects.signed().filter(page=OuterRef("page"), digest=OuterRef("digest"))
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=Now()) | Exists(signed_meanwhile))

    def readable(self):
        """Those that readers can get: unexpired, of a page whose text they get."""
        return self.unexpired().filter(Exists(Publication.objects.readable().filter(page=OuterRef("page"))))

    def with_asked_for(self):
        """Each with `asked_for`: whether it was made because readers told us."""
        answers = [answer for _receiver, answer in editions_told.send(Edition)]
        return self.annotate(asked_for=answers[0] if answers else Value(False))

    def asked_for(self):
        return self.with_asked_for().filter(asked_for=True)

    def showing(self, sha256):
        """Those with the picture of this hash."""
        return self.filter(images__contains=[sha256])


class Edition(SealedModel):
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
    ends_at = models.DateTimeField(null=True, editable=False, help_text=_("Only in an emergency; set by PostgreSQL."))

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

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        triggers = [
            append_only(),
            before_insert("judge", "articles_judge_edition"),
            before_insert("seal", "articles_seal"),
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
                fields=["-position"],
                name="articles_edition_corrections",
                condition=Q(change_class=ChangeClass.CORRECTION),
            ),
        ]

    def __str__(self):
        return f"{self.title}, edition {self.number}"

    @property
    def is_emergency(self):
        return self.override_id is not None

    @property
    def is_open(self):
        """Whether readers can get it while they get its page: not when it was for an emergency that is over."""
        return self.ends_at is None or Edition.objects.unexpired().filter(pk=self.pk).exists()

    @cached_property
    def content(self):
        """The reader document as a dictionary."""
        return json.loads(self.document)

    @cached_property
    def sign_offs(self):
        """The signatures that allowed it, in the order in which they were given."""
        return list(SignOff.objects.filter(pk__in=self.sign_off_ids).order_by("pk"))


class Standing(models.TextChoices):
    """What readers get of a published page."""

    PUBLISHED = "published", _("Published")
    UNDER_REVIEW = "under_review", _("Under review notice")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    RETRACTED = "retracted", _("Retracted")
    ARCHIVED = "archived", _("Archived")

    @classmethod
    def readable(cls):
        """Those in which readers get the text."""
        return [cls.PUBLISHED, cls.UNDER_REVIEW]

    @classmethod
    def away(cls):
        """Those in which people have taken the text away from readers."""
        return [standing for standing in cls if standing not in cls.readable()]


class ReaderVersion(models.Model):
    """One number that PostgreSQL moves whenever anything that readers get moves."""

    only = models.BooleanField(primary_key=True, default=True, editable=False)
    version = models.BigIntegerField(default=1)

    class Meta:
        verbose_name = _("version of what readers get")

    def __str__(self):
        return str(self.version)


class PublicationQuerySet(models.QuerySet):
    """Where readers get what."""

    def at(self, path):
        return self.filter(path=path)

    def readable(self):
        """Those whose text readers get: published, or published under a notice, and not past an emergency's end."""
        return self.filter(
            Q(readable_until__isnull=True) | Q(readable_until__gt=Now()), standing__in=Standing.readable()
        )

    def of_kind(self, *kinds):
        return self.filter(edition__kind__in=kinds)

    def in_topic(self, page_id):
        return self.filter(edition__topics__contains=[page_id])

    def written_by(self, page_id):
        return self.filter(edition__bylines__contains=[{"person": page_id}])

    def in_language(self, code):
        """Those in a language; texts from before there were several are in the site's own."""
        wanted = Q(edition__language=code)
        if code == settings.LANGUAGE_CODE:
            wanted |= Q(edition__language__isnull=True)
        return self.filter(wanted)

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def versioned(self):
        """With `reader_version`, which moves whenever anything moves that readers get."""
        return self.annotate(reader_version=Subquery(ReaderVersion.objects.values("version")[:1]))

    def below(self, path):
        """Those whose address lies directly under `path`."""
        return self.filter(parent_path=path)


class Publication(models.Model):
    """Which edition of a page readers get now, where, and its standing. The only mutable row on the reader's side."""

    Standing = Standing

    page = models.OneToOneField(Page, on_delete=models.PROTECT, related_name="publication")
    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="publication")
    path = models.CharField(
        max_length=500, unique=True, help_text=_("With a slash at both ends; “/” is the home page.")
    )
    parent_path = models.CharField(max_length=500, db_index=True)
    standing = models.CharField(max_length=20, choices=Standing.choices, default=Standing.PUBLISHED)
    notice = models.CharField(max_length=500, blank=True, help_text=_("What readers are told about the standing."))
    readable_until = models.DateTimeField(
        null=True, editable=False, help_text=_("When an emergency edition ends; set by PostgreSQL.")
    )
    first_published_at = models.DateTimeField(db_default=Now())
    reviewed_at = models.DateTimeField(null=True, editable=False, help_text=_("Set by PostgreSQL."))
    review_due_at = models.DateTimeField(null=True, editable=False, help_text=_("Set by PostgreSQL."))
    published_at = models.DateTimeField(help_text=_("When readers first got this text or one that says the same."))

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        triggers = [
            Trigger(
                name="stays",
                function="articles_append_only",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Delete | pgtrigger.Truncate,
            ),
            Trigger(
                name="judge",
                function="articles_judge_publication",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
            ),
            Trigger(
                name="keep_search_entry",
                function="articles_keep_search_entry",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("edition_id"),
            ),
            moves_reader_version(pgtrigger.Insert | pgtrigger.Update),
        ]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="articles_publication_newest"),
            models.Index(fields=["review_due_at"], name="articles_publication_due"),
        ]

    def __str__(self):
        return self.path

    @property
    def is_readable(self):
        return self.standing in Standing.readable() and not self.is_past_its_end

    @property
    def editions(self):
        """All editions of its page. By the page's number, so that the page itself is never loaded."""
        return Edition.objects.filter(page_id=self.page_id)

    @property
    def is_past_its_end(self):
        """Whether it shows an emergency edition whose hours are over."""
        return self.readable_until is not None and self.readable_until <= timezone.now()


class NoAddressError(Exception):
    """There is no address to publish a page at; the message says why."""


def address_for(page, slug, parent=None):
    """The path and its parent's path at which `page` is published under `slug`, or NoAddressError.

    `parent` is given when the page is not below it yet.
    """
    parent = parent or page.get_parent()
    above = Publication.objects.filter(page_id=parent.pk).first()
    if parent.depth == 1:
        return _free(home_path(page.locale.language_code), page), ""
    if above is None:
        raise NoAddressError(
            _("Publish “%s” first: this page lies below it.") % parent.specific_deferred.get_admin_display_title()
        )
    return _free(f"{above.path}{slug}/", page), above.path


def _free(path, page):
    if Publication.objects.at(path).exclude(page_id=page.pk).exists():
        raise NoAddressError(_("Another page is published at %s already. Choose another slug.") % path)
    return path


def address_after_move(page, parent):
    """The path at which readers would get `page` below `parent`, None when it is not published, or NoAddressError."""
    publication = Publication.objects.filter(page_id=page.pk).select_related("edition").first()
    return publication and address_for(page, publication.edition.slug, parent)[0]


def readdress(page):
    """After a page moved: readers get it, and the pages below it, at the new address."""
    moved = Publication.objects.filter(page__path__startswith=page.path).select_related("page", "edition")
    for publication in moved.order_by("page__path"):
        before = publication.path
        publication.path, publication.parent_path = address_for(publication.page, publication.edition.slug)
        publication.save(update_fields=["path", "parent_path"])
        if before != publication.path:
            address_left.send(Publication, publication=publication, path=before)
