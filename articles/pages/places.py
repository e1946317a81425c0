"""The places of the site: home page, topics and policy pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.blocks import PageChooserBlock
from wagtail.fields import StreamField

from ..record.signed.sign_offs import SignOffKind
from ..writing.arrangement import GroupsBlock, SubjectsBlock, groups_of, in_language_of, subjects_of
from .editioned import EditionedPage, SectionedPage, tabs


class HomePage(EditionedPage):
    """The front door: its title, standfirst and chosen topics are edited, its lists come from the publications."""

    MOST_CHOSEN = 8

    kind = "home"
    standfirst = models.TextField(blank=True, max_length=400)
    chosen = StreamField(
        [("topic", PageChooserBlock(page_type="articles.TopicPage", label=_("Topic")))],
        blank=True,
        max_num=MOST_CHOSEN,
        verbose_name=_("chosen topics"),
        help_text=_(
            "They stand first here and in the navigation of every page, in this order. All others are under “All "
            "topics”. Left empty, the first topics by their titles stand there."
        ),
    )

    content_panels = [*EditionedPage.content_panels, FieldPanel("standfirst"), FieldPanel("chosen")]
    edit_handler = tabs(content_panels)
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["articles.TopicPage", "articles.PolicyPage"]

    class Meta:
        verbose_name = _("home page")

    def reader_parts(self):
        chosen = in_language_of(self.locale, [topic.value for topic in self.chosen])
        return {"standfirst": self.standfirst.strip(), "images": [], **({"chosen": chosen} if chosen else {})}


class TopicPage(SectionedPage):
    """A subject that articles belong to. Topics nest. What one says about health is reviewed like an article."""

    kind = "topic"
    required_sign_offs = (SignOffKind.FACT_CHECK, SignOffKind.MEDICAL_REVIEW)

    groups = StreamField(
        GroupsBlock(),
        blank=True,
        help_text=_(
            "Articles and topics under headings, in the order in which readers had best meet them. Whatever lies in "
            "this topic and stands in no group follows under “All articles”."
        ),
    )
    subjects = StreamField(
        SubjectsBlock(),
        blank=True,
        help_text=_("What this topic is about, for search engines and other programs."),
    )

    edit_handler = tabs(
        SectionedPage.content_panels,
        ObjectList([FieldPanel("groups"), FieldPanel("subjects")], heading=_("Order and subject")),
    )
    parent_page_types = ["articles.HomePage", "articles.TopicPage"]
    subpage_types = ["articles.TopicPage", "articles.ArticlePage"]

    class Meta:
        verbose_name = _("topic")

    def reader_parts(self):
        return {**super().reader_parts(), **groups_of(self.groups, self.locale), **subjects_of(self.subjects)}


class PolicyPage(SectionedPage):
    """How we work: a policy, or a page that gathers policies or people."""

    class PolicyKind(models.TextChoices):
        SECTION = "section", _("A page that gathers others")
        PEOPLE = "people", _("Our people: lists everybody")
        GLOSSARY = "glossary", _("Glossary: lists every term")
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
    subpage_types = ["articles.PolicyPage", "articles.PersonPage", "articles.TermPage"]

    class Meta:
        verbose_name = _("policy page")

    def reader_parts(self):
        return {**super().reader_parts(), "policy": self.policy_kind}
