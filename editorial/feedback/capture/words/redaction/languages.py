"""What people say before a name, a birthday or a telephone number: `languages.toml`."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _languages():
    return tomllib.loads(files(__package__).joinpath("languages.toml").read_text(encoding="utf-8"))


def said(what):
    """All that the languages say for it, as alternatives of one regular expression; the longest first."""
    return "|".join(
        alternative.replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}")
        for language in _languages().values()
        if (alternative := language.get(what))
    )


def rows(what):
    """What each language has in a row, such as its ten digits."""
    return [language[what].split() for language in _languages().values() if what in language]
