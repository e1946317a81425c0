"""Draw the pictures of the documents anew: .venv/bin/python -m docs.pictures.draw

Run it when layers, tables or the way of a text change. It needs no database.
"""

import os
from pathlib import Path

import django

from . import draft_to_reader, layers, tables

HERE = Path(__file__).parent


def sheets():
    """Every picture by its name; Django has been set up."""
    if found := list(layers.differences()):
        raise SystemExit("\n".join(found))
    return {
        "layers": layers.layers(),
        "draft-to-reader": draft_to_reader.draft_to_reader(),
        **dict(tables.pictures()),
    }


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pain_site.settings.dev")
    django.setup()
    for name, sheet in sheets().items():
        (HERE / f"{name}.svg").write_text(sheet.svg(), encoding="utf-8")


if __name__ == "__main__":
    main()
