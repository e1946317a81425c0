"""What somebody wrote and signed, and everybody who writes, checks and reviews."""

from ...record.publications import Publication
from ...record.sign_offs import SignOff
from .shelves import BY_TITLE, NEWEST_FIRST, Asked, shelf


def lists_of_person(reading, asked=Asked()):  # noqa: B008  a named tuple does not change
    """What a person wrote, and which pages carry their signature now, with how many there are of each."""
    person, path = reading.document["page"], reading.path
    wrote = Publication.objects.readable().of_kind("article").written_by(person)
    signed = signed_by(person)
    return {
        "wrote": shelf("wrote", wrote, NEWEST_FIRST, asked, path),
        "signed": shelf("signed", signed, NEWEST_FIRST, asked, path),
        "wrote_total": wrote.count(),
        "signed_total": signed.count(),
        "goes_on": asked.name,
    }


def signed_by(person_page_id):
    """The pages whose current edition carries a sign-off by this person."""
    sign_offs = list(SignOff.objects.filter(shown__person=person_page_id).values_list("pk", flat=True))
    found = Publication.objects.readable()
    return found.filter(edition__sign_off_ids__overlap=sign_offs) if sign_offs else found.none()


def everybody(language, asked, path):
    """The people and teams whose pages readers get, by name, with what entitles them to sign."""
    people = Publication.objects.of_kind("person").in_language(language)
    return shelf("people", people, BY_TITLE, asked, path, as_cards=as_people)


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
