"""Writing letters: a row for each person, in the transaction of what they tell of; a worker sends them after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from post_office.models import PRIORITY, Email
from wagtail.models import Page

from articles.record.published.addresses import absolute
from editorial.accounts.users import User

from .choices import LetterChoice
from .kinds import Kind, When
from .letter import Letter, LetterState
from .rendering import Text
from .sending import message_id, send_soon

#: What goes out before all else that waits.
URGENT = (Kind.SECURITY, Kind.SAFETY)

People = QuerySet[User] | Iterable[User | str]


class Addressee(NamedTuple):
    address: str
    user: User | None
    when: str

    def columns(self) -> dict[str, Any]:
        """What a letter says of who it is for."""
        state = LetterState.FOR_DIGEST if self.when == When.WEEKLY else LetterState.WAITING
        return {"recipient": self.user, "address": self.address, "state": state}


@transaction.atomic
def write(
    kind: Kind,
    occasion: str,
    people: People,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    link: str = "",
    about: Page | int | None = None,
    has_secret: bool = False,
    language: str = "",
) -> None:
    """Tell people of something, each once, as they chose to be told.

    `occasion` says what it tells of, and the same whenever it is written again: “asked 17” for the step with that
    number. `people` are accounts, of which inactive ones get nothing but what concerns their security, or addresses.
    The first line of `template` is the subject. It is given `link`, where to act, with the site's address. `about` is
    the page that it is about: there the desk sees who was told. With `has_secret` nothing is kept of the text, which is
    made when it is sent (`secret.py`). It is in the site's `language` unless told.
    """
    link = absolute(link)
    addressees = list(_as_they_chose(kind, people))
    if not addressees:
        return
    text = Text.of(template, {**(context or {}), "link": link}, language)
    page_id = about.pk if isinstance(about, Page) else about
    common = {"kind": kind, "occasion": occasion, "page_id": page_id, "subject": text.subject, "link": link}
    letters = [Letter(**common, has_secret=has_secret, **to.columns()) for to in addressees]
    _put_into_outbox([letter for letter in letters if letter.state == LetterState.WAITING], text)
    # What somebody was told of already is left as it is; its text, just put beside it, is swept away at night.
    Letter.objects.bulk_create(letters, ignore_conflicts=True)
    send_soon()


def _put_into_outbox(letters: list[Letter], text: Text) -> None:
    """A row of post_office's for each letter."""
    html = text.html
    emails = Email.objects.bulk_create(
        Email(
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[letter.address],
            subject=text.subject,
            message="" if letter.has_secret else text.body,
            html_message="" if letter.has_secret else html,
            priority=PRIORITY.high if letter.kind in URGENT else PRIORITY.medium,
            message_id=message_id(),
        )
        for letter in letters
    )
    for letter, email in zip(letters, emails, strict=True):
        letter.email = email


def _as_they_chose(kind: Kind, people: People) -> Iterator[Addressee]:
    """Each account or address once, but for those who do not want letters of this kind."""
    found, chosen = _with_choices(kind, people)
    for person in dict.fromkeys(found):
        if isinstance(person, str):
            to = Addressee(person, None, When.AT_ONCE)
        else:
            when = chosen.get(person.pk) or kind.offered[0]
            to = Addressee(person.email, person, when if kind.is_for(person) else When.NEVER)
        if to.address and to.when != When.NEVER:
            yield to


def _with_choices(kind: Kind, people: People) -> tuple[list[User | str], dict[int, str]]:
    """The people, and what they chose for letters of this kind, in one question at most."""
    if len(kind.offered) == 1:
        return list(people), {}
    of_kind = LetterChoice.objects.filter(kind=kind)
    if isinstance(people, QuerySet):
        choice = of_kind.filter(user=OuterRef("pk")).values("when")
        users = list(people.annotate(chosen_when=Subquery(choice)).order_by("pk"))
        return [*users], {user.pk: user.chosen_when for user in users}
    listed = list(people)
    users = [person for person in listed if isinstance(person, User)]
    rows = of_kind.filter(user__in=users).values_list("user_id", "when") if users else []
    return listed, dict(rows)
