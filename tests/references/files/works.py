"""The works that a file brings, and what they say of their authors."""

from articles.references import files
from tests.references.conftest import ANSWERS


def read(name):
    return files.read((ANSWERS / name).read_bytes())


def works_of(text, encoding="utf-8"):
    return files.read(text.encode(encoding)).works


def work_of(text):
    [work] = works_of(text)
    return work


def authors_of(work):
    return [person.get("family") or person["literal"] for person in work.csl.get("author", [])]
