"""People and teams whose names stand on articles."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from ..writing.blocks import TEXT_FEATURES
from ..writing.typesetting import Typesetter, clean_html
from .editioned import EditionedPage, tabs


class PersonPage(EditionedPage):
    """Somebody who writes, checks or reviews; a team is a person of kind organisation. The title is the name."""

    class PersonKind(models.TextChoices):
        PERSON = "person", _("Person")
        ORGANISATION = "organisation", _("Team or organisation")

    kind = "person"
    person_kind = models.CharField(_("kind"), max_length=20, choices=PersonKind.choices, default=PersonKind.PERSON)
    prefix = models.CharField(_("title before the name"), max_length=40, blank=True, help_text=_("Such as “Dr”."))
    post_nominals = models.CharField(_("letters after the name"), max_length=120, blank=True)
    job_title = models.CharField(max_length=160, blank=True)
    is_health_professional = models.BooleanField(_("a health professional"), default=False)
    standfirst = models.TextField(_("in one sentence"), max_length=300, blank=True)
    biography = RichTextField(blank=True, features=TEXT_FEATURES)
    photo = models.ForeignKey("articles.SiteImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    photo_alt = models.CharField(_("description of the photo"), max_length=250, blank=True)

    content_panels = [
        *EditionedPage.content_panels,
        FieldPanel("person_kind"),
        MultiFieldPanel(
            [FieldPanel("prefix"), FieldPanel("post_nominals"), FieldPanel("job_title")],
            heading=_("As shown"),
        ),
        FieldPanel("is_health_professional"),
        FieldPanel("standfirst"),
        FieldPanel("biography"),
        MultiFieldPanel([FieldPanel("photo"), FieldPanel("photo_alt")], heading=_("Photo")),
        InlinePanel("disclosures", label=_("Disclosure of interest")),
    ]
    edit_handler = tabs(content_panels)
    parent_page_types = ["articles.PolicyPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    @property
    def full_name(self):
        return f"{self.prefix} {self.title}".strip()

    def reader_parts(self):
        typesetter = Typesetter()
        return {
            "person_kind": self.person_kind,
            "prefix": self.prefix,
            "post_nominals": self.post_nominals,
            "job_title": self.job_title,
            "is_health_professional": self.is_health_professional,
            "standfirst": self.standfirst.strip(),
            "biography": clean_html(self.biography),
            "photo": typesetter.image(self.photo, self.photo_alt),
            "credentials": [credential.shown for credential in self.credentials.standing()],
            "disclosures": [disclosure.shown for disclosure in self.disclosures.all()],
            "images": typesetter.images,
        }


class Disclosure(Orderable):
    """An interest that a reader may want to know about, such as payment by a maker of a treatment."""

    person = ParentalKey(PersonPage, on_delete=models.CASCADE, related_name="disclosures")
    entity = models.CharField(_("who"), max_length=160, help_text=_("The company or body."))
    nature = models.CharField(_("what"), max_length=250, help_text=_("Such as “paid talks”, “holds shares”."))
    from_year = models.PositiveSmallIntegerField(_("from year"))
    to_year = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)

    @property
    def shown(self):
        return {
            "entity": self.entity,
            "nature": self.nature,
            "from_year": self.from_year,
            "to_year": self.to_year,
        }

    def clean(self):
        super().clean()
        if self.to_year and self.from_year and self.to_year < self.from_year:
            raise ValidationError({"to_year": _("The end cannot be before the start.")})
