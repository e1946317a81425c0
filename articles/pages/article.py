"""The article: what this site is for."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from ..record.document import Typeset
from ..record.published.editions import Edition
from ..record.signed.risk import RiskAssessment, RiskTier, as_tier
from ..record.signed.sign_offs import SignOffKind
from ..references.identifiers import normalised
from ..references.library.references import Reference
from ..writing.arrangement import SubjectsBlock, subjects_of, topics_in_own_language
from ..writing.blocks import line
from ..writing.citations import MARK, Citations, passages_of, typed_marks, works_in
from ..writing.claims import MarkedClaim
from ..writing.typesetting import Typesetter
from .edit_screen.page_form import EditionedPageForm
from .edit_screen.panels import CitationChecksPanel
from .editioned import EditionedPage, SectionedPage, tabs
from .people import PersonPage
from .places import TopicPage

WHICH_CITE = _("Tick what cites the list of references by its numbers. The rest stays as it is written.")


class MarksField(forms.MultipleChoiceField):
    """Marks in square brackets; the boxes are those of the text as it was saved, which may have others by now."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value):
        return bool(MARK.fullmatch(value))


class ArticlePageForm(EditionedPageForm):
    """The edit screen's form, which asks which of the brackets in the text, as it was last saved, are citations."""

    typed_citations = MarksField(
        required=False,
        label=_("Citations in square brackets"),
        help_text=WHICH_CITE,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        marks = [*self.instance.typed_marks(), *self.instance.typed_citations]
        self.fields["typed_citations"].choices = [(mark, mark) for mark in dict.fromkeys(marks)]


class ArticlePage(SectionedPage):
    """An article about health. It needs a fact check and a medical review before readers get it."""

    base_form_class = ArticlePageForm

    RiskTier = RiskTier
    kind = "article"
    required_sign_offs = (SignOffKind.FACT_CHECK, SignOffKind.MEDICAL_REVIEW)

    key_points = StreamField([("point", line(label=_("Key point")))], blank=True)
    typed_citations = models.JSONField(
        _("citations in square brackets"),
        default=list,
        blank=True,
        help_text=WHICH_CITE,
    )
    hero_image = models.ForeignKey(
        "articles.SiteImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    hero_alt = models.CharField(_("description of the picture"), max_length=250, blank=True)
    hero_caption = models.CharField(_("caption"), max_length=250, blank=True)
    topics = ParentalManyToManyField(TopicPage, blank=True, related_name="+")
    subjects = StreamField(
        SubjectsBlock(),
        blank=True,
        help_text=_("What it is about, for search engines and other programs. Left empty, what its topics are about."),
    )
    review_interval_months = models.PositiveSmallIntegerField(
        _("review again after"), choices=[(n, _("%d months") % n) for n in (6, 12, 24, 36)], default=24
    )

    # Written by publishing only, so that the desk's listings and reports can use them. Readers' pages never read them.
    current_edition = models.ForeignKey(Edition, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    written_by = models.CharField(_("written by"), max_length=250, blank=True, editable=False)
    fact_checked_by = models.CharField(_("fact checked by"), max_length=250, blank=True, editable=False)
    fact_checked_on = models.DateField(_("fact checked on"), null=True, editable=False)
    medically_reviewed_by = models.CharField(_("medically reviewed by"), max_length=250, blank=True, editable=False)
    medically_reviewed_on = models.DateField(_("medically reviewed on"), null=True, editable=False)
    last_modified_on = models.DateField(_("last modified on"), null=True, editable=False)
    next_review_due = models.DateField(_("next review due"), null=True, editable=False)
    WRITTEN_BY_PUBLISHING = (
        "current_edition_id",
        "written_by",
        "fact_checked_by",
        "fact_checked_on",
        "medically_reviewed_by",
        "medically_reviewed_on",
        "last_modified_on",
        "next_review_due",
    )

    content_panels = [
        *EditionedPage.content_panels,
        FieldPanel("standfirst"),
        FieldPanel("key_points"),
        MultiFieldPanel(
            [FieldPanel("hero_image"), FieldPanel("hero_alt"), FieldPanel("hero_caption")],
            heading=_("Main picture"),
        ),
        FieldPanel("body"),
        InlinePanel(
            "references",
            heading=_("References"),
            label=_("Reference"),
            help_text=_(
                "Cite them in the text by their place in this list, in square brackets, such as [1] or [2,3], and say "
                "below which brackets cite. Readers get them numbered in the order in which the text cites them first. "
                "What the citation button cites needs no place here."
            ),
        ),
        FieldPanel("typed_citations"),
        CitationChecksPanel(heading=_("Citations and claims")),
    ]
    search_fields = [
        *SectionedPage.search_fields,
        *(index.SearchField(name) for name in ("written_by", "fact_checked_by", "medically_reviewed_by")),
    ]
    people_panels = [
        InlinePanel("bylines", heading=_("Bylines"), label=_("Byline")),
        FieldPanel("topics"),
        FieldPanel("subjects"),
        FieldPanel("review_interval_months"),
        MultiFieldPanel(
            [FieldPanel(name, read_only=True) for name in WRITTEN_BY_PUBLISHING[1:]],
            heading=_("What readers are told now"),
            help_text=_("Publishing writes it, and nobody else."),
        ),
    ]
    edit_handler = tabs(content_panels, ObjectList(people_panels, heading=_("People and topics")))
    parent_page_types = ["articles.TopicPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("article")

    def typeset(self):
        typesetter = Typesetter()
        hero = typesetter.image(self.hero_image, self.hero_alt or None, self.hero_caption)
        text, citations = self.set_by(typesetter)
        bylines = list(self.bylines.all())
        people = PersonPage.objects.in_bulk([byline.person_id for byline in bylines])
        document = {
            "standfirst": self.standfirst.strip(),
            **text,
            "hero": hero,
            "references": citations.in_order(),
            "topics": sorted({self.lies_in.pk, *(topic.pk for topic in self.topics.all())}),
            **subjects_of(self.subjects),
            "bylines": [byline.shown(people[byline.person_id]) for byline in bylines],
            "risk_tier": self.risk_tier.value,
            "review_interval_months": self.review_interval_months,
            "images": typesetter.images,
        }
        return Typeset(document, claims_set_by(typesetter, citations))

    @cached_property
    def risk_tier(self):
        """What an editor said last of its risk. No draft can say otherwise."""
        return RiskAssessment.objects.tier_of(self.pk)

    def set_by(self, typesetter):
        """Key points and sections with their citations numbered in the order of reading, and the citations."""
        points, sections = self.unnumbered(typesetter)
        works = Reference.objects.by_mark(works_in(part["html"] for part in [*points, *sections]))
        citations = Citations(self.references.all(), works, self.typed_citations)
        points, sections = (
            [{**part, "html": citations.set(part["html"])} for part in parts] for parts in (points, sections)
        )
        return {"key_points": points, "sections": sections}, citations

    def unnumbered(self, typesetter):
        """Key points and sections, whose citations are still marks."""
        points = [typesetter.key_point(point.value) for point in self.key_points]
        return points, [typesetter.section(section.value) for section in self.body]

    def typed_marks(self):
        """The numbers in square brackets in the text, which may be citations, as the writer typed them."""
        points, sections = self.unnumbered(Typesetter())
        return typed_marks(" ".join(part["html"] for part in [*points, *sections]))

    @property
    def likely_claims(self):
        """Sentences that look like claims, and are neither marked nor cite anything."""
        typesetter = Typesetter()
        self.unnumbered(typesetter)
        return typesetter.likely_claims

    def save_revision(self, *args, **kwargs):
        """A translated article is given the translations of its topics, by whoever saves it and sees that."""
        if any(topic.locale_id != self.locale_id for topic in self.topics.all()):
            self.topics = topics_in_own_language(self)
        return super().save_revision(*args, **kwargs)

    def with_content_json(self, content):
        page = super().with_content_json(content)
        for name in self.WRITTEN_BY_PUBLISHING:
            setattr(page, name, getattr(self, name))
        if "said_risk" in self.__dict__:  # asked for together with the page's row
            page.risk_tier = as_tier(self.said_risk)
        return page


def claims_set_by(typesetter, citations):
    """What the writer of an article marked as a claim, with the numbers of the references that each cites."""
    return [
        MarkedClaim(claim.text, claim.section, citations.numbers_of(claim.marks), passages)
        for claim in typesetter.claims
        for passages in [passages_of(claim.marks, typesetter.passages)]
    ]


class Byline(Orderable):
    """Who wrote, edited or illustrated an article, in the order shown. Reviewers are never typed: they sign."""

    class Role(models.TextChoices):
        WRITTEN = "written", _("Written by")
        EDITED = "edited", _("Edited by")
        ILLUSTRATED = "illustrated", _("Illustrated by")

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="bylines")
    person = models.ForeignKey(PersonPage, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.WRITTEN)

    panels = [FieldPanel("role"), FieldPanel("person")]

    def shown(self, person):
        """What readers are told of the person named in it."""
        return {
            "role": self.role,
            "person": person.pk,
            "kind": person.person_kind,
            "prefix": person.prefix,
            "name": person.full_name,
            "credentials": ", ".join(filter(None, [person.post_nominals, person.job_title])),
        }


class ReferenceItem(Orderable):
    """A numbered reference of one article."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="references")
    text = models.TextField(_("citation"), help_text=_("Authors. Title. Journal. Year;volume(issue):pages."))
    doi = models.CharField("DOI", max_length=250, blank=True)
    pmid = models.CharField("PMID", max_length=12, blank=True)
    url = models.URLField(_("web address"), max_length=500, blank=True)

    panels = [FieldPanel("text"), FieldPanel("doi"), FieldPanel("pmid"), FieldPanel("url")]

    @property
    def shown(self):
        return {"text": self.text.strip(), "doi": self.doi, "pmid": self.pmid, "url": self.url}

    def clean(self):
        super().clean()
        self._bring_into_form("doi", _("This is not a DOI: they look like 10.1000/182."))
        self._bring_into_form("pmid", _("A PMID has digits only."))

    def _bring_into_form(self, name, sentence):
        if given := getattr(self, name):
            identifier = normalised(name, given)
            if identifier is None:
                raise ValidationError({name: sentence})
            setattr(self, name, identifier.value)
