"""What somebody wrote and signed, and everybody who writes, checks and reviews."""

from collections import Counter

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Value

from ...record.publications import Publication
from .shelves import BY_TITLE, NEWEST_FIRST, Asked, shelf

#: A page counts what somebody wrote or signed no further.
MOST_COUNTED = 250


def lists_of_person(reading, asked=Asked()):  # noqa: B008  a named tuple does not change
    """What a person wrote, and which pages carry their signature now, with how many there are of each."""
    person, path = reading.document["page"], reading.path
    wrote = Publication.objects.readable().of_kind("article").written_by(person)
    signed = signed_by(person)
    lists = {
        "wrote": shelf("wrote", wrote, NEWEST_FIRST, asked, path),
        "signed": shelf("signed", signed, NEWEST_FIRST, asked, path),
    }
    is_all = not asked.name and not any(each.next_url for each in lists.values())
    wrote_total, signed_total = [len(each.cards) for each in lists.values()] if is_all else counted(wrote, signed)
    return {**lists, "wrote_total": wrote_total, "signed_total": signed_total, "goes_on": asked.name}


def signed_by(person_page_id):
    """The pages whose current edition carries a sign-off by this person."""
    return Publication.objects.readable().filter(search_entry__signers__contains=[person_page_id])


def counted(*lists):
    """How many each list holds, in words: of those who sign thousands of pages it is not worth counting each."""
    marked = [rows.order_by().values_list(Value(place))[: MOST_COUNTED + 1] for place, rows in enumerate(lists)]
    numbers = Counter(place for (place,) in marked[0].union(*marked[1:], all=True))
    return [_in_words(numbers[place]) for place in range(len(lists))]


def _in_words(number):
    return intcomma(number) if number <= MOST_COUNTED else f"{intcomma(MOST_COUNTED)}+"


def everybody(language, asked, path):
    """The people and teams whose pages readers get, by name, with what entitles them to sign."""
    people = Publication.objects.of_kind("person").in_language(language)
    return shelf("people", people, BY_TITLE, asked, path, as_cards=as_people, with_texts=True)


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
