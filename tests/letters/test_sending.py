"""What is in the outbox leaves once, whatever the mail server, the queue and the workers do meanwhile."""

import re
from datetime import UTC, datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from threading import Barrier, Thread

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.checks import run_checks
from django.core.mail.backends.locmem import EmailBackend as Locmem
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone, translation
from post_office.models import Email, Log

from editorial.letters.outbox.health import refused_since_the_last_sent
from editorial.letters.outbox.keeping import forget_letters
from editorial.letters.outbox.kinds import Kind
from editorial.letters.outbox.letter import Letter
from editorial.letters.outbox.sending import PAUSES, send_again, send_letters
from editorial.letters.outbox.writing import write
from tests.factories.accounts import UserFactory
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db

PICKY = "tests.letters.test_sending.Picky"
AWAY = "tests.letters.test_sending.Away"
SHUT = "tests.letters.test_sending.Shut"


class Picky(Locmem):
    """A mail server that refuses addresses by their first letter: x for ever, y for now; z makes it hang up."""

    def send_messages(self, messages):
        to = messages[0].to[0]
        if to.startswith("x"):
            raise SMTPRecipientsRefused({to: (550, b"No such mailbox")})
        if to.startswith("greylisted"):
            raise SMTPRecipientsRefused({to: (450, b"Greylisted")})
        if to.startswith("y"):
            raise SMTPDataError(451, b"Try again later")
        if to.startswith("z"):
            raise SMTPServerDisconnected("Connection unexpectedly closed")
        return super().send_messages(messages)


class Shut(Locmem):
    """A mail server that has us on a list, and takes nothing."""

    def send_messages(self, messages):
        raise SMTPDataError(554, b"Your address is on a list")


class Away(Locmem):
    def open(self):
        raise ConnectionRefusedError("Nobody listens.")


def told(people, occasion="asked 1", kind=Kind.ASKED, **more):
    write(kind, occasion, people, "letters/emails/changed.txt", {"what": "Something."}, **more)


def later(**pause):
    """Time passes for what waits."""
    waiting = Letter.objects.filter(state="waiting")
    for letter in waiting:
        letter.next_try_at -= timedelta(**pause)
        letter.save()


def states():
    return dict(Letter.objects.values_list("address", "state"))


def test_each_person_gets_a_letter_of_their_own_as_text_and_as_html():
    told([UserFactory(), UserFactory(), "archive@example.net"], link="/admin/")

    first, _second, last = delivered()

    assert [len(first.to), last.to] == [1, ["archive@example.net"]]
    assert "http://testserver/admin/" in first.body
    [(html, kind)] = [(part.content, part.mimetype) for part in first.alternatives]
    assert kind == "text/html" and '<a href="http://testserver/admin/"' in html and "<p>Your account changed:" in html


def test_whoever_was_told_of_something_is_not_told_again():
    person, other = UserFactory(), UserFactory()
    told([person])
    told([person, other, other.email])
    told([person], "asked 2")

    assert sorted(letter.to[0] for letter in delivered()) == sorted(
        [person.email, person.email, other.email, other.email]
    )
    assert len(delivered()) == 4


def test_what_is_taken_back_is_told_to_nobody():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        told([UserFactory()])
        raise ZeroDivisionError

    assert delivered() == [] and not Email.objects.exists()


def test_a_refused_address_stops_nobody_else_and_is_seen(settings):
    settings.EMAIL_BACKEND = PICKY
    told(["a@example.org", "x@example.org", "y@example.org", "b@example.org"])

    assert [letter.to for letter in delivered()] == [["a@example.org"], ["b@example.org"]]
    assert states() == {
        "a@example.org": "sent",
        "b@example.org": "sent",
        "x@example.org": "refused",
        "y@example.org": "waiting",
    }
    assert Letter.objects.get(address="x@example.org").why == "550 No such mailbox"


def test_a_server_that_takes_nothing_is_noticed_at_the_first_try_and_until_it_takes_a_letter(settings):
    settings.EMAIL_BACKEND, usual = SHUT, settings.EMAIL_BACKEND
    told(["a@example.org", "b@example.org", "c@example.org"])
    send_letters()
    assert refused_since_the_last_sent() == 3

    settings.EMAIL_BACKEND = usual
    told(["d@example.org"], "asked 2")
    send_letters()
    assert refused_since_the_last_sent() == 0

    settings.EMAIL_BACKEND = SHUT
    later(minutes=1)
    send_letters()  # what was written before that letter is tried after it
    assert refused_since_the_last_sent() == 3


def test_a_server_that_puts_a_recipient_off_or_knows_none_is_not_taken_for_one_that_takes_nothing(settings):
    settings.EMAIL_BACKEND = PICKY
    told(["greylisted1@example.org", "greylisted2@example.org", "x@example.org"])
    send_letters()

    assert refused_since_the_last_sent() == 1  # the one who is not there


def test_a_server_that_hangs_up_is_called_again_and_the_others_get_theirs(settings):
    settings.EMAIL_BACKEND = PICKY
    told(["z@example.org", "a@example.org"])

    assert delivered() == []
    assert [letter.to for letter in delivered()] == [["a@example.org"]]
    assert states()["z@example.org"] == "waiting"


def test_a_worker_that_was_killed_before_it_could_say_so_sends_the_very_same_message_again():
    told(["a@example.org"])
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        send_letters()
        raise ZeroDivisionError

    first, second = (letter.message()["Message-ID"] for letter in delivered())
    assert first == second


def test_the_head_of_a_letter_is_whole_and_its_powers_are_kept():
    title = "10⁶ cells\x0bX-Evil: y\x85Z\u2028\r\nBcc: x@example.org <script>alert(1)</script> & " + "long " * 80
    write(Kind.PUBLISHED, "hostile", ["a@example.org"], "review/emails/scheduled.txt", {"title": title})

    [letter] = delivered()

    sent = letter.message()
    assert not {"Bcc", "X-Evil"} & set(sent.keys()) and letter.recipients() == ["a@example.org"]
    assert letter.subject.startswith("Scheduled: 10⁶ cells") and len(letter.subject) <= 255
    assert "10⁶" in letter.body and "10⁶" in letter.alternatives[0].content
    assert "<script>" not in letter.alternatives[0].content


def test_a_letter_is_in_the_sites_language_and_time_whoever_presses_the_button():
    moment = datetime(2026, 7, 1, 12, tzinfo=UTC)
    with translation.override("fr"), timezone.override("America/New_York"):
        context = {"title": "Heat", "publish_after": moment}
        write(Kind.PUBLISHED, "elsewhere", ["a@example.org"], "review/emails/scheduled.txt", context)

    assert "Wednesday, 1 July 2026, 13:00 BST" in delivered()[0].body


def test_whoever_left_meanwhile_gets_no_letter_but_of_what_became_of_their_account(settings):
    user, settings.EMAIL_BACKEND = UserFactory(), AWAY
    for kind in (Kind.CHANGES, Kind.SECURITY):
        write(kind, f"{kind} 1", [user], "letters/emails/changed.txt", {"what": kind.value})
    user.is_active = False
    user.save()

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    (letter,) = delivered()

    assert "security" in letter.body
    assert Letter.objects.get(kind=Kind.CHANGES).outcome == "Refused: Its recipient has left."


def test_a_letter_follows_whoever_got_another_address_and_one_about_the_account_does_not(settings):
    user, settings.EMAIL_BACKEND = UserFactory(email="old@example.org"), AWAY
    for kind in (Kind.CHANGES, Kind.SECURITY):
        write(kind, f"{kind} 1", [user], "letters/emails/changed.txt", {"what": kind.value})
    get_user_model().objects.filter(pk=user.pk).update(email="new@example.org")

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    delivered()

    to = dict(Letter.objects.values_list("kind", "address"))
    assert to == {"changes": "new@example.org", "security": "old@example.org"}
    assert sorted(to for letter in mail.outbox for to in letter.to) == ["new@example.org", "old@example.org"]


def test_a_letter_is_tried_with_growing_pauses_and_then_given_up(settings):
    settings.EMAIL_BACKEND = PICKY
    told(["y@example.org"])
    waited = []
    for _try in range(len(PAUSES) + 1):
        send_letters()
        send_letters()  # too early
        letter = Letter.objects.get()
        waited.append(letter.next_try_at - timezone.now())
        later(days=2)

    assert sorted(waited[:-1]) == waited[:-1] and waited[0] > timedelta(seconds=50)
    assert (letter.state, Log.objects.count()) == ("refused", len(PAUSES) + 1)
    assert "Try again later" in letter.why


def test_a_letter_by_a_clock_that_was_an_hour_ahead_does_not_wait_for_an_hour_and_is_tried_once(settings):
    settings.EMAIL_BACKEND = PICKY
    told(["a@example.org", "y@example.org"])
    Letter.objects.update(**dict.fromkeys(("written_at", "next_try_at"), timezone.now() + timedelta(hours=1)))

    assert [letter.to for letter in delivered()] == [["a@example.org"]]
    assert states() == {"a@example.org": "sent", "y@example.org": "waiting"}
    assert Email.objects.get(number_of_retries__gt=0).number_of_retries == 1


def test_a_letter_that_was_given_up_can_be_sent_again(settings):
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, PICKY
    told(["x@example.org"])
    send_letters()
    settings.EMAIL_BACKEND = working

    assert send_again(Letter.objects.get())
    assert not send_again(Letter.objects.get())
    assert [letter.to for letter in delivered()] == [["x@example.org"]]
    assert states() == {"x@example.org": "sent"}


def test_while_the_mail_server_is_away_everything_waits_and_nothing_is_counted_against_it(settings):
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, AWAY
    told([UserFactory() for _person in range(3)])
    for _minute in range(20):
        send_letters()
    settings.EMAIL_BACKEND = working

    assert len(delivered()) == 3 and not Log.objects.exists()


def test_letters_that_wait_for_too_long_are_known(settings, caplog):
    settings.EMAIL_BACKEND = AWAY
    told([UserFactory()])
    assert not [found for found in run_checks(databases=["default"]) if found.id == "letters.W001"]

    later(minutes=16)
    send_letters()

    [warning] = [found for found in run_checks(databases=["default"]) if found.id == "letters.W001"]
    assert warning.msg.startswith("1 letters wait, the oldest since")
    assert "1 letters wait" in caplog.text


def test_texts_are_forgotten_but_not_that_somebody_was_told(settings):
    told(["a@example.org"])
    send_letters()
    told(["b@example.org"])
    told(["a@example.org"])  # a text without a letter
    Email.objects.update(created=timezone.now() - timedelta(days=91))

    assert forget_letters() == 2
    assert states() == {"a@example.org": "sent", "b@example.org": "waiting"}
    assert [letter.to for letter in delivered()] == [["a@example.org"], ["b@example.org"]]


def test_the_web_role_and_the_workers_can_do_all_of_it_and_readers_nothing(as_web_role, settings):
    settings.EMAIL_BACKEND = PICKY
    person = UserFactory()
    with as_web_role():
        told([person, "x@example.org"])
        send_letters()
        send_again(Letter.objects.get(address="x@example.org"))
        forget_letters()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_or(has_table_privilege('pain_site_readers', t, 'SELECT')) FROM unnest(%s::text[]) AS t",
            [["letters_letter", "letters_letterchoice", "post_office_email", "post_office_log"]],
        )
        assert cursor.fetchone() == (False,)


@pytest.mark.django_db(transaction=True)
def test_a_nights_downtime_is_caught_up_without_a_doubled_letter(nobody_takes_tasks, caplog):
    """No worker runs and Valkey is away, much happens, twice, and in the morning two workers begin at once."""
    people = [UserFactory() for _person in range(4)]
    for number in [*range(10), *range(10)]:
        with transaction.atomic():
            told(people, f"asked {number}")
    assert mail.outbox == [] and "Error calling" in caplog.text  # what was to be woken is away
    together = Barrier(2)

    def work():
        together.wait()
        try:
            send_letters()
        finally:
            connection.close()

    workers = [Thread(target=work) for _worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    got = [letter.to[0] for letter in mail.outbox]
    assert {address: got.count(address) for address in got} == {person.email: 10 for person in people}
    assert set(states().values()) == {"sent"}


def test_the_link_that_sets_a_password_is_kept_nowhere(client):
    person = UserFactory()
    client.post(reverse("account_reset_password"), {"email": person.email})
    before = str(Email.objects.values())

    [letter] = delivered()

    link = re.search(r"/reset/(\S+)/", letter.body)[1]
    assert link in letter.alternatives[0].content
    assert link not in before + str([Email.objects.values(), Letter.objects.values(), Log.objects.values()])
