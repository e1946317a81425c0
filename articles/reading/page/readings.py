"""The read side: from publications and editions to what a reader's page shows.

This module and the views read publications, editions and sign-offs only, never a page's own fields: drafts, titles and
settings in the workshop cannot reach a reader through here.
"""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...record.published.addresses import home_path
from ...record.published.editions import ChangeClass
from ...record.published.publications import review_due
from ...record.signed.sign_offs import SignOffKind
from ...record.signed.subjects import SubjectKind
from ...references.identifiers import Identifier, Kind
from ...references.library.newer import NewerVersion
from ...references.library.warnings import warnings_of
from ...references.style import same_in_html
from ...references.works import StudyType, WorkKind
from ..addresses.page_addresses import (
    Addresses,
    edition_url,
    hand_out_url,
    history_url,
    linked_page_ids,
    parent_paths,
    record_page_url,
    record_url,
)
from ..notices import emergency_notice, legacy_notice, overdue_notice, status_notice
from ..translations import in_each_language, language_of, outdated_notice
from .doubted import doubted, with_marks
from .told_editions import told_editions
from .verdicts import verdicts_by_section

SIGN_OFF_LABELS = {
    SignOffKind.FACT_CHECK: gettext_lazy("Fact checked by"),
    SignOffKind.MEDICAL_REVIEW: gettext_lazy("Medically reviewed by"),
    SignOffKind.EDITORIAL: gettext_lazy("Approved by"),
    SignOffKind.EMERGENCY: gettext_lazy("Approved in an emergency by"),
}
#: Why an edition is there that was moved in.
MOVED_IN = gettext_lazy("Moved from our previous site, not reviewed")
BYLINE_LABELS = {
    "written": gettext_lazy("Written by"),
    "edited": gettext_lazy("Edited by"),
    "illustrated": gettext_lazy("Illustrated by"),
}


class Reading:
    """One reader's page: a document, shown as the edition that it belongs to, or as a draft when it has none."""

    def __init__(self, document, *, edition=None, publication=None, sign_offs=(), version=None):
        """`version` is that of what readers get, where it was asked for already."""
        self.document = document
        self.version = version
        self.edition = edition
        self.publication = publication
        self.given = list(edition.sign_offs if edition else sign_offs)
        people = {sign_off.shown["person"] for sign_off in self.given}
        self.path = publication.path if publication else ""
        self.addresses = Addresses(linked_page_ids(document) | people, parent_paths(self.path), self.language)

    # What every kind of page has

    @property
    def kind(self):
        return self.document["kind"]

    @property
    def title(self):
        return self.document["title"]

    @property
    def language(self):
        return language_of(self.document)

    @property
    def home(self):
        return home_path(self.language)

    @cached_property
    def in_each_language(self):
        return in_each_language(self.document)

    @property
    def in_other_languages(self):
        """Where readers get the same page in other languages."""
        return [each for each in self.in_each_language if each["is_open"] and each["page"] != self.document["page"]]

    @property
    def overdue_notice(self):
        return overdue_notice(self)

    @property
    def outdated_notice(self):
        return outdated_notice(self.document)

    @property
    def standfirst(self):
        return self.document.get("standfirst", "")

    @property
    def is_current(self):
        return bool(self.publication and self.edition and self.publication.edition_id == self.edition.pk)

    @property
    def edition_number(self):
        return self.edition.number if self.edition else None

    @cached_property
    def breadcrumb(self):
        return self.addresses.breadcrumb(self.path, self.home)

    def resolve(self, html):
        """HTML of the document with its links filled in, and with marks at the numbers of sources in doubt."""
        return self.addresses.resolve(with_marks(html, self.references))

    @cached_property
    def sections(self):
        return [
            {
                "id": section["id"],
                "heading": section["heading"],
                "html": self.resolve(section["html"]),
                "verdicts": self.verdicts.get(section["id"], []),
            }
            for section in self.document.get("sections", [])
        ]

    @cached_property
    def sign_offs(self):
        return [
            {
                "label": SIGN_OFF_LABELS[SignOffKind(sign_off.kind)],
                "name": sign_off.shown["name"],
                "credentials": sign_off.shown["credentials"],
                **self.addresses.link(sign_off.shown["person"]),
                "date": timezone.localdate(sign_off.signed_at),
            }
            for sign_off in self.given
        ]

    @cached_property
    def published_on(self):
        """None of a text that was moved in: when it first came out is not known here."""
        first = self.publication.first_published_at if self.publication else None
        return timezone.localdate(first) if first else None

    @cached_property
    def last_modified(self):
        """None of a text that was moved in: it is as old as it was there, however new it is here."""
        if self.is_legacy:
            return None
        if self.is_current:
            return timezone.localdate(self.publication.modified_at)
        return timezone.localdate(self.edition.created_at) if self.edition else None

    @property
    def change(self):
        change = self.document["change"]
        label = MOVED_IN if self.is_legacy else ChangeClass(change["class"]).label
        return {"class_label": label, "note": change["note"]}

    @cached_property
    def history(self):
        if not self.publication:
            return []
        rows = told_editions(self.publication)
        ended = {row.pk for row in rows if row.ends_at}
        if ended:
            ended -= open_editions(self.publication)
        return [
            {
                "number": row.number,
                "url": "" if row.pk in ended else edition_url(self.path, row.number),
                "date": timezone.localdate(row.created_at),
                "change_class": row.change_class,
                "change_label": MOVED_IN if row.legacy else ChangeClass(row.change_class).label,
                "note": row.change_note,
                "is_current": row.pk == self.publication.edition_id,
            }
            for row in rows
        ]

    @cached_property
    def status_notice(self):
        notice = status_notice(self.publication)
        above = notice and self.addresses.by_path.get(self.publication.parent_path)
        if not above or above["url"] == self.home:
            return notice
        return {**notice, "url": above["url"], "link_text": _("Other pages about it: %s") % above["title"]}

    @property
    def emergency_notice(self):
        return emergency_notice(self.edition)

    @property
    def legacy_notice(self):
        return legacy_notice(self.edition)

    @property
    def is_legacy(self):
        return bool(self.edition and self.edition.is_legacy)

    @property
    def is_emergency(self):
        return bool(self.edition and self.edition.is_emergency)

    @property
    def record_url(self):
        return record_url(self.path, self.edition.number) if self.edition and self.path else ""

    @cached_property
    def record_page_url(self):
        return record_page_url(self.path, self.edition.number) if self.edition and self.path else ""

    @property
    def edition_url(self):
        return edition_url(self.path, self.edition.number) if self.edition and self.path else ""

    @property
    def hand_out_url(self):
        return hand_out_url(self.path, self.edition.number) if self.edition and self.path else ""

    @property
    def history_url(self):
        return history_url(self.path) if self.path else ""

    @property
    def corrections(self):
        """The corrections of errors of fact up to this text, newest first."""
        shown = self.edition_number or 0
        return [row for row in self.history if row["change_class"] == ChangeClass.CORRECTION and row["number"] <= shown]

    # What articles have

    @property
    def subjects(self):
        """What it is about, in the code systems of medicine."""
        return [
            {**subject, "kind_label": SubjectKind(subject["kind"]).label}
            for subject in self.document.get("subjects", [])
            if subject["kind"]
        ]

    @property
    def groups(self):
        """The groups of a topic with links to those of their pages that readers get."""
        groups = self.document.get("groups", [])
        return [{"heading": group["heading"], "links": self.addresses.links(group["pages"])} for group in groups]

    @cached_property
    def about(self):
        """The same, and where nobody said so of it, what its topics are about."""
        of_topics = [self.addresses.subjects.get(page, []) for page in self.document.get("topics", [])]
        return self.subjects or [subject for subjects in of_topics for subject in subjects]

    @property
    def key_points(self):
        """Each as HTML. In documents of the first kind each is a plain text."""
        points = self.document.get("key_points", [])
        return [self.resolve(point["html"]) if isinstance(point, dict) else escape(point) for point in points]

    @property
    def hero(self):
        return self.document.get("hero")

    @cached_property
    def bylines(self):
        return [
            {
                **byline,
                "role_label": BYLINE_LABELS[byline["role"]],
                **self.addresses.link(byline["person"]),
            }
            for byline in self.document.get("bylines", [])
        ]

    @property
    def topics(self):
        return self.addresses.links(self.document.get("topics", []))

    @property
    def authors(self):
        """Who wrote it, as the byline has them, with what their own editions say of them and their photos."""
        return [
            {**byline, **self.addresses.about_person(byline["person"])}
            for byline in self.bylines
            if byline["role"] == "written"
        ]

    @cached_property
    def references(self):
        items = self.document.get("references", [])
        warnings = warnings_of(items)
        return [
            {
                **reference,
                "number": number,
                "html": mark_safe(same_in_html(reference.get("html", ""), reference["text"])),  # noqa: S308  (cleaned)
                "warning": warnings[number - 1],
                "notes": notes_on(reference),
                "id": f"ref-{number}",
                "doi_url": Identifier(Kind.DOI, reference["doi"]).url if reference["doi"] else "",
                "pubmed_url": Identifier(Kind.PMID, reference["pmid"]).url + "/" if reference["pmid"] else "",
                "pmc_url": Identifier(Kind.PMCID, pmcid).url + "/" if (pmcid := reference.get("pmcid")) else "",
                "backlinks": [
                    {"id": f"cite-{number}-{use}", "label": _("use %d") % use}
                    for use in range(1, reference["uses"] + 1)
                ],
            }
            for number, reference in enumerate(items, start=1)
        ]

    @cached_property
    def verdicts(self):
        """What the fact checker found of an article's claims, by the section where they stand."""
        checked = self.edition if self.kind == "article" else None
        return verdicts_by_section(checked, self.references) if checked else {}

    @property
    def key_points_checked(self):
        return self.verdicts.get("", [])

    @property
    def doubted(self):
        """The references that were retracted or are doubted, for what stands over the text."""
        return doubted(self.references)

    @cached_property
    def newer_source_since(self):
        """Since which day a newer version of a source of a current text is being looked at; None otherwise."""
        items = self.document.get("references", []) if self.is_current else []
        found = NewerVersion.objects.concerning(items, reviewed_at=self.reviewed_at)
        return timezone.localdate(found[0].found_at) if found else None

    @cached_property
    def reviewed_at(self):
        """When the last medical review that counts for this text was signed, None before there is one."""
        times = [sign_off.signed_at for sign_off in self.given if sign_off.kind == SignOffKind.MEDICAL_REVIEW]
        return max(times, default=None)

    @cached_property
    def reviewed_on(self):
        return self.reviewed_at and timezone.localdate(self.reviewed_at)

    @cached_property
    def next_review_due(self):
        due = review_due(self.reviewed_at, self.document.get("review_interval_months"))
        return due and timezone.localdate(due)

    @cached_property
    def review_overdue(self):
        return bool(self.next_review_due and self.next_review_due < timezone.localdate())

    # What people have

    @property
    def full_name(self):
        return f"{self.document.get('prefix', '')} {self.title}".strip()

    @property
    def credentials_line(self):
        return ", ".join(filter(None, [self.document.get("post_nominals"), self.document.get("job_title")]))

    @property
    def biography(self):
        return self.addresses.resolve(self.document.get("biography", ""))


def notes_on(reference):
    """What kind of work and of study a reference is, and whether it is a preprint: in words, where it is known."""
    if reference.get("preprint"):
        return [_("A preprint, not peer reviewed")]
    kinds = [(StudyType, reference.get("study")), (WorkKind, reference.get("kind"))]
    said = [str(known(value).label) for known, value in kinds if value in known.values and value]
    return [text[:1].upper() + text[1:] for text in said]


def open_editions(publication):
    """The ids of the editions of a page that readers can get; all but those of emergencies that are over."""
    return set(publication.editions.unexpired().values_list("pk", flat=True))
