"""Translations are pages of their own: signed by themselves, linked to the original, and open about its corrections."""

import re

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale, Site

from articles import audit
from articles.pages import HomePage
from articles.reading.caching.purging import addresses_of
from articles.record.published.drafts import Draft
from articles.record.published.publications import Publication
from editorial.review.signing.rules import unmet_before_review
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import edited, fresh
from tests.factories.editions import gone_back, path_of, taken_away
from tests.factories.pages import article, published_article, topic
from tests.factories.signing import published
from tests.factories.translations import in_language, speaking
from tests.upkeep.damage import as_somebody_who_can_do_everything, damage, found

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def three_languages():
    with speaking("ar", "fr"):
        yield


@pytest.fixture(scope="module")
def made(scene):
    original = published_article("Inversion therapy", slug="inversion")
    translated = published(in_language("fr", original, title="La thérapie par inversion", slug="inversion-fr"))
    return {"original": original, "french": translated}


@pytest.fixture
def original(made):
    return fresh(made["original"])


@pytest.fixture
def french(made):
    return fresh(made["french"])


def text_at(client, path):
    return client.get(path).content.decode()


def test_a_translation_has_sign_offs_and_an_address_of_its_own(original, french):
    assert path_of(french) == "/fr/back-pain/inversion-fr/"
    assert french.editions.get().sign_offs[0].pk not in {s.pk for s in original.editions.get().sign_offs}
    assert french.editions.get().content["translates"] == {"page": original.pk, "edition": 1}


def test_whoever_wrote_the_original_does_not_sign_its_translation(original):
    assert original.owner_id in Draft.of(in_language("ar", original)).contributors


def test_nor_does_anybody_else_who_had_a_part_in_it(original):
    second = UserFactory(writer=True)
    page = edited(edited(original, by=second, standfirst="Words that stay."), by=original.owner, title="Another title")

    translated = page.copy_for_translation(Locale.objects.get_or_create(language_code="ar")[0], copy_parents=True)

    assert {original.owner_id, second.pk} <= Draft.of(fresh(translated)).contributors


def test_nobody_reads_a_translation_that_was_not_signed(original, client):
    draft = in_language("ar", original, title="Sans signature")
    draft.get_latest_revision().publish()

    assert not Publication.objects.filter(page_id=draft.pk).exists()
    assert "Sans signature" not in text_at(client, path_of(original))


def test_each_says_where_the_other_is(original, french, client):
    english_page, french_page = text_at(client, path_of(original)), text_at(client, path_of(french))

    assert f'<a href="{path_of(french)}" lang="fr" hreflang="fr" rel="alternate">français</a>' in english_page
    assert f'<a href="{path_of(original)}" lang="en-gb" hreflang="en-gb"' in french_page
    assert (
        '<link rel="alternate" hreflang="fr"' in english_page and '<link rel="alternate" hreflang="fr"' in french_page
    )


def test_the_page_says_in_which_language_and_direction_it_is(original, french, client):
    arabic = published(in_language("ar", original, title="العلاج بالانقلاب", slug="inversion-ar"))

    assert '<html lang="en-gb" dir="ltr">' in text_at(client, path_of(original))
    assert '<html lang="fr" dir="ltr">' in text_at(client, path_of(french))
    assert '<html lang="ar" dir="rtl">' in text_at(client, path_of(arabic))
    assert re.search('"inLanguage": ?"ar"', text_at(client, path_of(arabic)))


def test_a_translated_page_stands_in_the_frame_of_its_language(french, client):
    text = text_at(client, path_of(french))

    assert '<a class="site-header__brand" href="/fr/">' in text
    assert '<a href="/fr/back-pain/">' in text and '<a href="/back-pain/">' not in text


def test_a_correction_of_the_original_is_told_on_the_translation(original, french, client):
    correction = {"change_class": "correction", "change_note": "The angle was wrong."}
    published(edited(original, standfirst="Corrected.", **correction))

    text = text_at(client, path_of(french))

    assert "The angle was wrong." in text
    assert f'<a href="{path_of(original)}">' in text


def test_an_update_of_the_original_that_corrects_nothing_is_not_told(original, french, client):
    published(edited(original, standfirst="Said better.", change_class="clarification", change_note="Clearer words."))

    assert "Clearer words." not in text_at(client, path_of(french))


def test_the_notice_goes_with_a_translation_of_the_corrected_edition(original, french, client):
    correction = {"change_class": "correction", "change_note": "The angle was wrong."}
    published(edited(original, standfirst="Corrected.", **correction))

    published(edited(french, translates_edition=2, change_class="correction", change_note="L’angle était faux."))

    assert "The angle was wrong." not in text_at(client, path_of(french))


def test_a_correction_of_the_original_is_told_in_whatever_form_the_translation_is_read(original, french, client):
    published(edited(original, standfirst="Corrected.", change_class="correction", change_note="The angle was wrong."))

    path = path_of(french)
    forms = [f"{path}index.md", f"{path}editions/1/", f"{path}editions/1/hand-out/", f"/api/v1/pages/{french.pk}/"]
    assert [form for form in forms if "The angle was wrong." not in text_at(client, form)] == []


def test_a_correction_that_was_taken_back_is_not_told_on_the_translation(original, french, client):
    published(edited(original, standfirst="Corrected.", change_class="correction", change_note="The angle was wrong."))

    gone_back(original)

    assert "The angle was wrong." not in text_at(client, path_of(french))


def test_readers_of_a_translation_are_told_that_the_original_went_back_behind_it(original, french, client):
    update = {"change_class": "update", "change_note": "Hang longer."}
    published(edited(original, standfirst="Longer.", **update))
    published(edited(french, translates_edition=2, standfirst="Plus longtemps.", **update))
    told = "nous sommes revenus"
    assert told not in text_at(client, path_of(french))

    gone_back(original)

    assert told in text_at(client, path_of(french)) and f'<a href="{path_of(original)}">' in text_at(
        client, path_of(french)
    )
    published(edited(fresh(original), standfirst="Not so long.", **update))
    assert told in text_at(client, path_of(french))
    published(edited(french, translates_edition=3, standfirst="Pas si longtemps.", **update))
    assert told not in text_at(client, path_of(french))


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("withdrawn", "retiré l’original de cette page"),
        ("retracted", "rétracté l’original de cette page"),
        ("archived", "archivé l’original de cette page"),
    ],
)
def test_readers_of_a_translation_are_told_what_became_of_the_original(original, french, client, status, told):
    taken_away(original, status)

    path = path_of(french)
    for form in ["", "index.md", "editions/1/hand-out/"]:
        assert told in text_at(client, path + form)
        assert f"{path_of(original)}" in text_at(client, path + form)


def test_readers_of_a_translation_are_told_that_the_original_is_under_urgent_review(original, french, client, held):
    held(original)

    assert "en cours d’examen urgent" in text_at(client, path_of(french))


def test_a_list_says_which_of_its_pages_are_in_another_language(original, french, client):
    correction = {"change_class": "correction", "change_note": "L’angle était faux."}
    published(edited(french, standfirst="Corrigé.", **correction))

    author = text_at(client, path_of(original.bylines.first().person))
    assert f'<a href="{path_of(french)}" lang="fr" dir="ltr">La thérapie par inversion</a>' in author
    assert f'<a href="{path_of(original)}">' in author
    corrections = text_at(client, "/corrections/")
    assert f'<a href="{path_of(french)}" lang="fr" dir="ltr">' in corrections
    assert '<p lang="fr" dir="ltr">L’angle était faux.</p>' in corrections
    assert 'lang="fr"' not in text_at(client, "/fr/corrections/").split("<main")[1].split("</main>")[0]
    for feed in ("/feed/", "/corrections/feed/"):
        entry = text_at(client, feed).split("La thérapie par inversion")[0].rpartition("<entry")[2]
        assert entry.startswith(' xml:lang="fr"')


def test_caches_in_front_forget_the_other_languages_of_a_page_too(original, french):
    assert {path_of(french), f"{path_of(french)}index.md"} <= set(addresses_of(original.pk))
    assert path_of(original) in addresses_of(french.pk)


def test_caches_in_front_forget_its_people_in_the_language_that_lists_it(original, french):
    there = published(in_language("fr", original.bylines.first().person))

    assert path_of(there) in addresses_of(french.pk)


def test_a_withdrawn_original_is_not_linked(original, french, client):
    taken_away(original)

    text = text_at(client, path_of(french))
    assert 'lang="en-gb" hreflang="en-gb"' not in text and 'rel="alternate" hreflang="en-gb"' not in text


def test_a_translation_says_which_edition_it_translates_before_it_is_reviewed(original):
    draft = in_language("ar", original, translates_edition=None)

    unmet = unmet_before_review(Draft.of(draft))

    assert "Say which edition of the original this translates: the newest is edition 1." in unmet


def test_the_home_page_of_another_language_has_its_own_address(french, client):
    home = HomePage.objects.get(locale__language_code="fr")

    assert path_of(home) == "/fr/"
    assert Site.objects.get().root_page.pk != home.pk
    assert "La thérapie par inversion" in text_at(client, "/fr/")
    assert "La thérapie par inversion" not in text_at(client, "/")


def test_a_translated_topic_groups_the_translations(french, original):
    place = original.get_parent().specific
    groups = [{"type": "group", "value": {"heading": "D'abord", "pages": [original.pk]}}]

    draft = edited(french.get_parent().specific, groups=groups)

    assert Draft.of(draft).document["groups"] == [{"heading": "D'abord", "pages": [french.pk]}]
    assert Draft.of(place).document.get("groups") is None


def test_all_topics_of_a_language_stand_below_its_home_page(client, french, original):
    ours, theirs = text_at(client, path_of(french)), text_at(client, "/fr/topics/")

    assert 'href="/fr/topics/"' in ours.partition("</nav>")[0] and '<html lang="fr"' in theirs
    assert path_of(french.get_parent().specific) in theirs
    assert f'"{path_of(original.get_parent().specific)}"' not in theirs


def test_the_topics_of_a_language_are_listed_while_its_home_page_is_taken_away(read, french):
    place = french.get_parent().specific

    taken_away(HomePage.objects.get(locale__language_code="fr"))

    assert path_of(place) in read("/fr/topics/")


def test_a_language_in_which_readers_get_nothing_has_no_list_of_topics(read, french):
    read("/ar/topics/", 404)
    read("/de/topics/", 404)
    read("/en-gb/topics/", 404)


def test_a_topics_markdown_names_its_lists_in_its_language(client, french):
    text = text_at(client, f"{path_of(french.get_parent().specific)}index.md")

    assert "La thérapie par inversion" in text and "## Articles" in text
    assert "[More articles]" not in text and "## All articles" not in text


def test_a_translated_article_belongs_to_the_translations_of_its_topics(original, client):
    eyes, pregnancy = topic("Eyes", slug="eyes"), topic("Pregnancy", slug="pregnancy")
    yeux = published(in_language("fr", eyes))
    translation = published(in_language("fr", published_article(topics=[eyes, pregnancy]), title="Suspension"))

    assert Draft.of(translation).document["topics"] == sorted([translation.get_parent().pk, yeux.pk, pregnancy.pk])
    assert "Suspension" in text_at(client, path_of(yeux)) and "Suspension" not in text_at(client, path_of(eyes))


def test_a_text_that_is_signed_stays_as_it_is_while_one_of_its_topics_is_translated(original):
    eyes = topic("Eyes", slug="eyes")
    draft = in_language("fr", published_article(topics=[eyes]), title="Suspension")
    before = Draft.of(draft)

    published(in_language("fr", eyes))

    assert Draft.of(draft).digest == before.digest
    assert eyes.pk not in Draft.of(edited(draft, standfirst="Encore.")).document["topics"]


def test_a_page_that_was_first_written_in_another_language_is_translated_like_any(original, french, client):
    first = published(article("Écrit en français", parent=french.get_parent().specific, slug="ecrit"))
    published(in_language("ar", original.get_parent().specific))
    editor = logged_in(client, UserFactory(editor=True, is_superuser=True))

    arabic = Locale.objects.get(language_code="ar")
    editor.post(f"/admin/translation/submit/page/{first.pk}/", {"locales": [arabic.pk]})
    second = edited(first.get_translation(arabic), by=UserFactory(writer=True), translates_edition=1)

    assert Draft.of(first).document.get("translates") is None
    assert Draft.of(second).document["translates"] == {"page": first.pk, "edition": 1}
    assert f'<a href="{path_of(first)}" lang="fr"' in text_at(client, path_of(published(second)))


def test_what_was_written_first_stays_the_original_when_the_sites_own_language_follows(french):
    first = published(article("Écrit en français", parent=french.get_parent().specific, slug="ecrit"))

    english = in_language("en-gb", first, slug="written-in-french")

    assert Draft.of(english).document["translates"] == {"page": first.pk, "edition": 1}
    assert Draft.of(first).text == first.editions.get().document


def test_no_page_takes_the_address_below_which_another_language_lies(original):
    with pytest.raises(ValidationError, match="taken by the site itself"):
        topic("Facet rhizotomy", slug="fr")


def test_a_copy_is_in_the_language_of_the_page_that_it_is_put_below(original, french, client):
    editor = logged_in(client, UserFactory(editor=True, is_superuser=True))
    below = french.get_parent()
    form = {"new_title": "Copie", "new_slug": "copie", "new_parent_page": below.pk}

    editor.post(f"/admin/pages/{original.pk}/copy/", form)
    copy = published(edited(below.get_children().get(slug="copie").specific, by=UserFactory(writer=True)))

    assert copy.editions.get().content["language"] == "fr"
    assert '<html lang="fr"' in text_at(client, path_of(copy))


def test_the_audit_finds_nothing_wrong_with_a_translation(french):
    assert audit.run([]).findings == []


def test_the_audit_finds_one_that_names_another_original_than_its_text(original, french):
    with as_somebody_who_can_do_everything() as cursor:
        cursor.execute("ALTER TABLE articles_edition ALTER COLUMN translates_page DROP EXPRESSION")
    damage("UPDATE articles_edition SET translates_page = translates_page - 1 WHERE page_id = %s", french.pk)

    assert "has another translates_page in its column than in its text." in found()


def test_programs_are_told_in_which_language_each_text_is(original, french, client):
    listed = {page["id"]: page["language"] for page in client.get("/api/v1/pages/?limit=100").json()["pages"]}

    assert (listed[original.pk], listed[french.pk]) == ("en-gb", "fr")
    for address in (f"/api/v1/pages/{french.pk}/", f"/api/v1/pages/{french.pk}/editions/1/"):
        assert client.get(address).json()["language"] == "fr"
