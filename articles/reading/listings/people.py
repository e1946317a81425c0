"""What somebody wrote and signed, and everybody who writes, checks and reviews."""

from collections import Counter

from django.contrib.humanize.templatetags.humanize import intcomma
from django.contrib.postgres.fields import ArrayField
from django.db.models import IntegerField, JSONField, Value

from ...record.publications import Publication
from ...record.statements import Slot
from .shelves import BY_TITLE, NEWEST_FIRST, Asked, listed, shelf

#: A page counts what somebody wrote or signed no further.
MOST_COUNTED = 250


def lists_of_person(reading, asked=Asked()):  # noqa: B008  a named tuple does not change
    """What a person wrote, and which pages carry their signature now, with how many there are of each."""
    path, bylines, signers = reading.path, [{"person": reading.document["page"]}], [reading.document["page"]]
    lists = {
        "wrote": shelf("wrote", listed(_wrote, bylines=bylines), NEWEST_FIRST, asked, path),
        "signed": shelf("signed", listed(_signed, signers=signers), NEWEST_FIRST, asked, path),
    }
    is_all = not asked.name and not any(each.next_url for each in lists.values())
    shown = [len(each.cards) for each in lists.values()]
    wrote_total, signed_total = shown if is_all else counted(wrote_with(bylines), signed_by(signers))
    return {**lists, "wrote_total": wrote_total, "signed_total": signed_total, "goes_on": asked.name}


def wrote_with(bylines):
    """The articles that have these bylines."""
    return Publication.objects.readable().of_kind("article").with_bylines(bylines)


def signed_by(signers):
    """The pages whose current edition carries a sign-off by each of these, given by their pages."""
    return Publication.objects.readable().filter(search_entry__signers__contains=signers)


def _wrote():
    return wrote_with(Slot("bylines", JSONField()))


def _signed():
    return signed_by(Slot("signers", ArrayField(IntegerField())))


def counted(*lists):
    """How many each list holds, in words: of those who sign thousands of pages it is not worth counting each."""
    marked = [rows.order_by().values_list(Value(place))[: MOST_COUNTED + 1] for place, rows in enumerate(lists)]
    numbers = Counter(place for (place,) in marked[0].union(*marked[1:], all=True))
    return [_in_words(numbers[place]) for place in range(len(lists))]


def _in_words(number):
    return intcomma(number) if number <= MOST_COUNTED else f"{intcomma(MOST_COUNTED)}+"


def everybody(language, asked, path):
    """The people and teams whose pages readers get, by name, with what entitles them to sign."""
    people = listed(_in_language, language)
    return shelf("people", people, BY_TITLE, asked, path, as_cards=as_people, with_texts=True)


def _in_language(language):
    return Publication.objects.of_kind("person").in_language(language)


def as_people(publications):
    """Persons as a list shows them."""
    return [_person(publication.edition.content, publication.path) for publication in publications]


def _person(document, url):
    photo = document.get("photo")
    return {
        "title": f"{document.get('prefix', '')} {document['title']}".strip(),
        "url": url,
        "role": ", ".join(filter(None, [document.get("post_nominals"), document.get("job_title")])),
        "standfirst": document.get("standfirst", ""),
        "image": photo and {**{key: photo[key] for key in ("src", "srcset", "width", "height")}, "alt": ""},
        "credentials": document.get("credentials", []),
    }
