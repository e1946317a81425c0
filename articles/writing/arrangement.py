"""What an editor says of a page besides its text: in which order it lists others, and what it is about for programs."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..characters.cleaning import cleaned_line
from ..record.published.publications import Publication
from ..record.signed.subjects import SHAPES, CodeSystem, SubjectKind, is_code


class GroupBlock(blocks.StructBlock):
    """Pages under a heading, in the order in which readers had best meet them."""

    heading = blocks.CharBlock(max_length=120, help_text=_("Such as “Start here” or “Treatments”."))
    pages = blocks.ListBlock(
        blocks.PageChooserBlock(page_type=["articles.ArticlePage", "articles.TopicPage"]),
        label=_("Pages"),
    )

    class Meta:
        icon = "list-ul"
        label = _("Group")


class GroupsBlock(blocks.StreamBlock):
    """The groups of a topic."""

    group = GroupBlock()


class CodeBlock(blocks.StructBlock):
    """The subject's code in one system."""

    system = blocks.ChoiceBlock(choices=CodeSystem.choices, label=_("Code system"))
    code = blocks.CharBlock(max_length=30)

    class Meta:
        icon = "code"

    def clean(self, value):
        value = super().clean(value)
        if value["system"] and value["code"] and not is_code(value["system"], value["code"]):
            shape = SHAPES[CodeSystem(value["system"])]
            sentence = gettext("This is no code of %(system)s: they look like %(example)s.")
            told = sentence % {"system": value["system"], "example": shape.example}
            raise blocks.StructBlockValidationError({"code": ValidationError(told)})
        return value


class SubjectBlock(blocks.StructBlock):
    """One thing that a page is about."""

    kind = blocks.ChoiceBlock(choices=SubjectKind.choices)
    name = blocks.CharBlock(max_length=160, help_text=_("As clinicians call it, such as “Low back pain”."))
    codes = blocks.ListBlock(CodeBlock(), default=[])

    class Meta:
        icon = "tag"
        label = _("Subject")


class SubjectsBlock(blocks.StreamBlock):
    """What a page is about."""

    subject = SubjectBlock()


def in_language_of(locale, pages):
    """The ids of the pages that were chosen, each once; of a page in another language that of its translation."""
    found = [_translated(page, locale) for page in pages if page]
    return list(dict.fromkeys(page.pk for page in found if page))


def topics_in_own_language(article):
    """The topics that an article was given, each in its language where it has been published in that."""
    chosen = list(article.topics.all())
    found = {topic.pk: _translated(topic, article.locale) for topic in chosen}
    there = set(Publication.objects.filter(page__in=filter(None, found.values())).values_list("page_id", flat=True))
    return [own if (own := found[topic.pk]) and own.pk in there else topic for topic in chosen]


def _translated(page, locale):
    return page if page.locale_id == locale.pk else page.get_translation_or_none(locale)


def groups_of(stream, locale):
    """The groups of a topic for its reader document: of each its heading and the ids of pages, each page once."""
    groups, listed = [], set()
    for group in stream:
        new = [pk for pk in in_language_of(locale, group.value["pages"]) if pk not in listed]
        listed.update(new)
        groups.append({"heading": cleaned_line(group.value["heading"] or ""), "pages": new})
    return {"groups": groups} if groups else {}


def subjects_of(stream):
    """What a page is about, for its reader document."""
    subjects = [
        {
            "kind": subject.value["kind"] or "",
            "name": cleaned_line(subject.value["name"] or ""),
            "codes": [{"system": code["system"] or "", "code": code["code"] or ""} for code in subject.value["codes"]],
        }
        for subject in stream
    ]
    return {"subjects": subjects} if subjects else {}
