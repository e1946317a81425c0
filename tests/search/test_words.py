"""Other words for the same thing, and words that are not spelt as they should be."""

import pytest
from django.core.exceptions import ValidationError

from articles.reading.search.spelling import best, corrected
from articles.reading.search.synonyms import Synonym
from articles.reading.search.vocabulary import SearchWord
from articles.tasks import tidy_search
from tests.factories.drafts import edited
from tests.factories.signing import published
from tests.search.searching import page_about, search, titles

pytestmark = pytest.mark.django_db


def test_whoever_searches_for_one_term_finds_pages_that_have_another():
    page_about("Heart attack: what to do")
    page_about("Myocardial infarction: the causes")

    assert set(titles("heart attack")) == set(titles("myocardial infarction"))
    assert len(titles("heart attack")) == 2


def test_synonyms_work_within_a_longer_search():
    page_about("Paracetamol in pregnancy")

    assert titles("acetaminophen when pregnant") == ["Paracetamol in pregnancy"]


def test_a_synonym_that_the_desk_adds_changes_or_removes_counts_at_once():
    page_about("Gristle")
    synonym = Synonym.objects.create(terms="gristle, cartilage")
    assert titles("cartilage") == ["Gristle"]

    synonym.terms = "gristle, tendon"
    synonym.save()
    assert titles("cartilage") == []
    assert titles("tendon") == ["Gristle"]

    synonym.delete()
    assert titles("tendon") == []


def test_quotation_marks_ask_for_exactly_these_words():
    page_about("Paracetamol")

    assert titles("acetaminophen") == ["Paracetamol"]
    assert titles('"acetaminophen"') == []


def test_the_synonym_of_most_words_is_applied_first():
    Synonym.objects.create(terms="cold shoulder, snub")
    Synonym.objects.create(terms="cold, chill")
    page_about("A snub", "No more than that.")

    assert titles("cold shoulder") == ["A snub"]


def test_synonyms_of_synonyms_are_not_searched_for():
    Synonym.objects.create(terms="gristle, tendon")
    Synonym.objects.create(terms="tendon, sinew")
    page_about("Sinew")
    page_about("Tendon")

    assert titles("gristle") == ["Tendon"]


def test_synonyms_that_share_many_terms_do_not_make_a_search_grow():
    for first in range(8):
        Synonym.objects.create(terms=", ".join(f"term{number}" for number in range(first, first + 60)))
    page_about("Term12")

    assert titles(" ".join(f"term{number}" for number in range(8, 20))) == []


@pytest.mark.parametrize("terms", ["only one", " , one,\n", ""])
def test_a_synonym_has_two_terms_at_least(terms):
    with pytest.raises(ValidationError):
        Synonym(terms=terms).full_clean()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("siatica", "sciatica"), ("sciatcia", "sciatica"), ("brian", "brain"), ("Cartilige", "cartilage"), ("hpi", "hip")],
)
def test_a_misspelt_word_is_corrected_when_nothing_is_found(typed, meant):
    page_about(f"About {meant}")

    found = search(typed)

    assert (found.words, found.instead_of, found.total) == (meant, typed, 1)


@pytest.mark.parametrize(
    ("typed", "like"),
    [
        ("spasm", "spam"),
        ("calpol", "call"),
        ("gout", "got"),
        ("ate", "age"),
        ("accidentally", "accident"),
        ("diet", "die"),
        ("botox", "box"),
    ],
)
def test_a_word_that_people_write_is_not_taken_for_another_one(typed, like):
    page_about(f"About {like}")

    found = search(typed)

    assert (found.words, found.instead_of, found.suggestion, found.total) == (typed, "", "", 0)


def test_the_other_words_of_such_a_search_are_corrected_and_looked_for():
    page_about("Spam and knee cartilage")

    assert search("spasm cartilige").words == "spasm cartilage"
    assert titles("spasm cartilage") == ["Spam and knee cartilage"]


def test_another_form_of_a_word_that_a_page_has_is_not_misspelt():
    page_about("Gristly things", "Stretch it.")

    assert (search("stretches").suggestion, search("stretches").instead_of) == ("", "")


def test_only_the_misspelt_word_of_a_search_is_corrected():
    page_about("Knee cartilage")

    assert search("knee cartilige").words == "knee cartilage"


def test_a_reader_who_means_what_they_typed_is_not_corrected():
    page_about("About sciatica")

    found = search("siatica", exactly=True)

    assert (found.words, found.total) == ("siatica", 0)


def test_a_correction_is_only_offered_when_something_was_found():
    page_about("Siatica as Shakespeare spelt it")
    page_about("Gristle")
    SearchWord.objects.filter(word="siatica").delete()
    SearchWord.objects.filter(word="sciatica").update(documents=50)

    found = search("siatica")

    assert (found.words, found.suggestion, found.total) == ("siatica", "sciatica", 1)


def test_a_word_that_no_word_is_like_is_not_corrected():
    page_about("About sciatica")

    assert search("xylophone").instead_of == ""


def test_a_misspelt_synonym_is_corrected_to_one_and_finds_the_page():
    page_about("Paracetamol")

    found = search("acetaminofen")

    assert (found.words, found.total) == ("acetaminophen", 1)


def test_a_misspelt_search_takes_two_queries(django_assert_num_queries):
    page_about("About sciatica")

    with django_assert_num_queries(2):
        search("siatica")


def like(word, pages, titles=0, beside=0):
    return [word, pages, titles, beside]


def test_the_likest_word_is_chosen_and_of_equals_the_most_common():
    assert best("hart", [like("heart", 3), like("harp", 1), like("hat", 2)]) == "heart"
    assert best("hart", [like("hard", 90), like("harp", 1)]) == "hard"
    assert best("hart", [like("elbow", 9)]) is None
    assert best("xylophone", [like("phone", 9)]) is None
    assert corrected("Hert and hert-rate", {"hert": [like("heart", 3)]}) == "heart and heart-rate"


def test_of_words_equally_like_the_one_in_titles_is_meant_above_all_beside_the_others():
    assert best("hart", [like("hard", 90), like("harp", 1, titles=1)]) == "harp"
    assert best("hart", [like("hard", 90, titles=9), like("harp", 1, titles=1, beside=1)]) == "harp"


@pytest.mark.parametrize("typed", ["kneepain", "kne pain", "kneee pain"])
def test_words_written_as_one_and_short_misspelt_ones_are_corrected(typed):
    page_about("Knee pain"), page_about("The net gain")

    found = search(typed)

    assert found.words.lower() == "knee pain"
    assert titles(typed)[0] == "Knee pain"


def test_words_are_counted_every_night_and_forgotten_when_no_page_has_them():
    page = page_about("Cartilage and gristle")
    page_about("Cartilage")
    published(edited(page, title="Only cartilage", change_class="update", change_note="New."))

    tidy_search()

    assert SearchWord.objects.get(word="cartilage").documents == 2
    assert not SearchWord.objects.filter(word="gristle").exists()
    assert SearchWord.objects.filter(word="acetaminophen").exists()
    assert SearchWord.objects.filter(word="and").exists()
