"""The library in the admin: search it, see who cites a work, mend a name; nobody types what the world says."""

import pytest
from django.db.models.functions import Now

from articles.references.integrity.status import Status
from articles.references.library.newer import NewerVersion
from articles.references.library.references import Reference
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.pages import published_article

pytestmark = pytest.mark.django_db
LIBRARY = "/admin/references/"


@pytest.fixture
def editor(client):
    logged_in(client, UserFactory(editor=True))
    return client


def test_an_editor_finds_a_work_by_its_doi_and_by_its_words(editor):
    Reference.objects.create(text="Hayden JA. Exercise for back pain. 2021.", doi="10.1002/hayden")
    Reference.objects.create(text="Derry S. Topical painkillers. 2017.")

    for words in ("10.1002/hayden", "exercise FOR back"):
        shown = editor.get(LIBRARY, {"q": words}).content.decode()
        assert "Hayden" in shown and "Derry" not in shown


def test_it_shows_every_edition_that_cites_a_work(editor):
    page = published_article("Inversion therapy")
    work = Reference.objects.get(citations__edition__page=page)

    shown = editor.get(f"{LIBRARY}inspect/{work.pk}/").content.decode()

    assert "Inversion therapy" in shown and "[1]" in shown and f"/pages/{page.pk}/edit/" in shown


def test_an_editor_sees_the_works_of_which_a_newer_version_was_found(editor):
    followed = Reference.objects.create(text="Derry S. Topical painkillers. 2012.", doi="10.1002/derry")
    Reference.objects.create(text="Hayden JA. Exercise for back pain. 2021.")
    found = NewerVersion.objects.create(
        reference=followed,
        of=["doi:10.1002/derry"],
        kind="update",
        name="doi",
        value="10.1002/derry.2",
        source="crossref",
    )

    shown = editor.get(LIBRARY, {"is_followed": "true"}).content.decode()
    others = editor.get(LIBRARY, {"is_followed": "false"}).content.decode()
    NewerVersion.objects.filter(pk=found.pk).update(settled_at=Now(), reason="Another trial.")
    settled = editor.get(LIBRARY, {"is_followed": "true"}).content.decode()

    assert "Derry" in shown and "Hayden" not in shown
    assert "Hayden" in others and "Derry" not in others
    assert "Derry" not in settled


def test_a_name_is_brought_into_our_form(editor):
    work = Reference.objects.create(text="Trial.")
    form = {"text": "Trial.", "doi": "https://doi.org/10.1000/ABC.", "pmid": "PMID: 77", "url": "", "archive_url": ""}

    editor.post(f"{LIBRARY}edit/{work.pk}/", form)

    work.refresh_from_db()
    assert (work.doi, work.pmid) == ("10.1000/abc", "77")


def test_a_name_that_cannot_be_one_is_refused_in_a_sentence_and_kept_in_the_form(editor):
    work = Reference.objects.create(text="Trial.")
    form = {"text": "Trial.", "doi": "10.1000/a b", "pmid": "seven", "url": "javascript:alert(1)", "archive_url": ""}

    shown = editor.post(f"{LIBRARY}edit/{work.pk}/", form).content.decode()

    assert "This is not a DOI" in shown and "A PMID has digits only" in shown and "This is not a web address" in shown
    assert "10.1000/a b" in shown


def test_a_name_that_another_work_has_is_refused(editor):
    Reference.objects.create(text="Trial.", doi="10.1000/a")
    other = Reference.objects.create(text="Same trial.")
    form = {"text": "Same trial.", "doi": "10.1000/A", "pmid": "", "url": "", "archive_url": ""}

    shown = editor.post(f"{LIBRARY}edit/{other.pk}/", form)

    assert shown.status_code == 200
    assert not Reference.objects.get(pk=other.pk).doi


def test_nobody_types_what_the_world_says(editor):
    work = Reference.objects.create(text="Trial.", status=Status.RETRACTED)
    form = {"text": "Trial.", "doi": "", "pmid": "", "url": "", "archive_url": "", "status": "clear"}

    editor.post(f"{LIBRARY}edit/{work.pk}/", form)

    work.refresh_from_db()
    assert work.status == Status.RETRACTED


def test_triagers_do_not_change_the_library(client):
    work = Reference.objects.create(text="Trial.")
    logged_in(client, UserFactory(triager=True))

    assert client.get(f"{LIBRARY}edit/{work.pk}/").status_code == 302
