"""`manage.py plan_first_reviews`: by when each text that was moved in unreviewed is to have its first review."""

import csv
from pathlib import Path
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from articles.characters.whole_numbers import whole_number
from articles.record.published.addresses import MovedInAddress
from articles.record.published.publications import Publication

from ...review_due.first_reviews import plan_first_reviews


class Command(BaseCommand):
    help = (
        "Plan the first reviews of what was moved in unreviewed: evenly over months, the risky first, and of those the "
        "much-read first."
    )

    def add_arguments(self, parser):
        parser.add_argument("--months", type=int, help="over so many months; FIRST_REVIEWS_MONTHS unless said")
        parser.add_argument("--reads", type=Path, metavar="CSV", help="addresses, and how often each was read")
        parser.add_argument("--anew", action="store_true", help="also what has a day already and is not reviewed yet")

    def handle(self, months, reads, anew, **options):
        if months is not None and not 1 <= months <= 120:
            raise CommandError("First reviews are spread over 1 to 120 months.")
        planned = len(plan_first_reviews(months=months, reads=read_often(reads) if reads else None, anew=anew))
        self.stdout.write(ngettext("%d first review is planned.", "%d first reviews are planned.", planned) % planned)


def read_often(path):
    """How often each page was read, by its number: lines of an address, here or on the former site, and a number."""
    try:
        with open(path, newline="", encoding="utf-8-sig") as file:
            lines = [(line[0], whole_number(line[1].strip())) for line in csv.reader(file) if len(line) > 1]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error
    if all(number is None for _address, number in lines):
        raise CommandError(f"{path} has no line of an address, a comma and a number. Nothing was planned.")
    counted = {}
    for address, number in lines:
        path = urlsplit(address.strip()).path.strip("/").lower()
        counted[path] = counted.get(path, 0) + (number or 0)
    here = Publication.objects.values_list("path", "page_id")
    former = MovedInAddress.objects.values_list("address", "page_id")
    pages = {}
    for address, page_id in [*here, *former]:
        pages[page_id] = pages.get(page_id, 0) + counted.pop(address.strip("/").lower(), 0)
    return pages
