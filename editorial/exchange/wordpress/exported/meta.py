"""The fields that plugins keep beside a post, of which something comes in.

All others may change as they like: a counter of readers, or who had the editor open, makes no newer text.
"""

from __future__ import annotations

import re

DESCRIPTIONS = ("_yoast_wpseo_metadesc", "rank_math_description")
SEO_TITLES = ("_yoast_wpseo_title", "rank_math_title")
MAIN_CATEGORIES = ("_yoast_wpseo_primary_category", "rank_math_primary_category")
MAIN_PICTURE = "_thumbnail_id"
FOOTNOTES = "footnotes"
ELEMENTOR_MODE, ELEMENTOR_DATA = "_elementor_edit_mode", "_elementor_data"
#: How often it was read there: known, and never a reason to renew a draft.
VIEWS = ("post_views_count", "views", "_post_views", "pvc_views", "wpb_post_views_count", "post_views", "hits")
CLAIM = re.compile(
    r"(?:medical|clinical|fact|last|expert|next)[\s_-]*(?:review|check|verif)|(?:^|[_-])review(?:ed|er)?[_-]?(?:by|on|date|name|id)?$",
    re.IGNORECASE,
)
REFERENCES = re.compile(r"(?:^|[_-])(?:references?|sources?|citations?|bibliography)$", re.IGNORECASE)
_BY_NAME = {*DESCRIPTIONS, *SEO_TITLES, *MAIN_CATEGORIES, MAIN_PICTURE, FOOTNOTES, ELEMENTOR_MODE, ELEMENTOR_DATA}


def comes_in(name: str) -> bool:
    """Whether something of the field with this name comes in."""
    return name in _BY_NAME or bool(CLAIM.search(name) or REFERENCES.search(name))


def may_be_shown(name: str) -> bool:
    """Whether readers may have seen a field. Names that begin with “_” are WordPress's own, and hidden."""
    return not (name.startswith(("_", "rank_math_")) or comes_in(name) or name in VIEWS)
