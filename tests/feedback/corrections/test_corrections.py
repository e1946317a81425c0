"""From a report to the edition that puts it right, and back to the reader."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.corrections.correcting import (
    CorrectionRefusedError,
    choose_resolved,
    drop_correction,
    open_correction,
)
from editorial.feedback.corrections.correction import Correction
from editorial.feedback.reports.receipts import link_part, new_receipt
from editorial.feedback.reports.report import Report
from editorial.feedback.triage.decisions import Decision, triage
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.drafts import edited, fresh, submitted
from tests.factories.editions import path_of
from tests.factories.pages import published_article
from tests.factories.signing import published, signed
from tests.feedback.conftest import plain
from tests.feedback.corrections.corrected import correct, states

pytestmark = pytest.mark.django_db


def test_a_correction_accepts_its_reports(correction, report, asked):
    assert states(report, asked) == ["accepted", "accepted"]
    assert Correction.objects.open().of_page(report.page).get() == correction


def test_the_articles_owner_is_asked_and_gets_no_readers_words(
    report, triager, page, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        correction = open_correction([report], by=triager, note="Say by how much.")

    [email] = mailoutbox
    assert email.to == [page.owner.email]
    assert email.subject == "To be corrected: Inversion therapy"
    assert "Say by how much." in email.body and f"/admin/corrections/{correction.pk}/" in email.body
    assert "Eye pressure does more" not in email.body


def test_the_editors_are_asked_where_its_owner_writes_no_more(
    client, report, triager, page, mailoutbox, django_capture_on_commit_callbacks
):
    editor = UserFactory(editor=True)
    page.owner.groups.clear()

    with django_capture_on_commit_callbacks(execute=True):
        open_correction([report], by=triager, note="Say by how much.")

    assert [email.to for email in mailoutbox] == [[editor.email]]
    for user, is_shown in [(editor, True), (UserFactory(writer=True), False)]:
        client.force_login(user)
        assert ("Corrections that wait for you" in plain(client.get("/admin/"))) == is_shown


@pytest.mark.parametrize("group", ["writer", "reviewer"])
def test_only_triagers_open_and_drop_corrections(report, correction, group):
    with pytest.raises(PermissionDenied):
        open_correction([report], by=UserFactory(**{group: True}))
    with pytest.raises(PermissionDenied):
        drop_correction(correction, by=UserFactory(**{group: True}))


def test_a_correction_is_for_reports_of_one_article(report, triager):
    other = receive(published_article("Acupuncture").editions.get(), receipt=new_receipt(), reason="other")

    with pytest.raises(CorrectionRefusedError, match="of one article only"):
        open_correction([report, other], by=triager)


def test_a_report_belongs_to_one_open_correction(correction, report, triager):
    with pytest.raises(CorrectionRefusedError, match="belongs to an open correction"):
        open_correction([report], by=triager)

    drop_correction(correction, by=triager)
    assert open_correction([report], by=triager).is_open


def test_the_next_edition_closes_the_reports_and_is_tied_to_them(correction, report, asked, page):
    second = correct(page).editions.last()

    correction.refresh_from_db()
    assert states(report, asked) == ["closed", "closed"]
    assert list(second.resolved_reports.order_by("pk")) == [report, asked]
    assert (correction.state, correction.edition) == ("published", second)


def test_a_review_that_changed_nothing_answers_no_report_and_keeps_the_correction_open(correction, report, page):
    reviewed = published(edited(page, change_class="reviewed", change_note="Nothing needed changing."))

    correction.refresh_from_db()
    assert reviewed.editions.last().change_class == "reviewed"
    assert (correction.state, states(report)) == ("open", ["accepted"])


def test_what_is_left_out_keeps_the_correction_open_for_a_later_edition(correction, report, asked, page):
    choose_resolved(correction, by=page.owner, reports=[asked])
    correct(page)

    correction.refresh_from_db()
    assert states(report, asked) == ["accepted", "closed"]
    assert correction.is_open

    choose_resolved(correction, by=page.owner, reports=[report])
    third = correct(page, standfirst="Right at last.").editions.last()

    correction.refresh_from_db()
    assert Report.objects.get(pk=report.pk).resolved_by == third
    assert correction.edition == third


def test_a_draft_that_was_saved_before_the_correction_was_opened_answers_nobody(report, triager, page):
    waiting = submitted(edited(page, standfirst="Tidier.", change_class="typo", change_note="A typing error."))
    open_correction([report], by=triager)

    for _fact_check_and_medical_review in range(2):
        signed(waiting)

    assert page.editions.count() == 2
    assert states(report) == ["accepted"]


def test_a_report_that_the_desk_decided_about_otherwise_stays_as_it_is(correction, report, asked, page, triager):
    triage(report, Decision(state="no_change", assignee=None), by=triager)

    correct(page)

    correction.refresh_from_db()
    assert states(report, asked) == ["no_change", "closed"]
    assert Report.objects.get(pk=report.pk).resolved_by is None
    assert not correction.is_open


def test_a_dropped_correction_gives_its_reports_back_and_is_over(correction, report, asked, page, triager):
    drop_correction(correction, by=triager)
    correct(page)

    assert states(report, asked) == ["new", "new"]
    with pytest.raises(CorrectionRefusedError, match="is over"):
        choose_resolved(correction, by=triager, reports=[])


def test_the_receipt_says_which_edition_corrected_the_article(edition, triager, page, reader):
    receipt = new_receipt()
    open_correction([receive(edition, receipt=receipt, reason="not_accurate")], by=triager)
    correct(page)

    assert "We have corrected the article: see its edition 2." in plain(
        reader.get(f"/feedback/receipt/{link_part(receipt)}/")
    )


def test_readers_see_that_readers_asked_for_an_edition(correction, page, reader):
    correct(page)

    history = plain(reader.get(f"{path_of(page)}history/"))
    corrections = plain(reader.get("/corrections/"))
    assert history.count("Readers told us what was wrong.") == 1
    assert "Readers told us what was wrong." in corrections
    assert "1 change to our pages was made because readers told us." in corrections


def test_readers_are_not_told_so_of_an_edition_that_only_the_watch_asked_for(correction, page, reader):
    Report.objects.update(origin="watch")
    correct(page)

    assert "Readers told us" not in plain(reader.get(f"{path_of(page)}history/"))
    assert "because readers told us" not in plain(reader.get("/corrections/"))


def test_a_correction_is_opened_from_a_reports_screen_with_others_of_the_article(desk, report, asked):
    assert (
        f"/admin/corrections/open/?report={report.pk}"
        in desk.get(f"/admin/readers-reports/edit/{report.pk}/").content.decode()
    )

    form = desk.get(f"/admin/corrections/open/?report={report.pk}").context["form"]
    assert form["reports"].value() == [report.pk]
    assert list(form.fields["reports"].queryset) == [report, asked]
    data = {"reports": [report.pk, asked.pk], "note": "Say by how much."}
    shown = plain(desk.post(f"/admin/corrections/open/?report={report.pk}", data, follow=True))

    assert set(Correction.objects.get().reports.all()) == {report, asked}
    assert "Say by how much." in shown and "Eye pressure does more than rise." in shown


def asked_of_the_database(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert "“Risks”" in client.get(address).content.decode()
    return [query["sql"] for query in asked]


def test_to_open_a_correction_costs_the_same_however_many_reports_are_offered(desk, report, edition):
    address = f"/admin/corrections/open/?report={report.pk}"
    of_one = asked_of_the_database(desk, address)
    for number in range(3):
        receive(edition, receipt=new_receipt(), section="risks", comment=f"Wrong {number}.")

    of_four = asked_of_the_database(desk, address)

    assert len(of_four) == len(of_one)
    assert not [sql for sql in of_four if '"articles_edition"."document",' in sql]


def test_a_correction_costs_the_same_however_many_reports_an_edition_has_answered(desk, report, asked, page, triager):
    open_correction([report], by=triager)
    second = correct(page)
    first = Correction.objects.get()
    of_one = asked_of_the_database(desk, f"/admin/corrections/{first.pk}/")
    more = [receive(page.editions.get(number=1), receipt=new_receipt(), section="risks", comment="x") for _ in "ab"]
    third = open_correction([asked, *more], by=triager)
    correct(second, standfirst="Right at last.")

    assert len(asked_of_the_database(desk, f"/admin/corrections/{third.pk}/")) == len(of_one)


def test_a_refused_correction_keeps_what_was_typed(desk, report):
    shown = plain(desk.post(f"/admin/corrections/open/?report={report.pk}", {"note": "Typed."}))

    assert "Choose at least one report." in shown and "Typed." in shown
    assert not Correction.objects.exists()


def test_the_edit_screen_says_which_reports_the_draft_is_for(client, correction, report, asked, page):
    client.login(username=page.owner.email, password=PASSWORD)

    [message] = client.get(f"/admin/pages/{page.pk}/edit/").context["messages"]

    assert f"answers reports {report.pk}, {asked.pk}. Say by how much." in str(message)
    assert f'href="/admin/corrections/{correction.pk}/"' in str(message)


def test_nobody_is_told_that_an_edition_answers_what_the_desk_left_as_it_is(
    desk, correction, report, asked, page, triager
):
    writer = fresh(page).owner
    address, otherwise = f"/admin/corrections/{correction.pk}/", Decision(state="no_change")
    triage(report, otherwise, by=triager)

    assert f"otherwise about these since, so no edition answers them: report {report.pk}." in plain(desk.get(address))
    desk.logout()
    desk.force_login(writer)
    edit, home = f"/admin/pages/{page.pk}/edit/", "/admin/"
    assert f"The next edition answers report {asked.pk}." in plain(desk.get(edit))
    triage(asked, otherwise, by=triager)
    assert "Readers wait for a correction" not in plain(desk.get(edit))
    assert "Corrections that wait for you" not in plain(desk.get(home))


def test_the_writer_sees_the_reports_but_no_address_and_chooses_what_is_resolved(
    client, correction, report, asked, page
):
    client.login(username=page.owner.email, password=PASSWORD)
    address = f"/admin/corrections/{correction.pk}/"

    screen = client.get(address).content.decode()
    client.post(address, {"reports": [asked.pk]})

    assert "Pressure in the eye doubles." in screen and "Corrected after readers’ reports." in screen
    assert "jo@example.org" not in screen
    assert list(correction.attached.filter(is_resolved=True).values_list("report", flat=True)) == [asked.pk]


def test_a_choice_leaves_alone_what_a_colleague_chose_meanwhile(client, correction, report, asked, page):
    client.login(username=page.owner.email, password=PASSWORD)
    address = f"/admin/corrections/{correction.pk}/"
    shown = ",".join(str(pk) for pk in client.get(address).context["form"].initial["reports"])
    assert f'name="shown" value="{shown}"' in client.get(address).content.decode()
    choose_resolved(correction, by=correction.opened_by, reports=[asked])

    client.post(address, {"reports": [report.pk], "shown": shown})

    assert not correction.attached.filter(is_resolved=True).exists()


def test_somebody_who_neither_triages_nor_edits_sees_no_correction(client, correction, report):
    client.login(username=UserFactory(reviewer=True).email, password=PASSWORD)

    for address in (
        f"/admin/corrections/{correction.pk}/",
        "/admin/corrections/",
        f"/admin/corrections/open/?report={report.pk}",
    ):
        assert client.get(address).status_code in (302, 403)


def test_all_corrections_are_listed(desk, correction):
    shown = plain(desk.get("/admin/corrections/?state=open"))

    assert "Inversion therapy" in shown
    assert (
        "Inversion therapy"
        not in plain(desk.get("/admin/corrections/?state=dropped")).split("Corrections after reports")[-1]
    )
