"""Documents that say how the site is, and are written from it: a test compares them, or writes them anew."""

import pytest


def pytest_addoption(parser):
    parser.addoption("--write-documents", action="store_true", help="write the documents that tests compare, anew")


@pytest.fixture
def says_so(request):
    """A function that holds a document against what it should say, or writes that into it."""

    def compare(path, text):
        if request.config.option.write_documents:
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is not so any more: run with --write-documents."

    return compare
