"""Warnings beside sources follow the names in the edition; a false alarm is overruled by two editors."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from articles.pages import ReferenceItem
from articles.references.integrity.status import Status
from articles.references.library.integrity_facts import IntegrityFact
from articles.references.library.overruling import OverruleProposal, call_false_alarm, decide
from articles.references.library.references import Reference
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import edited, fresh
from tests.factories.editions import path_of
from tests.factories.pages import article
from tests.factories.signing import appointed_editor, published
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db

WARNING = "This work has been retracted."
DOI = "10.1000/trial"


@pytest.fixture(scope="module")
def made(scene):
    item = ReferenceItem(text="Author A. A trial. 2012.", doi=DOI, pmid="77", url="https://example.org/trial")
    return published(edited(article(), references=[item]))


@pytest.fixture
def page(made):
    """What readers get; it cites one work, by a DOI, a PMID and an address."""
    return fresh(made)


@pytest.fixture
def work(page):
    """That work in the library, of which the watch has learnt that it was retracted."""
    return retracted(Reference.objects.get(doi=DOI))


def retracted(work, status=Status.RETRACTED):
    work.status = status
    work.save(update_fields=["status"])
    return work


def is_warned(page):
    return WARNING in Client().get(path_of(page)).content.decode()


def edit(client, work, **changes):
    logged_in(client, UserFactory(editor=True))
    names = {name: getattr(work, name) for name in ("text", "doi", "pmid", "pmcid", "isbn", "url", "archive_url")}
    answer = client.post(reverse("references:edit", args=[work.pk]), names | changes)
    assert answer.status_code == 302, answer.context["form"].errors
    work.refresh_from_db()


@pytest.mark.parametrize(
    "changes",
    [{"doi": "10.1000/another"}, {"doi": "", "pmid": "", "url": ""}, {"text": "Another. 2013.", "pmid": "78"}],
    ids=["another DOI", "no names", "another text"],
)
def test_editing_the_work_takes_no_warning_away(client, page, work, changes):
    edit(client, work, **changes)
    retracted(work, Status.CLEAR)  # as the watch finds of what it is called now

    assert is_warned(page)


def test_merging_it_into_another_work_takes_no_warning_away(page, work):
    other = Reference.objects.create(text="Another. 2013.", doi="10.1000/another")

    Reference.objects.merge(work, into=other, by=UserFactory(editor=True))
    other.refresh_from_db()
    retracted(other, Status.CLEAR)

    assert is_warned(page)


def test_what_an_edition_cites_is_watched_under_its_names_after_an_edit(client, page):
    edit(client, Reference.objects.get(doi=DOI), doi="10.1000/another")

    assert DOI in Reference.objects.cited_now().values_list("doi", flat=True)
    retracted(Reference.objects.get(doi=DOI))
    assert is_warned(page)


def test_what_an_edition_cites_is_watched_under_its_names_after_a_merge(page):
    work = Reference.objects.get(doi=DOI)
    other = Reference.objects.create(text="Another. 2013.", doi="10.1000/another")

    Reference.objects.merge(work, into=other, by=UserFactory(editor=True))

    assert {work, other} <= set(Reference.objects.cited_now())


def test_a_name_that_the_library_learns_later_is_warned_of_as_well(work):
    Reference.objects.filter(pk=work.pk).update(pmcid="PMC7654321")

    assert said_of(pmcid="PMC7654321").status == Status.RETRACTED


def test_one_that_takes_the_place_of_another_is_not(work):
    Reference.objects.filter(pk=work.pk).update(doi="10.1000/the-right-one")

    assert said_of(doi="10.1000/the-right-one") is None


def test_nor_is_one_that_is_learnt_after_a_false_alarm_was_overruled(work):
    decide(call_false_alarm(work, by=appointed_editor(), reason="Another work."), by=appointed_editor(), accept=True)

    Reference.objects.filter(pk=work.pk).update(pmcid="PMC7654321")

    assert said_of(pmcid="PMC7654321") is None


def said_of(**names):
    (fact,) = IntegrityFact.objects.about([{"text": "", "doi": "", "pmid": "", "url": "", **names}])
    return fact


def test_the_warning_goes_when_the_world_takes_it_back(page, work):
    assert is_warned(page)

    retracted(work, Status.CLEAR)

    assert not is_warned(page)


def test_that_nobody_could_be_asked_takes_no_warning_away(page, work):
    retracted(work, Status.COULD_NOT_CHECK)

    assert is_warned(page)


def test_a_work_without_a_name_is_known_by_its_text(client):
    page = published(edited(article(), references=[ReferenceItem(text="A talk. 2012.")]))
    work = retracted(Reference.objects.get(text="A talk. 2012."))
    assert is_warned(page)

    edit(client, work, text="Another talk. 2012.")
    assert is_warned(page)


def false_alarm(client, by, work, **sent):
    """What somebody is answered; an empty `agree` or `dismiss` is of what was called last."""
    newest = OverruleProposal.objects.order_by("pk").filter(reference=work).last()
    sent = {name: newest.pk if name in ("agree", "dismiss") and not value else value for name, value in sent.items()}
    client.logout()
    logged_in(client, by)
    return client.post(reverse("references:false_alarm", args=[work.pk]), sent, follow=True).content.decode()


def test_two_editors_overrule_a_false_alarm_and_the_reason_is_kept(client, page, work):
    first, second = appointed_editor(), appointed_editor()
    false_alarm(client, first, work, call="", reason="The notice is about another trial.")
    assert is_warned(page)

    false_alarm(client, second, work, agree="")

    assert not is_warned(page)
    kept = IntegrityFact.objects.filter(overrules__isnull=False)
    assert {(fact.reason, fact.asked_by, fact.confirmed_by) for fact in kept} == {
        ("The notice is about another trial.", first, second)
    }


def test_the_other_editors_are_told_and_see_it_among_what_they_decide(client, work):
    first, second = appointed_editor(), appointed_editor()
    delivered().clear()

    false_alarm(client, first, work, call="", reason="The notice is about another trial.")

    told = [letter for letter in delivered() if letter.subject.startswith("Please decide: is the warning")]
    assert second.email in [to for letter in told for to in letter.to]
    assert first.email not in [to for letter in told for to in letter.to]
    address = reverse("references:false_alarm", args=[work.pk])
    assert address in told[0].body
    assert address not in client.get(reverse("to_sign")).content.decode()
    client.logout()
    assert address in logged_in(client, second).get(reverse("to_sign")).content.decode()


def test_whoever_called_it_is_told_that_another_turned_it_down(client, work):
    first = appointed_editor()
    false_alarm(client, first, work, call="", reason="The notice is about another trial.")
    delivered().clear()

    false_alarm(client, appointed_editor(), work, dismiss="")

    assert [first.email] in [letter.to for letter in delivered() if letter.subject.startswith("Turned down: ")]


def test_one_editor_does_not(client, page, work):
    editor = appointed_editor()
    false_alarm(client, editor, work, call="", reason="It is wrong.")

    assert "another editor has to agree" in false_alarm(client, editor, work, agree="")
    assert is_warned(page)


def test_who_called_it_is_offered_to_take_it_back_and_another_to_agree(client, work):
    first = appointed_editor()

    mine = false_alarm(client, first, work, call="", reason="It is wrong.")
    theirs = false_alarm(client, appointed_editor(), work)

    assert "Take it back" in mine and "Agree: readers" not in mine
    assert "Agree: readers" in theirs
    assert "False alarm?" in theirs and work.text in theirs


def test_nor_do_editors_without_a_credential(client, page, work):
    false_alarm(client, UserFactory(editor=True), work, call="", reason="It is wrong.")

    assert "Two editors, each with an editorial credential" in false_alarm(client, appointed_editor(), work, agree="")
    assert is_warned(page)


def test_a_reason_is_asked_for(client, work):
    assert "Say why this is a false alarm" in false_alarm(client, appointed_editor(), work, call="", reason="")


def test_what_the_world_says_later_warns_again(client, page, work):
    false_alarm(client, appointed_editor(), work, call="", reason="It is wrong.")
    false_alarm(client, appointed_editor(), work, agree="")

    retracted(work, Status.CONCERN)

    assert "expression of concern" in Client().get(path_of(page)).content.decode()


def test_what_was_said_after_it_was_called_is_overruled_by_nobody_who_agrees(client, page, work):
    first, second = appointed_editor(), appointed_editor()
    retracted(work, Status.CONCERN)
    false_alarm(client, first, work, call="", reason="The concern is about another trial.")
    retracted(work)

    assert "Something new was said of this work since" in false_alarm(client, second, work, agree="")
    assert is_warned(page)
    false_alarm(client, second, work, dismiss="")
    assert not OverruleProposal.objects.undecided().exists()


def test_agreeing_is_to_what_was_read_and_to_no_later_call(client, page, work):
    first, second, third = appointed_editor(), appointed_editor(), appointed_editor()
    false_alarm(client, first, work, call="", reason="The notice is about another trial.")
    read = OverruleProposal.objects.get().pk
    false_alarm(client, third, work, dismiss="")
    false_alarm(client, third, work, call="", reason="Nobody minds.")

    assert "Somebody has decided this already" in false_alarm(client, second, work, agree=read)
    assert is_warned(page)


def test_only_the_watch_and_two_editors_say_what_counts(work):
    fact = IntegrityFact.objects.latest("sequence")
    about = {"name": fact.name, "value": fact.value, "status": "clear", "reason": "So."}

    for more, code in (
        ({}, "fact_not_from_watch"),
        ({"overrules": fact}, "overrule_needs_two_editors"),
        (
            {"overrules": IntegrityFact.objects.earliest("sequence"), "asked_by": appointed_editor()}
            | {"confirmed_by": appointed_editor()},
            "overrule_of_something_else",
        ),
    ):
        with pytest.raises(DatabaseError, match=code), transaction.atomic():
            IntegrityFact.objects.create(**about, **more)
