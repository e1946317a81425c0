"""The parts that a writer builds a section from.

Each block's template is what ends up, as HTML, in the reader document, so a template here is part of what people sign.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageChooserBlock

from .anchors import validate_anchor

TEXT_FEATURES = ["h3", "bold", "italic", "superscript", "subscript", "ol", "ul", "link"]
# "paste" is whatever keeps the meaning of what is pasted, where something is installed that does.
CITED_FEATURES = [*TEXT_FEATURES, "citation", "claim", "paste"]
INLINE_FEATURES = ["bold", "italic", "superscript", "subscript", "link", "citation", "claim", "paste"]


def line(**options):
    """A line that readers read: it may cite, and hold what is raised or lowered, as in 10⁶ or H₂O."""
    return blocks.RichTextBlock(features=INLINE_FEATURES, **options)


class ImageBlock(blocks.StructBlock):
    """A picture in its context: the same picture may need another description elsewhere."""

    image = ImageChooserBlock()
    alt = blocks.CharBlock(
        required=False,
        label=_("Description for people who cannot see it"),
        help_text=_("What the picture tells. Leave empty only with “decorative”."),
    )
    decorative = blocks.BooleanBlock(required=False)
    caption = line(required=False)

    class Meta:
        icon = "image"

    def clean(self, value):
        """A draft may be kept before its picture is chosen or described: `checks.py` says what is still missing."""
        value = super().clean(value)
        if not self.is_deferred_validation and not value["alt"] and not value["decorative"]:
            raise blocks.StructBlockValidationError(
                {"alt": ValidationError(_("Describe the picture, or mark it as decorative."))}
            )
        return value


class TableBlock(blocks.StructBlock):
    """A table whose caption says what it shows."""

    caption = line(help_text=_("What the table shows, in one line."))
    table = TypedTableBlock([("text", line(required=False))])

    class Meta:
        icon = "table"
        label = _("Table")


class QuoteBlock(blocks.StructBlock):
    """Somebody else's words, with who said them."""

    text = line()
    source = blocks.CharBlock()

    class Meta:
        icon = "openquote"
        label = _("Quotation")


class CareCardBlock(blocks.StructBlock):
    """Where to get care, in the three levels of the NHS design system.

    https://service-manual.nhs.uk/design-system/patterns/help-users-decide-when-and-where-to-get-care
    """

    level = blocks.ChoiceBlock(
        choices=[("non_urgent", _("Non-urgent")), ("urgent", _("Urgent")), ("emergency", _("Emergency"))]
    )
    heading = blocks.CharBlock(help_text=_("An instruction, such as “Call 999 or go to A&E if:”"))
    items = blocks.ListBlock(line(label=_("Sign or situation")))

    class Meta:
        icon = "warning"
        label = _("Care card")


class WarningsBlock(blocks.StructBlock):
    """A list of who must not do something: contraindications."""

    heading = blocks.CharBlock()
    items = blocks.ListBlock(line(label=_("Condition")))

    class Meta:
        icon = "circle-xmark"
        label = _("Warning list")


class QuestionBlock(blocks.StructBlock):
    """A question that readers ask, with its answer."""

    question = blocks.CharBlock()
    answer = blocks.RichTextBlock(features=CITED_FEATURES)

    class Meta:
        icon = "help"
        label = _("Question and answer")


class SectionContentBlock(blocks.StreamBlock):
    """What can stand in a section."""

    text = blocks.RichTextBlock(features=CITED_FEATURES, label=_("Text"))
    image = ImageBlock(label=_("Image"))
    steps = blocks.ListBlock(line(), icon="list-ol", label=_("Steps"))
    table = TableBlock()
    quote = QuoteBlock()
    care_card = CareCardBlock()
    warnings = WarningsBlock()
    question = QuestionBlock()


class SectionBlock(blocks.StructBlock):
    """A section of a page: a heading that readers can link to, and what stands under it.

    The anchor is given once, from the first heading, and stays when the heading is reworded: readers' links and
    readers' reports point at it.
    """

    heading = blocks.CharBlock()
    anchor = blocks.RegexBlock(
        regex=r"^[a-z0-9][a-z0-9-]*$",
        required=False,
        help_text=_("The section's address on the page. Left empty, it is made from the heading and then kept."),
        error_messages={"invalid": _("Use small letters, digits and hyphens only.")},
        validators=[validate_anchor],
    )
    content = SectionContentBlock()

    class Meta:
        icon = "title"
        label = _("Section")


class BodyBlock(blocks.StreamBlock):
    """The body of a page: sections in order."""

    section = SectionBlock()
