"""Whether a draft's words stand elsewhere too: what is found, what is no finding, and who says what it amounts to."""

import random
import re

import pytest
from django.core.checks import run_checks
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, PageLogEntry

from articles.record.document import reader_document
from articles.record.published.drafts import Draft
from articles.references.library.references import Reference
from editorial.review.authority.inviting_experts import invite_again
from editorial.review.signing.experts import EXPERTS
from editorial.review.signing.rules import unmet_before_publishing
from editorial.upkeep.originality import checking, corpus
from editorial.upkeep.originality.corpus import ComparedText
from editorial.upkeep.originality.findings import Finding, FindingVerdict
from editorial.upkeep.originality.fingerprints import GUARANTEED
from editorial.upkeep.originality.outside import Match
from editorial.upkeep.originality.passages import Text, passages
from editorial.upkeep.originality.words import compared_text
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import body, edited, fresh, section, submitted
from tests.factories.pages import article, policy, published_article, shared_topic
from tests.factories.signing import appointed_editor, credentialed, published, signed

pytestmark = pytest.mark.django_db

#: Invented, so that no factory's words are among them.
WORDS = (
    "when somebody hangs by the ankles the weight of the trunk draws the lower vertebrae apart and the pressure inside "
    "each disc falls for as long as the body stays upside down yet within minutes of standing up again it is back to "
    "what it was before which is why relief seldom lasts beyond the evening of the same day"
)

BACKWARDS = " ".join(reversed(WORDS.split()))


def text(*paragraphs):
    return body(section("How it works", *paragraphs, "[1]"))


def draft_saying(*paragraphs, **fields):
    """An article of which nothing else stands in the source."""
    fields = {
        "sections": body(section("Otherwise", *paragraphs, "[1]")),
        "standfirst": "",
        "key_points": ["Said otherwise."],
    } | fields
    return article(**fields)


@pytest.fixture(scope="module")
def source_id(scene):
    page = published_article(title="Hanging upside down", sections=text(WORDS.capitalize() + "."))
    corpus.catch_up()
    return page.pk


@pytest.fixture
def source(db, source_id):
    return source_id


def found_in(page):
    checking.check(Draft.of(page))
    return list(Finding.objects.standing_on(page))


def shared_words(pieces):
    return " ".join(words for words, is_shared in pieces if is_shared)


def some_words(chance, count):
    return [f"w{chance.randrange(3000)}" for _ in range(count)]


def test_whatever_is_copied_of_twenty_four_words_is_found_wherever_it_stands():
    for seed in range(300):
        chance = random.Random(seed)  # noqa: S311  no secret
        copied = some_words(chance, GUARANTEED)
        ours = [*some_words(chance, chance.randrange(80)), *copied, *some_words(chance, chance.randrange(80))]
        theirs = [*some_words(chance, chance.randrange(80)), *copied, *some_words(chance, chance.randrange(80))]

        (found,) = passages(Text(" ".join(ours)), Text(" ".join(theirs)))

        assert found.shared >= GUARANTEED


def test_copied_words_are_found_through_capitals_signs_and_a_word_changed_here_and_there():
    changed = WORDS.split()
    changed[20] = "LUMBAR"
    changed[35] = "thing,"

    (found,) = passages(Text("— ".join(changed).upper()), Text(WORDS))

    assert found.shared == len(changed) - 2


def test_less_than_twenty_four_copied_words_are_no_finding():
    few = " ".join(WORDS.split()[: GUARANTEED - 1])

    assert passages(Text(f"Before that {few} and after it."), Text(WORDS)) == []


def test_a_draft_is_compared_with_other_pages_when_it_is_sent_to_review(source, django_capture_on_commit_callbacks):
    page = draft_saying(f"As is known, {WORDS}.", title="A copy", standfirst="A copy.")

    with django_capture_on_commit_callbacks(execute=True):
        submitted(page)

    (finding,) = Finding.objects.standing_on(page)
    assert (finding.source_page_id, finding.source_edition) == (source, 1)
    assert shared_words(finding.ours) == WORDS
    assert shared_words(finding.theirs) == WORDS.capitalize()


def test_an_edition_is_read_when_it_is_published(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = published_article(sections=text(WORDS))

    assert WORDS in ComparedText.objects.get(page=page, is_draft=False).text


def test_what_nobody_read_when_it_came_is_made_up_for_once(source):
    draft = article(sections=text(WORDS))
    page = submitted(article(title="In review", sections=text(WORDS)))

    assert corpus.catch_up() > 0
    assert ComparedText.objects.filter(page=draft, is_draft=True).exists()
    assert corpus.catch_up() == 0
    assert checking.check_what_is_in_review() == 1
    assert checking.check_what_is_in_review() == 0
    assert {finding.also for finding in Finding.objects.standing_on(page)} == {1}, "The page and the other draft."


def test_a_quotation_is_no_finding(source):
    quote = {"type": "quote", "value": {"text": f"<p>{WORDS}</p>", "source": "The other page"}}
    page = article(sections=body(section("How it works", "Grows.[1]", blocks=[quote])))

    assert found_in(page) == []


@pytest.mark.parametrize("style", ["ama", "vancouver"])
def test_numbers_of_references_are_no_words_in_either_style(settings, style):
    settings.CITATION_STYLE = style
    draft = article(references=3, sections=body(section("Heat", "Warmth helps[1-3] a little.[2]")))

    assert "Warmth helps a little." in compared_text(reader_document(draft)).splitlines()


def test_what_the_page_itself_said_before_is_no_finding(source):
    page = edited(fresh_page(source), standfirst="Better.", change_class="update", change_note="New.")

    assert found_in(page) == []


def fresh_page(pk):
    from articles.pages import ArticlePage

    return ArticlePage.objects.get(pk=pk)


def test_a_translation_is_no_copy_of_its_original(source, settings):
    french = Locale.objects.get_or_create(language_code="fr")[0]
    shared_topic().copy_for_translation(french, copy_parents=True)
    page = fresh_page(source).copy_for_translation(french)

    assert found_in(page) == []


def test_what_very_many_pages_say_is_boilerplate(source, settings):
    settings.ORIGINALITY_COMMON_PAGES = 1
    ComparedText.objects.note_draft(Draft.of(article(sections=text(WORDS))))

    assert found_in(article(sections=text(WORDS))) == []


def test_the_disclaimers_words_belong_on_every_page():
    policy(text=WORDS)
    corpus.catch_up()

    assert found_in(draft_saying(WORDS)) == []


def test_an_abstract_of_a_cited_work_is_compared_too():
    page = draft_saying(BACKWARDS)
    abstract = {"csl": {"abstract": f"AIM: {BACKWARDS}"}}
    Reference.objects.update_or_create(doi="10.1000/0", defaults={"text": "Author A. Study 0. 2012."} | abstract)

    (finding,) = found_in(page)

    assert finding.reference.doi == "10.1000/0"


class OnTheWeb:
    name = "A service outside"

    def matches(self, text, language):
        assert language == "en-gb"
        yield Match(BACKWARDS, BACKWARDS.upper(), "A blog", "javascript:alert(1)")
        yield Match("words that the text does not have", "", "Nothing", "")


class Silent:
    name = "A silent one"

    def matches(self, text, language):
        raise TimeoutError


def test_a_service_outside_is_asked_where_the_site_names_one(settings):
    settings.ORIGINALITY_SERVICE = f"{__name__}.OnTheWeb"

    (finding,) = found_in(draft_saying(BACKWARDS))

    assert (finding.source_title, finding.link) == ("A blog", ""), "An address that is none is no link."


def test_a_service_that_does_not_answer_is_said_not_to(settings):
    settings.ORIGINALITY_SERVICE = f"{__name__}.Silent"

    check = checking.check(Draft.of(article()))

    assert (check.service, check.service_answered) == ("A silent one", False)


@pytest.mark.parametrize(("named", "told"), [("", 0), (f"{__name__}.Silent", 0), ("x", 1), (f"{__name__}.Nobody", 1)])
def test_a_service_that_is_not_there_is_told_before_the_site_starts(settings, named, told):
    settings.ORIGINALITY_SERVICE = named

    found = [error.msg for error in run_checks() if error.id == "upkeep.E001"]

    assert len(found) == told and all(sentence.startswith(f"ORIGINALITY_SERVICE is '{named}'") for sentence in found)


@pytest.fixture
def copy(source):
    page = submitted(draft_saying(WORDS, title="A copy", standfirst="A copy."))
    checking.check(Draft.of(page))
    return page


def judged(page, by, verdict="ordinary"):
    (finding,) = Finding.objects.standing_on(page)
    return checking.judge(finding, Draft.of(page), verdict=verdict, reason="Anybody says so.", by=by)


def test_a_verdict_closes_a_finding_and_stands_in_the_pages_history(copy):
    by = credentialed("fact_check")

    judged(copy, by)

    assert not Finding.objects.open_on(copy).exists()
    entry = PageLogEntry.objects.get(page=copy.pk, action="upkeep.judge_originality")
    assert (entry.user, entry.comment) == (by, "Anybody says so.")
    assert "Ordinary wording" in entry.formatter.format_message(entry)


def test_what_has_to_be_written_anew_stays_open_until_it_is(copy):
    judged(copy, credentialed("fact_check"), verdict="rewrite")
    assert Finding.objects.open_on(copy).exists()

    checking.check(Draft.of(edited(copy, body=text("In other words."))))

    assert not Finding.objects.open_on(copy).exists()


def test_a_verdict_holds_for_the_same_words_in_a_later_draft(copy):
    judged(copy, credentialed("fact_check"))

    checking.check(Draft.of(edited(copy, body=body(section("Otherwise", "Something before it.", WORDS, "[1]")))))

    assert Finding.objects.standing_on(copy).count() == 1
    assert not Finding.objects.open_on(copy).exists()


def test_nobody_judges_their_own_words(copy):
    with pytest.raises(PermissionDenied):
        judged(copy, copy.owner)
    editor = UserFactory(editor=True)
    edited(copy, by=editor, standfirst="Mine.")
    with pytest.raises(PermissionDenied):
        judged(copy, editor)


def test_findings_keep_nothing_from_readers_unless_the_site_says_so(copy, settings):
    def said():
        return [sentence for sentence in unmet_before_publishing(Draft.of(copy)) if "elsewhere" in sentence]

    checker = credentialed("fact_check")

    assert said() == []
    settings.ORIGINALITY_BLOCKS = True
    assert len(said()) == 1
    judged(copy, checker)
    assert said() == []


def test_whoever_signs_is_shown_what_nobody_has_judged(copy, client):
    signer = credentialed("fact_check")
    logged_in(client, signer)

    content = client.get(reverse("review:page", args=[copy.pk])).content.decode()

    assert "1 passage stands elsewhere too" in content
    assert reverse("upkeep_originality", args=[copy.pk]) in content


def test_who_may_not_read_the_other_draft_does_not_get_its_title(copy, client):
    secret = draft_saying(WORDS, title="Not for everybody yet")
    Finding.objects.update(source_page=secret, source_edition=None, source_title=secret.title)
    expert, editor = credentialed("fact_check", user=UserFactory(group=EXPERTS)), appointed_editor()
    invite_again(copy, "fact_check", expert, by=editor, last_day=timezone.localdate())
    reviewer = credentialed("fact_check")

    beside = {user: screen_of(client, user, "review:page", copy) for user in (expert, reviewer)}

    assert "also in a draft that you cannot read" in beside[expert]
    assert secret.title not in beside[expert]
    assert reverse("upkeep_originality", args=[copy.pk]) not in beside[expert]
    assert secret.title in beside[reviewer]


def screen_of(client, user, name, page):
    client.logout()
    return logged_in(client, user).get(reverse(name, args=[page.pk])).content.decode()


def test_both_sides_are_shown_marked_and_a_verdict_is_taken(copy, client):
    logged_in(client, credentialed("fact_check"))
    address = reverse("upkeep_originality", args=[copy.pk])

    content = client.get(address).content.decode()
    marked = [re.sub(r"\s+", " ", words).lower() for words in re.findall(r"<mark>(.*?)</mark>", content, re.DOTALL)]
    (finding,) = Finding.objects.standing_on(copy)
    assert {client.post(address, {"judge": odd}).status_code for odd in ("", "x", "²", "9" * 5000)} == {404}
    without_reason = client.post(address, {"judge": finding.pk, f"{finding.pk}-verdict": "ordinary"})
    form = {"judge": finding.pk, f"{finding.pk}-verdict": "permitted", f"{finding.pk}-reason": "<b>Ours</b>"}
    client.post(address, form)

    assert marked == [WORDS, WORDS]
    assert "This field is required" in without_reason.content.decode()
    assert FindingVerdict.objects.get().verdict == "permitted"
    assert "&lt;b&gt;Ours&lt;/b&gt;" in client.get(address).content.decode()


def test_the_passages_of_one_page_are_neither_shown_nor_judged_on_the_screen_of_another(copy, client):
    other = submitted(draft_saying(WORDS, title="Another copy", standfirst="Another copy."))
    checking.check(Draft.of(other))
    (finding,) = Finding.objects.standing_on(other)
    logged_in(client, credentialed("fact_check"))
    address = reverse("upkeep_originality", args=[copy.pk])
    form = {"judge": finding.pk, f"{finding.pk}-verdict": "ordinary", f"{finding.pk}-reason": "Mine."}

    assert client.post(address, form).status_code == 404
    assert not FindingVerdict.objects.exists()
    assert client.get(address).content.decode().count("<mark>") == 2
    assert list(Finding.objects.standing_on(copy)) != [finding]


def test_a_writer_sees_findings_and_no_form_for_a_verdict(copy, client):
    logged_in(client, copy.owner)
    address = reverse("upkeep_originality", args=[copy.pk])
    (finding,) = Finding.objects.standing_on(copy)

    assert "Keep my verdict" not in client.get(address).content.decode()
    answer = client.post(
        address, {"judge": finding.pk, f"{finding.pk}-verdict": "ordinary", f"{finding.pk}-reason": "Mine."}
    )

    assert not FindingVerdict.objects.exists()
    assert "does not judge" in answer.content.decode()


def test_a_hostile_text_takes_no_long_time():
    pain = "pain " * 6_000

    assert passages(Text(pain), Text(pain))[0].shared >= GUARANTEED


def test_signing_and_publishing_go_on_beside_findings(copy):
    signed(copy)
    signed(fresh(copy))

    assert copy.editions.count() == 1
    assert published(article()).editions.count() == 1
