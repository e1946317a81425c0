"""Text in a spreadsheet is shown and never computed: a title that begins like a formula is a title.

OWASP names the beginnings: https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def without_formula(value: Any) -> Any:
    """The value, with an apostrophe before text that a spreadsheet would compute."""
    is_formula = isinstance(value, str) and value.lstrip(" \n").startswith(STARTS)
    return f"'{value}" if is_formula else value


def make_exports_safe() -> None:
    """For every list of Wagtail's that has an export, its own and ours: none has to remember it.

    Wagtail sees to formulas in XLSX itself, and not in CSV.
    """
    as_wagtail_does = SpreadsheetExportMixin.preprocess_field_value

    def preprocess_field_value(self: SpreadsheetExportMixin, field: str, value: Any, export_format: str) -> Any:
        shown = as_wagtail_does(self, field, value, export_format)
        return without_formula(shown) if export_format == self.FORMAT_CSV else shown

    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
