"""How people choose to get their letters, and the weekly digest of what they do not want one by one."""

from datetime import timedelta
from itertools import chain
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from articles.record.signed.sign_offs import SignOffKind
from editorial.letters.outbox.choices import LetterChoice
from editorial.letters.outbox.kinds import Kind, When
from editorial.letters.outbox.letter import Letter
from editorial.letters.outbox.writing import write
from editorial.letters.preferences import LettersForm
from editorial.planning.assigning.assignments import ask
from editorial.review.digest import write_digests
from editorial.review.publishing.status import propose
from editorial.review.signing.interests import declare
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import submitted
from tests.factories.pages import article, published_article
from tests.factories.signing import appointed_editor, credentialed, published_through_the_workflow
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db
ACCOUNT = "/admin/account/"


def chose(client, user, **choices):
    """What the account page answers when somebody chooses there how to get letters."""
    logged_in(client, user)
    panels = chain.from_iterable(client.get(ACCOUNT).context["panels_by_tab"].values())
    shown = {field.html_name: field.value() for panel in panels for field in panel.get_form()}
    kept = {name: value for name, value in shown.items() if value not in (None, False, "")}
    return client.post(ACCOUNT, kept | {f"letters-{kind}": when for kind, when in choices.items()})


def got(user):
    return [letter.subject for letter in delivered() if letter.to == [user.email]]


def told(user, kind, occasion="1"):
    context = {"title": "Heat", "publish_after": timezone.now()}
    write(kind, f"{kind} {occasion}", [user], "review/emails/scheduled.txt", context, link="/admin/review/")


def test_somebody_chooses_which_letters_they_get_and_how(client):
    editor = UserFactory(editor=True)
    assert chose(client, editor, published="weekly", decisions="never").status_code == 302

    for kind in (Kind.PUBLISHED, Kind.DECISIONS, Kind.CHANGES):
        told(editor, kind)

    assert len(got(editor)) == 1
    assert set(Letter.objects.filter(recipient=editor).values_list("kind", "state")) == {
        ("changes", "sent"),
        ("published", "for_digest"),
    }


@pytest.mark.parametrize(("kind", "when"), [("asked", "never"), ("security", "never"), ("credentials", "weekly")])
def test_nobody_opts_out_of_being_asked_or_of_what_concerns_their_security(client, kind, when):
    user = UserFactory(editor=True)
    chose(client, user, **{kind: when})

    told(user, Kind(kind))

    assert len(got(user)) == 1


def test_whoever_wants_letters_in_the_digest_cannot_turn_it_off(client):
    answer = chose(client, UserFactory(editor=True), published="weekly", digest="never")

    assert answer.status_code == 200 and "Some letters are to come in the digest" in answer.content.decode()


def test_whoever_belongs_to_no_group_reads_in_a_digest_what_they_want_to_read_there(client):
    admin = UserFactory(is_superuser=True)
    chose(client, admin, published="weekly")
    told(admin, Kind.PUBLISHED)

    write_digests()

    assert Letter.objects.get(recipient=admin, kind=Kind.PUBLISHED).state == "in_digest"
    assert "Scheduled: Heat" in [letter.body for letter in delivered() if letter.to == [admin.email]][0]


def test_every_editor_reads_in_their_digest_what_every_editor_decides():
    first, second, appointed = UserFactory(editor=True), UserFactory(editor=True), appointed_editor()
    page = published_article("Heat")
    declare(submitted(article("Cold")), by=credentialed(SignOffKind.FACT_CHECK), interests="Paid talks")
    propose(page, by=first, status="withdrawn", notice="It was wrong.", reason="Report 12")
    delivered().clear()

    write_digests()

    read = {letter.to[0]: letter.body for letter in delivered()}
    about_status, about_interest = "- Heat: withdrawn, proposed by ", "- Cold: "
    assert f": http://testserver{reverse('review:status', args=[page.pk])}\n" in read[second.email]
    assert about_status in read[second.email] and about_interest not in read[second.email]
    assert about_status in read[appointed.email] and about_interest in read[appointed.email]
    assert about_status not in read.get(first.email, "")


def test_what_somebody_else_is_asked_to_sign_does_not_wait_for_whoever_could_as_well():
    asked, other = credentialed(SignOffKind.FACT_CHECK), credentialed(SignOffKind.FACT_CHECK)
    submitted(article("Cold"))
    ask(submitted(article("Heat")), SignOffKind.FACT_CHECK, asked, by=appointed_editor())
    delivered().clear()

    write_digests()

    read = {letter.to[0]: letter.body for letter in delivered()}
    waits = {user: [title for title in ("Heat", "Cold") if f"- {title}" in read[user.email]] for user in (asked, other)}
    assert waits == {asked: ["Heat", "Cold"], other: ["Cold"]}


def test_the_digest_is_not_turned_off_while_letters_wait_for_it(client):
    user = UserFactory(editor=True)
    chose(client, user, published="weekly")
    told(user, Kind.PUBLISHED)

    answer = chose(client, user, published="at_once", digest="never")

    assert answer.status_code == 200 and "wait for your next digest" in answer.content.decode()
    write_digests()
    assert chose(client, user, published="at_once", digest="never").status_code == 302


def test_of_what_waits_for_nobodys_digest_it_is_not_said_that_it_was_told():
    gone = UserFactory(editor=True)
    LetterChoice.objects.create(user=gone, kind=Kind.PUBLISHED, when=When.WEEKLY)
    told(gone, Kind.PUBLISHED)
    gone.is_active = False
    gone.save()

    write_digests()

    assert Letter.objects.get(recipient=gone, kind=Kind.PUBLISHED).state == "for_digest"


def test_what_is_not_sent_stays_as_it_was(client):
    user = UserFactory(editor=True)
    chose(client, user, published="never")
    form = LettersForm({}, instance=user)
    assert form.is_valid()
    form.save()

    told(user, Kind.PUBLISHED)

    assert got(user) == []


def test_the_digest_says_once_a_week_what_waits_what_was_published_and_what_was_gathered(client):
    checker = credentialed(SignOffKind.FACT_CHECK, user=UserFactory(reviewer=True))
    chose(client, checker, changes=When.WEEKLY)
    published_through_the_workflow(article("Cold"))
    submitted(article("Warmth"))
    told(checker, Kind.CHANGES)
    delivered().clear()

    write_digests()
    write_digests()

    [digest] = [letter for letter in delivered() if letter.to == [checker.email]]
    assert digest.subject.endswith("your week")
    waiting, published = digest.body.split("Published")
    assert "- Warmth (fact check), since" in waiting and "Scheduled: Heat" in waiting
    assert "- Cold, edition 1: http://testserver/" in published
    assert Letter.objects.get(recipient=checker, kind=Kind.CHANGES).state == "in_digest"


def test_after_a_downtime_of_weeks_one_digest_tells_of_all_of_it(client):
    editor = UserFactory(editor=True)
    chose(client, editor, published=When.WEEKLY)
    for occasion in range(3):
        told(editor, Kind.PUBLISHED, occasion)
    Letter.objects.update(written_at=timezone.now() - timedelta(weeks=3))

    write_digests()

    [digest] = [letter for letter in delivered() if letter.to == [editor.email]]
    assert digest.body.count("Scheduled: Heat") == 3


def test_nobody_gets_a_digest_of_nothing_or_one_that_they_do_not_want(client):
    editor, quiet = UserFactory(editor=True), UserFactory(writer=True)
    chose(client, editor, digest=When.NEVER)
    published_through_the_workflow(article())

    write_digests()

    assert Letter.objects.filter(kind=Kind.DIGEST, recipient=quiet).exists()
    assert not Letter.objects.filter(kind=Kind.DIGEST, recipient=editor).exists()


@pytest.mark.django_db(transaction=True)
def test_two_clocks_write_one_digest():
    editor = UserFactory(editor=True)
    told(editor, Kind.DIGEST, "something that is not this week's")
    submitted(article())
    published_through_the_workflow(article())
    together = Barrier(2)

    def tick():
        together.wait()
        try:
            write_digests()
        finally:
            connection.close()

    clocks = [Thread(target=tick) for _clock in range(2)]
    [clock.start() for clock in clocks]
    [clock.join() for clock in clocks]

    assert len([subject for subject in got(editor) if subject.endswith("your week")]) == 1
