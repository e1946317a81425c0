"""Months in full: not everybody knows their short names."""

DATE_FORMAT = "j F Y"
