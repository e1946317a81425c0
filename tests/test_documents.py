"""What the documents say is there, is there. Each failure names the document."""

import re
from pathlib import Path

import pytest

from docs.pictures import draw

PROJECT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md"), PROJECT / "benchmarks" / "README.md"])
LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)")
PATH = re.compile(r"`((?:[\w.-]+/)*[\w.-]+(?:\.(?:py|sql|js|svg|html|md|toml|txt)|/))`")
#: Words in capitals stand for a name; the two folders are for apps to come.
NOT_THERE_YET = re.compile(r"[A-Z]{4,}|^editorial/(?:planning|exchange)/$")
FOLDERS = ("articles", "editorial", "pain_site", "tests", "docs", "benchmarks", "deploy", ".ci")


def name(document):
    return document.relative_to(PROJECT).as_posix()


def anchors(document):
    """The addresses of its headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", document.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@pytest.fixture(scope="module")
def places():
    """Every file and folder of the project, by its path from the top."""
    found = [path for folder in FOLDERS for path in (PROJECT / folder).rglob("*") if "__pycache__" not in path.parts]
    found += [*PROJECT.glob("*"), *(PROJECT / folder for folder in FOLDERS)]
    return {f"/{name(path)}{'/' * path.is_dir()}" for path in found}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_leads_somewhere(document):
    astray = []
    for target, anchor in LINK.findall(document.read_text()):
        place = (document.parent / target).resolve() if target else document
        if not target.startswith("http") and not (place.exists() and (not anchor or anchor in anchors(place))):
            astray.append(f"{target}#{anchor}")

    assert not astray


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_path_is_there(document, places):
    """From the top of the project, or the end of a path where its beginning has been said."""
    named = {path for path in PATH.findall(document.read_text()) if not NOT_THERE_YET.search(path)}

    assert not {path for path in named if not any(place.endswith(f"/{path}") for place in places)}


def test_the_pictures_are_as_they_are_drawn_today():
    """Otherwise: .venv/bin/python -m docs.pictures.draw"""
    old = [name for name, sheet in draw.sheets().items() if (draw.HERE / f"{name}.svg").read_text() != sheet.svg()]

    assert not old
