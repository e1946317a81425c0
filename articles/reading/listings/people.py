"""What somebody wrote and signed, and everybody who writes, checks and reviews."""

from collections import Counter
from functools import lru_cache, partial

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.contrib.postgres.fields import ArrayField
from django.db.models import IntegerField, JSONField, Value

from ...record.published.publications import Publication
from ...record.statements import Slot, Statement
from .shelves import BY_TITLE, Asked, listed, newest_of, shelf

#: A page counts what somebody wrote or signed no further.
MOST_COUNTED = 100


def lists_of_person(reading, asked=Asked()):  # noqa: B008  a named tuple does not change
    """What a person wrote, and which pages carry their signature now, with how many there are of each.

    It is one person, by their page of whatever language a text names them.
    """
    pages = sorted({reading.document["page"], *(each["page"] for each in reading.in_each_language)})
    by_person, languages = {"bylines": [[{"person": page}] for page in pages], "signers": pages}, _languages(reading)
    rows = {
        "wrote": listed(_wrote, languages, bylines=by_person["bylines"]),
        "signed": listed(_signed, languages, signers=by_person["signers"]),
    }
    lists = newest_of(rows, asked, reading.path)
    is_all = not asked.name and not any(each.next_url for each in lists.values())
    shown = [len(each.cards) for each in lists.values()]
    wrote_total, signed_total = shown if is_all else _counted(by_person, languages)
    return {**lists, "wrote_total": wrote_total, "signed_total": signed_total, "goes_on": asked.name}


def _languages(reading):
    """The languages of the texts that a person's page lists, or none where it lists those of all.

    A translation of somebody's page lists what is in its own language. What is in a language in which readers get no
    page of theirs stands on the original.
    """
    if reading.document.get("translates"):
        return (reading.language,)
    elsewhere = {each["code"] for each in reading.in_other_languages}
    return tuple(code for code in dict(settings.LANGUAGES) if code not in elsewhere) if elsewhere else ()


def _readable(languages):
    readable = Publication.objects.readable()
    return readable.in_language(*languages) if languages else readable


def _wrote(languages):
    """The articles that have one of these bylines."""
    return _readable(languages).of_kind("article").with_a_byline_of(Slot("bylines", ArrayField(JSONField())))


def _signed(languages):
    """The pages whose current edition carries a sign-off by one of these, given by their pages."""
    return _readable(languages).filter(search_entry__signers__overlap=Slot("signers", ArrayField(IntegerField())))


def _counted(by_person, languages):
    """How many each list holds, in words: of those who sign thousands of pages it is not worth counting each."""
    numbers = Counter(place for (place,) in _some_of_each(languages).asked(**by_person))
    return [_in_words(numbers[place]) for place in range(2)]


@lru_cache(maxsize=64)
def _some_of_each(languages):
    """A row for each page of either list that is counted, which says whose it is."""
    return Statement(partial(_marked, languages))


def _marked(languages):
    wrote, signed = (
        rows.order_by().values_list(Value(place))[: MOST_COUNTED + 1]
        for place, rows in enumerate((_wrote(languages), _signed(languages)))
    )
    return wrote.union(signed, all=True)


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
