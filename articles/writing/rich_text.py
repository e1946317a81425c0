"""Citations and claims in Wagtail's rich text. A citation is
`<a linktype="citation" id="17" locator="p. 4" passage="…">[Hayden 2021]</a>`, and a claim stands in `<mark>`.

`id` is the work's in the library; the words between the tags are for whoever edits: readers get a number. `passage` are
the words of the work that support what is said here: they are for the fact checker, and no reader gets them.
"""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    InlineEntityElementHandler,
    InlineStyleElementHandler,
)
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature, InlineStyleFeature
from wagtail.rich_text import LinkHandler

from ..references.library.references import Reference
from . import claims

FEATURE = "citation"
ENTITY = "CITATION"
CLAIM = "CLAIM"
#: What a citation holds besides the words that stand for it.
KEPT = ("id", "locator", "passage")


class CitationHandler(LinkHandler):
    """What Wagtail has to know of a citation outside the editor: which work it uses."""

    identifier = FEATURE

    @staticmethod
    def get_model():
        return Reference

    @staticmethod
    def expand_db_attributes(attrs):
        return "<a>"

    @classmethod
    def extract_references(cls, attrs):
        yield Reference, attrs["id"], "", ""


class CitationElementHandler(InlineEntityElementHandler):
    """From the database into the editor."""

    mutability = "IMMUTABLE"

    def get_attribute_data(self, attrs):
        return {name: attrs.get(name, "") for name in KEPT}


def citation_element(props):
    """From the editor into the database."""
    kept = {name: str(props[name]) for name in KEPT if props.get(name)}
    return DOM.create_element("a", {"linktype": FEATURE, **kept}, props["children"])


def register(features):
    """Teach a registry of rich-text features to cite, and to mark claims."""
    register_citations(features)
    register_claims(features)


def register_claims(features):
    features.register_editor_plugin(
        "draftail",
        claims.FEATURE,
        InlineStyleFeature(
            {
                "type": CLAIM,
                "icon": "tick-inverse",
                "description": _("Claim that needs support: dose, risk, benefit, number"),
                "style": {"borderBottom": "0.15em dashed currentColor"},
            }
        ),
    )
    features.register_converter_rule(
        "contentstate",
        claims.FEATURE,
        {
            "from_database_format": {"mark": InlineStyleElementHandler(CLAIM)},
            "to_database_format": {"style_map": {CLAIM: "mark"}},
        },
    )


def register_citations(features):
    features.register_link_type(CitationHandler)
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        EntityFeature(
            {
                "type": ENTITY,
                "icon": "openquote",
                "description": _("Citation"),
                "chooserUrls": {"choose": reverse_lazy("cite")},
            },
            js=["wagtailadmin/js/modal-workflow.js", "articles/citation_source.js"],
            css={"all": ["articles/citation_source.css"]},
        ),
    )
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {f'a[linktype="{FEATURE}"]': CitationElementHandler(ENTITY)},
            "to_database_format": {"entity_decorators": {ENTITY: citation_element}},
        },
    )
