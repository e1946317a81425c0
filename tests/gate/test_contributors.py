"""Whoever changed anything that is in a text contributed to it, by whatever way, and does not sign it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from articles.pages import ReferenceItem
from articles.record.published.drafts import Draft
from articles.record.published.status import PublicationStatus
from articles.record.signed.sign_offs import SignOffKind
from articles.record.signers.authority import AuthorityEvent
from articles.references.library.importing import import_file
from articles.references.library.references import Reference
from editorial.review.publishing.publishing import NotReadyError, publish
from editorial.review.publishing.status import decide, propose
from editorial.review.signing.signing import MayNotSignError
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import Unique, body, edited, fresh, image, person, png, section, submitted
from tests.factories.editions import taken_away
from tests.factories.pages import article, topic
from tests.factories.signing import appointed_editor, credentialed, published, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    return Reference.objects.create(text="Author A. A trial. 2012.", doi="10.1000/trial")


@pytest.fixture
def helper():
    """A fact checker who may also do what writers do, and edit the library."""
    user = credentialed(SignOffKind.FACT_CHECK, user=UserFactory(writer=True, editor=True))
    user.is_superuser = True
    user.save()
    return user


def citing(work, **fields):
    mark = f'<a linktype="citation" id="{work.pk}">[Author 2012]</a>'
    return article(references=0, sections=body(section("How it works", f"It helps a little.{mark}")), **fields)


def rewords(client, user, work, **changes):
    """Somebody mends a work on its screen."""
    logged_in(client, user)
    names = {name: getattr(work, name) for name in ("text", "doi", "pmid", "pmcid", "isbn", "url", "archive_url")}
    answer = client.post(reverse("references:edit", args=[work.pk]), names | changes)
    assert answer.status_code == 302, answer.context["form"].errors


def resaved(page):
    """The page, after its writer saved it once more as it is."""
    return edited(fresh(page), by=page.owner)


def refused(page, by):
    with pytest.raises(MayNotSignError, match="You changed this text yourself"):
        signed(submitted(page), by=by)


@pytest.mark.parametrize(
    "changes", [{"text": "Author A. A large trial. 2012."}, {"pmid": "123"}, {"url": "https://example.org/"}], ids=str
)
def test_who_rewords_a_cited_work_in_the_library_contributes(client, work, helper, changes):
    page = citing(work)

    rewords(client, helper, work, **changes)

    assert helper.pk in Draft.of(page).contributors
    refused(resaved(page), by=helper)


@pytest.mark.parametrize(
    "text",
    [
        "Lo\u0308we A. A trial of heat. BMJ. 2020;1:2.",
        "Author A. A ran\u00addomised trial of heat. BMJ. 2020;1:2.",
        "\u200bAuthor A. A trial of heat.\u200b BMJ. 2020;1:2.",
        "\u00a0Author A. A trial of heat. BMJ. 2020;1:2.\u00a0",
        "Author A. A trial of heat.\x0bBMJ. 2020;1:2.",
    ],
    ids=ascii,
)
@pytest.mark.parametrize("doi", ["10.1000/heat", ""], ids=["named", "nameless"])
def test_so_does_who_rewords_it_in_letters_that_are_printed_otherwise(client, work, helper, text, doi):
    page = citing(work)

    rewords(client, helper, work, text=text, doi=doi)

    refused(resaved(page), by=helper)


def test_so_does_who_lets_a_program_reword_it_so(work, helper):
    page = citing(work)
    work.text, work.changed_by = "Lo\u0308we A. A trial\u00ad of heat. BMJ. 2020;1:2.", helper

    work.save()

    assert Reference.objects.find(text=work.text, doi=work.doi) == work
    refused(resaved(page), by=helper)


def test_who_rewords_it_and_back_again_contributes_too(client, work, helper):
    page = citing(work)
    text = work.text
    rewords(client, helper, work, text="Quite another text. 2012.")
    rewords(client, helper, work, text=text)

    refused(page, by=helper)


def test_who_changes_what_is_not_printed_of_a_work_does_not(client, work, helper):
    page = citing(work)

    rewords(client, helper, work, archive_url="https://archive.example.org/1")

    assert signed(submitted(page), by=helper)


def test_who_reworded_a_work_before_the_text_was_begun_does_not(client, work, helper):
    rewords(client, helper, work, text="Author A. A trial, reworded. 2012.")

    assert signed(submitted(citing(work)), by=helper)


def test_who_reworded_a_work_before_the_last_edition_may_sign_the_next(client, work, helper):
    page = citing(work)
    rewords(client, helper, work, text="Author A. A trial, reworded. 2012.")
    page = published(resaved(page))

    later = edited(page, standfirst="Said better.", change_class="clarification", change_note="Clearer.")

    assert signed(submitted(later), by=helper)


def test_who_mends_the_library_does_not_contribute_to_a_reference_that_its_writer_typed(client, work, helper):
    page = submitted(edited(article(), references=[ReferenceItem(text="A trial, in my words.", doi=work.doi)]))

    rewords(client, helper, work, text="Author A. A trial, reworded. 2012.")

    assert signed(page, by=helper)


def test_who_merges_a_cited_work_into_another_contributes(work, helper):
    page = citing(work)
    other = Reference.objects.create(text="Author A. The same trial. 2012.", doi="10.1000/other")

    Reference.objects.merge(work, into=other, by=helper)

    refused(resaved(page), by=helper)


def test_who_gives_a_picture_other_bytes_contributes(client, helper):
    picture = image("teal")
    page = article(hero_image=picture, hero_alt="A teal field")
    logged_in(client, helper)

    form = {"title": "teal", "description": "", "file": SimpleUploadedFile("red.png", png("red"), "image/png")}
    answer = client.post(reverse("wagtailimages:edit", args=[picture.pk]), form | {"tags": ""})

    assert answer.status_code == 302, answer.context["form"].errors
    refused(resaved(page), by=helper)


def test_who_changed_the_title_of_somebody_in_a_byline_contributes(helper):
    author = published(person("Alex Author"))
    page = article(author=author)
    published(edited(author, by=helper, job_title="Professor", change_class="clarification", change_note="Promoted."))

    refused(resaved(page), by=helper)


def test_who_moves_a_page_to_another_topic_contributes(helper):
    page = article()

    fresh(page).move(topic("Neck pain"), pos="last-child", user=helper)

    refused(fresh(page), by=helper)


def test_who_decides_about_a_credential_contributes_to_the_page_that_shows_it():
    first, second, third = (appointed_editor() for _ in range(3))
    doctor = credentialed(SignOffKind.MEDICAL_REVIEW).person_account.person
    AuthorityEvent.objects.create(
        kind="credential_issued",
        person=doctor,
        asked_by=first,
        confirmed_by=second,
        reason="So.",
        details={"kind": "clinical", "register": "Another register"},
    )
    page = submitted(edited(doctor, change_class="update", change_note="Registered."))

    for editor in (first, second):
        with pytest.raises(MayNotSignError, match="You changed this text yourself"):
            signed(page, by=editor)
    assert signed(page, by=third)


def test_who_looks_a_credential_up_again_contributes_to_the_page_that_shows_its_specialties():
    first, second, third = (appointed_editor() for _ in range(3))
    doctor = credentialed(SignOffKind.MEDICAL_REVIEW).person_account.person
    held = doctor.credentials.get()
    AuthorityEvent.objects.create(
        kind="credential_looked_up",
        person=doctor,
        credential=held,
        asked_by=first,
        confirmed_by=second,
        reason="So.",
        details={"specialties": ["Rheumatology"]},
    )
    page = submitted(edited(doctor, change_class="update", change_note="Another specialty."))

    for editor in (first, second):
        with pytest.raises(MayNotSignError, match="You changed this text yourself"):
            signed(page, by=editor)
    assert signed(page, by=third)


def test_who_finds_the_same_specialties_in_the_register_again_does_not():
    first, second = appointed_editor(), appointed_editor()
    doctor = credentialed(SignOffKind.MEDICAL_REVIEW, specialties=["Rheumatology", "Neurology"]).person_account.person
    AuthorityEvent.objects.create(
        kind="credential_looked_up",
        person=doctor,
        credential=doctor.credentials.get(),
        asked_by=first,
        confirmed_by=second,
        reason="So.",
        details={"specialties": ["Neurology ", "Rheumatology"], "expires_on": "2099-01-01"},
    )
    page = submitted(edited(doctor, change_class="update", change_note="Another sentence."))

    assert signed(page, by=first)


def test_a_work_that_nobody_known_reworded_keeps_a_text_from_readers(work):
    page = citing(work)
    Reference.objects.filter(pk=work.pk).update(text="By nobody. 2012.")
    page = submitted(resaved(page))
    signed(page)
    signed(page)

    with pytest.raises(NotReadyError, match="Nobody knows who wrote a part"):
        publish(page)


def test_a_change_is_said_of_one_person_once(work):
    user = UserFactory()
    work.changed_by, work.text = user, "Reworded. 2012."
    work.save()
    Reference.objects.filter(pk=work.pk).update(text="Reworded again, by nobody. 2012.")

    work.refresh_from_db()
    assert work.changed_by is None


def test_who_wrote_the_unpublished_page_of_somebody_in_a_byline_contributes(helper):
    """Nobody has approved what stands there, and the row of an unpublished page is its newest draft."""
    cure_all = person("Prof. Cure-All", saved=False, job_title="Take 4000 mg daily")
    cure_all.save_revision(user=helper)
    page = article(author=cure_all)

    assert "Take 4000 mg daily" in page.typeset().document["bylines"][0]["credentials"]
    refused(page, by=helper)


def test_and_no_longer_once_it_was_approved(helper):
    known = person("Sam Known", saved=False, job_title="Physiotherapist")
    known.save_revision(user=helper)
    published(known)

    assert helper.pk not in Draft.of(article(author=known)).contributors


def test_who_wrote_on_the_page_of_somebody_while_readers_did_not_get_it_contributes(helper):
    """Wagtail writes the row of such a page at each save, and it is given back as it is then."""
    known = published(person("Sam Known", job_title="Physiotherapist"))
    taken_away(known)
    typed = fresh(known)
    typed.job_title = "Professor"
    typed.save()
    typed.save_revision(user=helper)
    proposal = propose(known, by=appointed_editor(), status=PublicationStatus.PUBLISHED, reason="All is well.")
    decide(proposal, by=appointed_editor(), accept=True)
    page = article(author=fresh(known))

    assert "Professor" in page.typeset().document["bylines"][0]["credentials"]
    refused(page, by=helper)


def test_who_wrote_a_draft_that_somebody_goes_back_to_contributes(helper):
    page = published(article())
    draft = edited(page, by=helper, standfirst="Of the helper's.", change_class="update", change_note="Anew.")
    left = draft.latest_revision
    published(edited(draft, standfirst="Of the writer's.", change_class="update", change_note="Other words."))

    again = left.as_object()
    again.save_revision(user=page.owner, previous_revision=left)

    refused(fresh(page), by=helper)


NBIB = b"PMID- 123\nTI  - A trial.\nFAU - Author, A\nDP  - 2012\nLID - 10.1000/trial [doi]\nPT  - Meta-Analysis\n\n"


def test_who_brings_a_file_that_says_what_kind_of_study_a_work_is_contributes(work, helper):
    Reference.objects.filter(pk=work.pk).update(pmid="123", changed_by=helper)
    page = citing(work)

    import_file(NBIB, by=helper)

    assert Draft.of(page).document["references"][0]["study"] == "systematic review"
    refused(resaved(page), by=helper)


def test_what_a_service_says_of_that_is_nobodys(work):
    page = citing(work)

    Reference.objects.filter(pk=work.pk).update(study_type="systematic review")

    assert Draft.of(page).contributors == {page.owner_id}


def copied(page):
    return fresh(page).copy(update_attrs={"slug": Unique.slug("copied")}, keep_live=False, user=page.owner)


def test_whoever_reworded_a_work_that_the_original_cites_contributed_to_a_copy(client, work, helper):
    page = citing(work)
    rewords(client, helper, work, text="Author A. A large trial. 2012.")

    refused(copied(resaved(page)), by=helper)


def test_whoever_wrote_a_draft_of_the_original_that_was_purged_contributed_to_a_copy(helper):
    page = article()
    edited(page, by=helper, standfirst="Words that stay.")
    edited(fresh(page), by=page.owner, title="Another title")
    call_command("purge_revisions", verbosity=0)

    copy = copied(page)

    assert "Words that stay." in Draft.of(copy).text
    refused(copy, by=helper)


def test_a_copy_of_a_copy_remembers_them_too(helper):
    page = edited(article(), by=helper, standfirst="Words that stay.")

    assert helper.pk in Draft.of(copied(copied(page))).contributors
