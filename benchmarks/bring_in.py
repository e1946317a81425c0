"""What becomes of documents of other people: python -m benchmarks.bring_in FOLDER... [--told].

Reads every .html, .htm and .docx in the folders as somebody would bring it in who accepts tracked changes, and prints a
row for each: what is in it, and how many of its numbers are not as they were. `--told` adds what its writer would be
told. No database is asked.
"""

import argparse
import os
import time
from pathlib import Path

import django

KINDS = {".html", ".htm", ".docx"}
COLUMNS = ["document", "seconds", "sections", "paragraphs", "items", "tables", "quotations", "pictures", "references"]
COLUMNS += ["marks", "tracked", "numbers", "differ", "changed", "left out"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--told", action="store_true")
    options = parser.parse_args()
    os.environ |= {"DATABASE_URL": "postgres:///nowhere", "VALKEY_URL": "redis://nowhere"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "pain_site.settings.dev"
    django.setup()
    print("| " + " | ".join(COLUMNS) + " |\n" + "|---" * len(COLUMNS) + "|")
    for path in sorted(path for folder in options.folders for path in folder.rglob("*") if path.suffix in KINDS):
        tell(path, options.told)


def tell(path, is_told):
    from editorial.exchange.documents.files import UnreadableFileError, open_file

    began = time.perf_counter()
    try:
        found = open_file(path.read_bytes())
    except UnreadableFileError as refusal:
        print(f"| {path.name} | {refusal} |")
        return
    row, told = looked_at(found)
    print(f"| {path.name} | {time.perf_counter() - began:.2f} | " + " | ".join(map(str, row)) + " |")
    for sentence in told if is_told else []:
        print(f"    {sentence}")


def looked_at(found):
    from editorial.exchange.documents.body import Body, number_differences
    from editorial.exchange.documents.numbers import quantities
    from editorial.exchange.documents.parts import Item, Paragraph, Picture, Quote, Table, Tracked
    from editorial.exchange.documents.reading import read
    from editorial.exchange.documents.reference_lists import take_references

    document = take_references(read(found.html, Tracked.ACCEPT))
    marks = []
    sections = Body(document, cite=lambda number: marks.append(number) or f"[{number}]").sections
    differences = number_differences(document)
    left_out = [*found.left_out, *document.summary.left_out]
    counts = [
        sum(isinstance(part, kind) for part in document.parts) for kind in (Paragraph, Item, Table, Quote, Picture)
    ]
    row = [len(sections), *counts, len(document.references), len(marks), len(document.summary.tracked)]
    row += [len(quantities(document.source)), len(differences), len(document.summary.changed), len(left_out)]
    told = [f"Changed: {words}" for words in document.summary.changed]
    told += [f"Left out: {words}" for words in left_out]
    told += [f"Differs: {' · '.join(one.before) or '–'} → {' · '.join(one.after) or '–'}" for one in differences]
    return row, told


if __name__ == "__main__":
    main()
