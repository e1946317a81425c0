"""An export that somebody sends to the admin: only by who may, moved in by a worker, stopped, gone on with."""

import os
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.urls import reverse
from django.utils import timezone

from articles.pages import ArticlePage
from editorial.exchange.moved_in import MovingIn
from editorial.exchange.wordpress import sent_exports
from editorial.exchange.wordpress.report import COLUMNS
from editorial.exchange.wordpress.sent_export import SILENT, SentExport
from tests.exchange.wordpress.exports import export, item
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import home

pytestmark = pytest.mark.django_db

SEND = "/admin/exchange/wordpress/"


@pytest.fixture
def mover(client, db):
    """Somebody who may move a site in, logged in."""
    home()
    user = UserFactory(editor=True)
    user.user_permissions.add(Permission.objects.get(codename="move_in"))
    logged_in(client, user)
    return user


def sent(client, text, name="export.xml", **options):
    """What is answered to somebody who sends a file."""
    return client.post(SEND, {"file": SimpleUploadedFile(name, text.encode()), **options})


def kept(client, text, **options):
    response = sent(client, text, **options)
    assert response.status_code == 302, response.content
    return SentExport.objects.get(pk=int(response.headers["Location"].strip("/").rpartition("/")[2]))


def page_of(client, one, name="moving_in"):
    response = client.get(reverse(f"exchange:{name}", args=[one.pk]))
    assert response.status_code == 200
    return response


def posts():
    return ArticlePage.objects.filter(title__startswith="Post ").count()


def test_what_was_sent_is_moved_in_by_a_worker_in_the_name_of_who_sent_it(client, mover):
    one = kept(client, export(item(1), item(2)))

    sent_exports.carry_out(one.pk)

    one.refresh_from_db()
    assert (one.state, posts()) == ("done", 2)
    assert ArticlePage.objects.get(title="Post 1").owner == mover
    assert not one.file.exists()
    assert "came in" in page_of(client, one).content.decode()
    assert b"Post 1" in b"".join(page_of(client, one, "moving_in_report").streaming_content)


def test_the_file_is_the_sites_own_alone_under_a_name_of_ours(client, mover, settings):
    one = kept(client, export(item(1)), name="../../evil.xml")

    assert one.file.parent == settings.MOVING_IN_ROOT
    assert one.file.stat().st_mode & 0o077 == 0
    assert settings.MOVING_IN_ROOT.stat().st_mode & 0o077 == 0


def test_a_large_file_is_taken_without_holding_it_in_memory(mover):
    text = export(item(1)).encode()
    file = TemporaryUploadedFile("export.xml", "text/xml", len(text), "utf-8")
    file.write(text)
    file.flush()

    one = sent_exports.take(file, by=mover, fetch=False, as_articles=False, dry_run=True)
    file.close()

    assert one.file.read_bytes() == text


def test_a_report_with_a_line_that_is_too_long_shows_the_others(client, mover):
    one = kept(client, export(item(1)))
    sent_exports.carry_out(one.pk)
    lines = [f"1,post,Long,/1,came in,,{'x' * 200_000},", "2,post,Short,/2,came in,,Look at this.,"]
    one.report.write_text("\n".join([",".join(COLUMNS), *lines]))

    shown = page_of(client, one).content.decode()

    assert "Look at this." in shown and "xxx" not in shown


def test_twice_begun_is_once_done(client, mover):
    one = kept(client, export(item(1)))
    for _time in range(2):
        sent_exports.carry_out(one.pk)

    assert MovingIn.objects.count() == 1


def test_a_rehearsal_writes_no_page(client, mover):
    one = kept(client, export(item(1)), dry_run="on")
    sent_exports.carry_out(one.pk)

    assert posts() == 0
    assert "would come in" in page_of(client, one).content.decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dear editors",
        "<html><body>No export</body></html>",
        export(item(1), encoding="idna"),
        export(item(1), encoding="hz"),
        export(item(1)).replace("<wp:base_blog_url>https://", "<wp:base_blog_url>http://["),
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa">]>' + export(item(1)).partition("?>")[2],
    ],
)
def test_a_file_that_is_no_export_is_refused_in_a_sentence_and_not_kept(client, mover, settings, text):
    response = sent(client, text)

    assert response.status_code == 200
    assert b"errorlist" in response.content
    assert not SentExport.objects.exists()
    assert not list(settings.MOVING_IN_ROOT.glob("*"))


def test_a_file_that_is_too_large_is_refused_before_it_is_read(client, mover, settings):
    settings.MOVING_IN_MOST_MB = 0

    response = sent(client, export(item(1, "x" * 200_000)))

    assert response.status_code == 413
    assert "import_wordpress" in response.content.decode()


def test_a_form_of_another_site_is_refused(client, mover):
    client.handler.enforce_csrf_checks = True

    assert sent(client, export(item(1))).status_code == 403
    assert not SentExport.objects.exists()


def test_one_that_waits_is_stopped_and_gone_on_with(client, mover):
    one = kept(client, export(item(1)))
    address = reverse("exchange:moving_in", args=[one.pk])

    client.post(address, {"stop": ""})
    sent_exports.carry_out(one.pk)
    assert posts() == 0

    client.post(address, {"go_on": ""})
    sent_exports.carry_out(one.pk)
    assert posts() == 1


def test_one_that_is_moving_in_stops_between_two_items_and_goes_on_there(client, mover, monkeypatch):
    one = kept(client, export(*(item(number) for number in range(1, 5))))
    beat = sent_exports._Heartbeat.__call__

    def stop_at_third(self, done, total, words=""):
        self.next = 0
        if (words, done) == ("items", 3):
            sent_exports.stop(one)
        beat(self, done, total, words)

    monkeypatch.setattr(sent_exports._Heartbeat, "__call__", stop_at_third)
    sent_exports.carry_out(one.pk)
    one.refresh_from_db()
    assert (one.state, MovingIn.objects.get().done) == ("cancelled", 2)
    monkeypatch.undo()

    assert sent_exports.go_on(one)
    sent_exports.carry_out(one.pk)

    one.refresh_from_db()
    assert (one.state, posts(), MovingIn.objects.count()) == ("done", 4, 1)


def test_one_whose_worker_was_killed_is_said_to_be_interrupted_and_goes_on(client, mover):
    one = kept(client, export(item(1)))
    SentExport.objects.update(state="running", heard_of_at=timezone.now())
    assert not sent_exports.go_on(one)
    SentExport.objects.update(heard_of_at=timezone.now() - SILENT - timedelta(seconds=1))

    assert "was interrupted" in page_of(client, one).content.decode()
    client.post(reverse("exchange:moving_in", args=[one.pk]), {"go_on": ""})
    sent_exports.carry_out(one.pk)

    assert posts() == 1


def test_how_far_it_is_shows_with_and_without_a_script(client, mover):
    one = kept(client, export(item(1)))
    SentExport.objects.update(state="running", done=25, total=100, doing="items")

    assert "25 of 100" in page_of(client, one, "progress").json()["piece"]
    page = page_of(client, one).content.decode()
    assert "25 of 100" in page
    assert "See how far it is now" in page


@pytest.mark.parametrize("role", ["writer", "triager", "editor"])
def test_others_neither_send_nor_see_one(client, mover, role):
    one = kept(client, export(item(1)))
    logged_in(client, UserFactory(**{role: True}))

    assert sent(client, export(item(2))).status_code in (302, 403)
    for name in ("moving_in", "progress", "moving_in_report"):
        assert client.get(reverse(f"exchange:{name}", args=[one.pk])).status_code in (302, 403)
    assert SentExport.objects.count() == 1


def aged(one, days):
    """As if nothing had been heard of it, and its file not been touched, for so many days."""
    then = timezone.now() - timedelta(days=days)
    SentExport.objects.filter(pk=one.pk).update(heard_of_at=then)
    os.utime(one.file, (then.timestamp(), then.timestamp()))


def test_what_stopped_or_failed_and_nobody_goes_on_with_is_deleted_and_its_row_stays(client, mover, settings):
    new, old = (kept(client, export(item(number))) for number in (1, 2))
    SentExport.objects.update(state="failed")
    aged(new, settings.MOVING_IN_KEPT_DAYS - 1)
    aged(old, settings.MOVING_IN_KEPT_DAYS + 1)
    lost = settings.MOVING_IN_ROOT / "9999.xml"
    lost.touch()
    os.utime(lost, (0, 0))

    assert sent_exports.forget_exports() == 2
    assert (new.file.exists(), old.file.exists(), lost.exists()) == (True, False, False)
    old.refresh_from_db()
    assert (old.state, old.can_go_on) == ("failed", False)


def test_one_that_a_worker_is_at_keeps_its_file_however_old_it_is(client, mover, settings):
    one = kept(client, export(item(1)))
    aged(one, settings.MOVING_IN_KEPT_DAYS + 1)
    SentExport.objects.update(state="running", heard_of_at=timezone.now())

    assert sent_exports.forget_exports() == 0
