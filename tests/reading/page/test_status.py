"""What readers get of a page that is being checked, was taken away, or was published in an emergency."""

import pytest
from django.utils.formats import date_format
from django.utils.timezone import localdate

from articles.reading.caching.headers import FOR_A_MINUTE, WHILE_SHOWN
from articles.record.published.status import PublicationStatus
from editorial.review.publishing.emergency import end_emergencies
from tests.factories.accounts import UserFactory
from tests.factories.drafts import edited, fresh, image
from tests.factories.editions import gone_back, path_of
from tests.factories.pages import article, published_article, shared_topic, topic
from tests.factories.signing import published

pytestmark = pytest.mark.django_db

BELOW = ["editions/1/", "editions/1/record.json", "editions/2/", "history/1-2/"]
WORDS = {
    PublicationStatus.WITHDRAWN: "Withdrawn",
    PublicationStatus.RETRACTED: "Retracted",
    PublicationStatus.ARCHIVED: "Archived",
}


def corrected_article(**fields):
    page = published_article(standfirst="MARKER six times a day.", **fields)
    return published(
        edited(page, standfirst="MARKER twice a day.", change_class="correction", change_note="The dose was wrong.")
    )


@pytest.mark.parametrize("status", [PublicationStatus.WITHDRAWN, PublicationStatus.ARCHIVED])
def test_a_page_that_was_taken_away_is_gone_at_all_its_addresses(read, taken_away, status):
    path = path_of(taken_away(corrected_article(), status))

    for below in ["", "history/", *BELOW]:
        text = read(path + below, 410)
        assert WORDS[status] in text
        assert "The dose was wrong." in text
        assert "MARKER" not in text
        assert "SECRET" not in text


def test_a_retracted_page_keeps_its_address_and_its_history_but_not_its_text(read, taken_away):
    path = path_of(taken_away(corrected_article(), PublicationStatus.RETRACTED, notice="Its main source was made up."))

    text = read(path)

    assert "Retracted" in text
    assert "Its main source was made up." in text
    assert f'href="{path}history/"' in text
    assert 'name="robots" content="noindex"' in text
    assert "MARKER" not in text
    for below in BELOW:
        assert "MARKER" not in read(path + below, 410)
    history = read(f"{path}history/")
    assert "Its main source was made up." in history
    assert "editions/1/" not in history
    assert "record.json" not in history
    assert "history/1-2/" not in history


def test_a_record_that_is_gone_says_why_to_programs(client, taken_away):
    path = path_of(taken_away(published_article()))

    answer = client.get(f"{path}editions/1/record.json")

    assert answer.status_code == 410
    assert answer.json()["label"] == "Withdrawn"
    assert answer.json()["notice"] == "The dose was wrong."


@pytest.mark.parametrize("status", WORDS)
def test_what_was_taken_away_is_in_no_list(read, taken_away, status):
    gone = published_article(title="GONE")
    reader = published_article(title="A neighbour")
    below = topic(title="GONE topic")
    taken_away(gone, status)
    taken_away(below, status)

    for path in ("/", path_of(shared_topic()), path_of(reader), "/about/", "/corrections/"):
        listed = path == "/corrections/" and status == PublicationStatus.RETRACTED
        assert ("GONE" in read(path)) == listed


def test_a_page_below_one_that_was_taken_away_stays_without_a_link_to_it(read, taken_away):
    page = published_article(parent=topic(title="Taken away", slug="taken-away"))
    taken_away(page.get_parent().specific)

    assert 'href="/taken-away/"' not in read(path_of(page))


def test_a_page_under_review_says_so_on_every_edition_and_on_its_history(read, held):
    path = path_of(held(corrected_article()))

    for below in ("", "editions/1/", "editions/2/", "history/", "history/1-2/"):
        text = read(path + below)
        assert "under urgent review" in text
        assert "We are checking the dose." in text
        assert "SECRET" not in text


def test_an_edition_that_we_went_back_from_does_not_call_itself_older(read):
    page = corrected_article()
    gone_back(page)

    assert "We have gone back to edition 1" in read(f"{path_of(page)}editions/2/")
    assert "It is the current one" in read(f"{path_of(page)}editions/1/")


def test_an_emergency_edition_says_that_it_is_not_reviewed_yet_and_until_when(read, emergency_edition):
    edition = emergency_edition(article())
    path = path_of(edition.page)

    for below in ("", "editions/1/"):
        text = read(path + below)
        assert "Not yet medically reviewed" in text
        assert "A recall of a pain gel" in text
        assert f"{edition.ends_at:%H:%M}" in text
        assert "a health professional reviewed it" not in text


def test_an_emergency_edition_ends_for_readers_before_any_worker_tidies_up(read, emergency_edition, let_the_hours_pass):
    edition = emergency_edition(article(standfirst="MARKER"))
    path = path_of(edition.page)
    let_the_hours_pass(edition)

    for below in ("", "history/", "editions/1/", "editions/1/record.json"):
        text = read(path + below, 410)
        assert "published in an emergency" in text
        assert "MARKER" not in text
    end_emergencies()
    assert "has not been medically reviewed in time" in read(path, 410)


def test_an_emergency_edition_that_is_over_is_gone_while_its_page_goes_on(read, emergency_edition, let_the_hours_pass):
    page = published_article()
    page = edited(page, standfirst="MARKER", change_class="update", change_note="A recall.")
    let_the_hours_pass(emergency_edition(page))
    page = published(edited(fresh(page), standfirst="Reviewed.", change_class="update", change_note="Reviewed."))
    path = path_of(page)

    for below in ("editions/2/", "editions/2/record.json", "history/1-2/", "history/2-3/"):
        assert "MARKER" not in read(path + below, 410)
    assert "editions/2/" not in read(path)
    history = read(f"{path}history/")
    assert "Edition 2" in history
    assert "Its time was over" in history
    assert "editions/2/" not in history
    assert "history/1-3/" in history


def test_an_emergency_text_that_was_reviewed_unchanged_says_so_at_its_address(
    read, emergency_edition, let_the_hours_pass
):
    page = article()
    edition = emergency_edition(page)
    published(fresh(page))
    let_the_hours_pass(edition)

    text = read(f"{path_of(page)}editions/1/")

    assert "Edition 2 is the same text, reviewed" in text
    assert "Not yet medically reviewed" not in text


def test_caches_keep_what_readers_get_for_a_minute(client, taken_away):
    page = corrected_article()
    gone = path_of(taken_away(published_article()))
    path = path_of(page)
    addresses = [
        path,
        f"{path}history/",
        *(path + below for below in BELOW),
        "/",
        "/corrections/",
        "/corrections/feed/",
    ]

    for address in [
        *addresses,
        gone,
        "/nowhere/",
        "/no.where",
        path.removesuffix("/"),
        f"{path}history/?before=1&after=2",
    ]:
        answer = client.get(address)
        assert answer["Cache-Control"] == FOR_A_MINUTE, address
        assert "Cookie" not in answer.get("Vary", ""), address
        assert not answer.cookies


def test_caches_keep_what_a_member_of_the_desk_reads_like_anybody_elses(client):
    client.force_login(UserFactory(editor=True))

    answer = client.get(path_of(published_article()))

    assert answer["Cache-Control"] == FOR_A_MINUTE
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/admin/nowhere/", "/admin/pages/"])
def test_caches_keep_nothing_of_the_desk(client, address):
    assert "public" not in client.get(address).get("Cache-Control", "")


def test_a_picture_is_served_as_long_as_readers_can_get_an_edition_that_shows_it(client, taken_away):
    older, newer = image("teal"), image("navy")
    page = published_article(hero_image=older, hero_alt="Teal")
    page = published(edited(page, hero_image=newer, hero_alt="Navy", change_class="typo"))
    addresses = [f"/images/{picture.sha256}-480.webp" for picture in (older, newer)]

    assert [client.get(address)["Cache-Control"] for address in addresses] == [WHILE_SHOWN, WHILE_SHOWN]
    taken_away(page)
    assert [client.get(address).status_code for address in addresses] == [404, 404]


@pytest.mark.parametrize("name", ["{}-480.webp", "{}.jpg"])
def test_a_shared_cache_asks_each_minute_whether_a_picture_is_still_shown(client, taken_away, name):
    picture = image("teal")
    page = published_article(hero_image=picture, hero_alt="Teal")
    address = f"/images/{name.format(picture.sha256)}"
    shown = client.get(address)
    assert "s-maxage=60" in shown["Cache-Control"]
    has_it = {"If-None-Match": shown["ETag"]}

    unchanged = client.get(address, headers=has_it)
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert unchanged["Cache-Control"] == shown["Cache-Control"]
    assert "max-age" not in client.get(address, headers={"If-Match": '"another"'}).get("Cache-Control", "")
    taken_away(page)
    assert client.get(address, headers=has_it).status_code == 404


def test_a_picture_that_another_page_shows_too_stays(client, taken_away):
    picture = image("teal")
    gone = published_article(hero_image=picture, hero_alt="Teal")
    published_article(hero_image=picture, hero_alt="Teal")
    taken_away(gone)

    assert client.get(f"/images/{picture.sha256}-480.webp").status_code == 200


def test_in_place_of_a_text_there_are_its_day_its_reason_and_what_to_read_instead(read, taken_away):
    other = published_article("Another way")
    page = taken_away(published_article("Gone"), notice="The dose was wrong.")

    text = read(path_of(page), 410)

    assert "The dose was wrong." in text and f'<time datetime="{localdate():%Y-%m-%d}">' in text
    assert "What to read instead" in text and path_of(other) in text
    assert 'name="q"' in text and "I need help now" in text
    assert "All about Back pain" in text


def test_in_place_of_a_retracted_text_there_is_a_way_on_too(read, taken_away):
    published_article("Another way")
    page = taken_away(published_article("Gone"), PublicationStatus.RETRACTED)

    assert "What to read instead" in read(path_of(page))


def test_a_notice_says_since_when_whom_to_call_and_what_to_read_instead(read, held):
    text = read(path_of(held(published_article("Checked"))))

    assert f"Since {date_format(localdate())}." in text and "I need help now" in text
    assert f'<a href="{path_of(shared_topic())}">Other pages about it: Back pain' in text
