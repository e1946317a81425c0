"""The places of the site: home page, topics and policy pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from ..record.sign_offs import SignOffKind
from .editioned import EditionedPage, SectionedPage, tabs


class HomePage(EditionedPage):
    """The front door: its title and standfirst are edited, its lists come from the publications."""

    kind = "home"
    standfirst = models.TextField(blank=True, max_length=400)

    content_panels = [*EditionedPage.content_panels, FieldPanel("standfirst")]
    edit_handler = tabs(content_panels)
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["articles.TopicPage", "articles.PolicyPage"]

    class Meta:
        verbose_name = _("home page")

    def reader_parts(self):
        return {"standfirst": self.standfirst.strip(), "images": []}


class TopicPage(SectionedPage):
    """A subject that articles belong to. Topics nest. What one says about health is reviewed like an article."""

    kind = "topic"
    required_sign_offs = (SignOffKind.FACT_CHECK, SignOffKind.MEDICAL_REVIEW)
    edit_handler = tabs(SectionedPage.content_panels)
    parent_page_types = ["articles.HomePage", "articles.TopicPage"]
    subpage_types = ["articles.TopicPage", "articles.ArticlePage"]

    class Meta:
        verbose_name = _("topic")


class PolicyPage(SectionedPage):
    """How we work: a policy, or a page that gathers policies or people."""

    class PolicyKind(models.TextChoices):
        SECTION = "section", _("A page that gathers others")
        DISCLAIMER = "disclaimer", _("Disclaimer, shown on every article")
        EDITORIAL = "editorial", _("Editorial policy")
        CORRECTIONS = "corrections", _("Corrections")
        FACT_CHECKING = "fact_checking", _("Fact checking")
        MEDICAL_REVIEW = "medical_review", _("Medical review")
        PRIVACY = "privacy", _("Privacy")
        FUNDING = "funding", _("Funding")
        ADVERTISING = "advertising", _("Advertising")
        AI_USE = "ai_use", _("Use of AI")
        ACCESSIBILITY = "accessibility", _("Accessibility")
        CONFLICTS = "conflicts", _("Conflicts of interest")
        SOURCES = "sources", _("Sources and links")
        CONTACT = "contact", _("Contact")
        OTHER = "other", _("Something else")

    kind = "policy"
    policy_kind = models.CharField(_("kind"), max_length=20, choices=PolicyKind.choices, default=PolicyKind.OTHER)

    content_panels = [*SectionedPage.content_panels, FieldPanel("policy_kind")]
    edit_handler = tabs(content_panels)
    parent_page_types = ["articles.HomePage", "articles.PolicyPage"]
    subpage_types = ["articles.PolicyPage", "articles.PersonPage"]

    class Meta:
        verbose_name = _("policy page")

    def reader_parts(self):
        return {**super().reader_parts(), "policy": self.policy_kind}
