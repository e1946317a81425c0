"""From a writer's blocks to the HTML that readers get, stored in the reader document.

Whatever reached the database by whatever way, only known-good elements come out here.
"""

import re

import nh3
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ..characters.cleaning import cleaned, cleaned_line
from ..record.document import known
from ..record.signed.pictures import WIDTHS, image_srcset, image_url
from ..references.works import LOCATOR
from .citations import ATTRIBUTE, passages_in, shortened
from .claims import claims_in, likely_claims_in, unmarked

TAGS = {"p", "br", "h3", "b", "strong", "i", "em", "sup", "sub", "ul", "ol", "li", "a"}
LINK = re.compile(r"""<a ((?:[^<>"]|"[^"]*")*)>""")
ID = re.compile(r"[0-9]{1,18}")
#: The paragraphs that the editor makes of a line.
AROUND_LINE = re.compile(r"^\s*<p>|</p>\s*$")
BETWEEN_LINES = re.compile(r"</p>\s*<p>")
SCHEMES = {"http", "https", "mailto", "tel"}


def clean_html(source, tags=TAGS):
    """Rich text as stored by the editor, reduced to what readers may get.

    A link to one of our own pages keeps its page id (`<a linktype="page" id="7">`): the address is looked up from the
    publications each time it is shown. A citation becomes a short mark, numbered when the whole page is known. Ids and
    keys that an editor adds for itself are dropped, so that they are no part of what is signed.
    """
    html = nh3.clean(
        cleaned(str(source)),
        tags=tags,
        attributes={"a": {"href", "linktype", "id", "locator"}},
        attribute_filter=_keep_attribute,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return shortened(LINK.sub(_without_stray_names, html)).strip()


def _without_stray_names(match):
    """A link that has no id but the one by which we know where it leads: readers' pages have ids of their own."""
    attributes = dict(ATTRIBUTE.findall(match[1]))
    kind = attributes.get("linktype")
    if kind == "citation":
        return match[0]
    names = ("linktype", "id") if kind == "page" and "id" in attributes else ("href",)
    return "<a" + "".join(f' {name}="{attributes[name]}"' for name in names if name in attributes) + ">"


def _keep_attribute(tag, name, value):
    if name == "linktype":
        return value if value in ("page", "citation") else None
    if name == "id":
        return value if ID.fullmatch(value) else None
    if name == "locator":
        return value if LOCATOR.fullmatch(value) else None
    return value


class Typesetter:
    """Sets one page, and remembers what an article is asked for besides: pictures, claims, passages of sources.

    Citations stay marks: an article numbers them.
    """

    def __init__(self):
        self.images = []
        self.claims = []
        self.sections = []
        self.passages = {}
        self.tables = 0

    def section(self, value):
        """A section of the body as id, heading and HTML."""
        html = "".join(self.block(child.block_type, child.value) for child in value["content"])
        self.sections.append(html)
        self.claims += claims_in(html, value["anchor"])
        return {"id": value["anchor"], "heading": cleaned_line(value["heading"]), "html": unmarked(html)}

    @property
    def likely_claims(self):
        """Sentences that look like claims, and are neither marked nor cite anything."""
        return [sentence for html in self.sections for sentence in likely_claims_in(html)]

    def key_point(self, value):
        """A key point as HTML. It sums up what sections say, so one that looks like a claim need not be one."""
        html = self.line(value)
        self.claims += claims_in(html)
        return {"html": unmarked(html)}

    def block(self, kind, value):
        """One block as HTML. A kind that nobody here can set is an error, and so is a value that is no text."""
        shaped = known(getattr(self, f"_{kind}")(value))
        return render_to_string(f"articles/components/blocks/{kind}.html", {"value": shaped}).strip()

    def image(self, image, alt, caption=""):
        """A picture as readers get it: by the hash of its bytes; None where there is no picture."""
        if image is None:
            return None
        if image.sha256 not in self.images:
            self.images.append(image.sha256)
        width = min(image.width, WIDTHS[-1])
        return {
            "sha256": image.sha256,
            "src": image_url(image.sha256, WIDTHS[1]),
            "srcset": image_srcset(image.sha256, image.width),
            "sizes": "(min-width: 60rem) 44rem, 100vw",
            "width": width,
            "height": round(image.height * width / image.width),
            "alt": alt,
            "caption": caption,
        }

    def rich(self, value):
        """Rich text as HTML, in which claims are still marked; nothing where nothing was typed."""
        if value is None:
            return ""
        self.passages |= passages_in(value.source)
        return mark_safe(clean_html(value.source, tags={*TAGS, "mark"}))  # noqa: S308  cleaned on this line

    def line(self, value):
        """A line of rich text as HTML without a paragraph around it; where somebody made several, lines are broken."""
        return mark_safe(BETWEEN_LINES.sub("<br>", AROUND_LINE.sub("", self.rich(value))))  # noqa: S308  cleaned there

    def _text(self, value):
        return self.rich(value)

    def _image(self, value):
        """Without a description, a picture is decorative only where its writer says so."""
        alt = value["alt"] if value["alt"] or value["decorative"] else None
        return self.image(value["image"], alt, self.line(value["caption"]))

    def _steps(self, value):
        return [self.rich(step) for step in value]

    def _table(self, value):
        table = value["table"]
        self.tables += 1
        return {
            "id": f"table_{self.tables}",  # no section's anchor has an underscore
            "caption": self.line(value["caption"]),
            "header": [column["heading"] for column in table.columns],
            "rows": [[self.line(cell.value) for cell in row] for row in table.rows],
        }

    def _quote(self, value):
        return {"text": self.line(value["text"]), "source": value["source"]}

    def _care_card(self, value):
        labels = {
            "": "",  # of a draft that is not finished
            "non_urgent": _("Non-urgent advice"),
            "urgent": _("Urgent advice"),
            "emergency": _("Immediate action"),
        }
        return {
            "level": value["level"],
            "level_label": labels[value["level"] or ""],
            "heading": value["heading"],
            "items": [self.line(item) for item in value["items"]],
        }

    def _warnings(self, value):
        return {"heading": value["heading"], "items": [self.line(item) for item in value["items"]]}

    def _question(self, value):
        return {"question": value["question"], "answer": self.rich(value["answer"])}
