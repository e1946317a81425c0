"""Claims that writers mark: they need a citation, a fact checker judges each, and readers see no mark."""

import pytest
from django.db import DatabaseError, transaction

from articles.record.document import reader_document, typeset
from articles.record.published.drafts import Draft
from articles.record.signed.claim_checks import ClaimCheck, Verdict
from articles.record.signed.sign_offs import SignOff, SignOffKind
from articles.references.integrity.status import Status
from articles.references.library.allowed import AllowedSource
from articles.references.library.links import LinkStatus
from articles.references.library.references import Reference
from articles.writing.checks import advice_on_citations
from articles.writing.claims import Claim, claims_in, likely_claims_in
from editorial.review.signing.claim_checks import claims_of, record_verdicts, unsupported_in
from editorial.review.signing.rules import unmet_before_review
from editorial.review.signing.signing import MayNotSignError, sign, waiting_for
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import body, edited, fresh, section, shown_digest, submitted
from tests.factories.pages import article
from tests.factories.signing import credentialed, find_claims_supported, published, signature, signed

CLAIM = "<mark>Heat eases pain for a day.</mark>[1]"


def texts(html):
    return [claim.text for claim in claims_in(html)]


@pytest.mark.parametrize(
    ("html", "claims"),
    [
        ("<p><mark>Heat helps.</mark>[1] Rest does not.</p>", ["Heat helps."]),
        ("<p>We know that <mark>heat helps</mark> a little.[1] So.</p>", ["heat helps a little."]),
        ("<p><mark>0.5 mg helps.</mark></p><p><mark>So does 1 mg.</mark></p>", ["0.5 mg helps.", "So does 1 mg."]),
        ("<p><b><mark>Heat</mark></b><mark> helps.</mark></p>", ["Heat helps."]),
        ("<p><mark>Heat helps [1], a little</mark> [2].</p>", ["Heat helps, a little."]),
        ("<p>Heat &amp; <mark>cold &lt; 5</mark>.</p>", ["cold < 5."]),
        ("<p>&lt;mark&gt;Heat&lt;/mark&gt;</p>", []),
        (
            "<p><mark>It helped 5 people</mark>, vs. 2 with placebo.[1] So.</p>",
            ["It helped 5 people, vs. 2 with placebo."],
        ),
        ("<p><mark>Take 5 mg</mark> at 8 p.m. for two weeks.[1]</p>", ["Take 5 mg at 8 p.m. for two weeks."]),
        ("<p><mark>Take 5 mg</mark> at 8 p.m. Rest.[1]</p>", ["Take 5 mg at 8 p.m."]),
    ],
)
def test_a_claim_is_what_is_marked_up_to_the_end_of_its_sentence(html, claims):
    assert texts(html) == claims


def test_what_looks_like_a_claim_and_cites_nothing_is_found():
    html = (
        "<p>Take 400 mg. It lowers the risk by 5%.[1] <mark>Heat reduces pain.</mark> Sit down. One in ten falls.</p>"
    )

    assert likely_claims_in(html) == ["Take 400 mg.", "One in ten falls."]


def draft(text=CLAIM, **fields):
    return article(sections=body(section("Heat", text)), **fields)


@pytest.mark.django_db
def test_the_mark_is_no_part_of_what_is_signed_and_readers_do_not_get_it(client):
    page = draft()

    document = reader_document(page)
    assert "mark" not in document["sections"][0]["html"]
    assert (
        document["sections"][0]["html"]
        == reader_document(draft("Heat eases pain for a day.[1]"))["sections"][0]["html"]
    )


@pytest.mark.django_db
def test_a_claim_without_a_citation_keeps_a_draft_from_review():
    page = draft("<mark>Heat cures pain.</mark> It is warm.[1]")

    assert unmet_before_review(Draft.of(page)) == ["This claim cites no reference: “Heat cures pain.”."]


@pytest.mark.django_db
def test_an_edition_keeps_its_claims_with_the_numbers_that_readers_see():
    page = published(draft("It is warm.[2] <mark>Heat eases pain.</mark>[1,2]", references=2))

    claim = Claim.objects.get(edition__page=page)
    assert (claim.text, claim.numbers, claim.section) == ("Heat eases pain.", [1, 2], "heat")


@pytest.mark.django_db
def test_the_writer_is_told_what_to_look_at():
    page = draft("<mark>Heat eases pain.</mark>[1] It is warm.[2] Take 400 mg.[3] One in ten falls.", references=3)
    items = list(page.references.all())
    items[2].doi, items[2].url = "", "https://www.example.com/heat"
    page.references = items
    page.save_revision(user=page.owner)
    Reference.objects.create(text="One", doi="10.1000/0", is_preprint=True, source="crossref")
    Reference.objects.create(text="Two", doi="10.1000/1", status=Status.CONCERN, link_status=LinkStatus.DEAD)
    Reference.objects.create(text="Three", url="https://www.example.com/heat", source="file")

    assert advice_on_citations(page, typeset(page)) == [
        "Reference 2: its journal has published an expression of concern.",
        "Reference 2 has not been looked up: compare its title and year with the source.",
        "Reference 1 is a preprint: nobody has reviewed it.",
        "Reference 2: its address leads nowhere any more.",
        "Reference 3 is from example.com, which is not on the list of allowed sources.",
        "Only a preprint supports this claim: “Heat eases pain.”.",
        "This looks like a claim, and cites nothing: “One in ten falls.”.",
    ]
    AllowedSource.objects.create(host="example.com")
    assert "allowed sources" not in " ".join(advice_on_citations(page, typeset(page)))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Take 5 mg[1] at night.", "5 mg"),
        ("Up to 10 [1] of them.", "10"),
        ("Up to 10.[1]", None),
        ("Take 5 mg daily.[1]", None),
    ],
)
def test_a_citation_that_reads_as_a_power_is_pointed_out(text, told):
    page = draft(text)

    advice = " ".join(advice_on_citations(page, typeset(page)))

    assert (f"behind “{told}” reads as a power" in advice) == bool(told)


@pytest.mark.django_db
class TestFactChecker:
    @pytest.fixture
    def page(self):
        return submitted(draft())

    @pytest.fixture
    def checker(self, client):
        user = credentialed(SignOffKind.FACT_CHECK)
        logged_in(client, user)
        client.user = user
        return client

    def post(self, client, page, verdict="", passage="", **form):
        """What the browser sends; the verdict is on the only claim that is shown."""
        shown = {"digest": shown_digest(page), "kind": waiting_for(page) or ""}
        signature = {**shown, "interests": "none", "agreed": "on"}
        keys = [item["key"] for item in claims_of(Draft.of(page))]
        judged = {
            name: value for key in keys for name, value in ((f"verdict_{key}", verdict), (f"passage_{key}", passage))
        }
        sent = {**signature, **judged, **form}
        return client.post(f"/admin/review/{page.pk}/", sent, follow=True).content.decode()

    def test_signs_when_every_claim_is_supported_by_a_passage(self, checker, page):
        shown = self.post(checker, page, sign="", verdict="supported", passage="Pain was less for a day.")

        assert "Signed. Next: medical review" in shown
        check = ClaimCheck.objects.get()
        assert (check.text, check.verdict, check.checked_by) == (
            "Heat eases pain for a day.",
            "supported",
            checker.user,
        )

    def test_cannot_sign_before_every_claim_is_judged(self, checker, page):
        shown = self.post(checker, page, sign="")

        assert "was not checked" in shown and not ClaimCheck.objects.exists()

    def test_needs_the_passage(self, checker, page):
        shown = self.post(checker, page, sign="", verdict="supported")

        assert "Copy the passage that you found." in shown and not ClaimCheck.objects.exists()

    def test_is_led_to_ask_for_changes_when_a_claim_is_overstated(self, checker, page):
        shown = self.post(checker, page, sign="", verdict="overstated", passage="For an hour.")

        assert "Nothing was signed" in shown and "Overstated: the source says less. For an hour.</textarea>" in shown
        assert not SignOff.objects.on(page, shown_digest(page)).exists()

    def test_keeps_verdicts_for_later(self, checker, page):
        shown = self.post(checker, page, judge="", verdict="not_found")

        assert ClaimCheck.objects.get().verdict == "not_found" and "Nothing was signed" in shown

    @pytest.mark.parametrize(
        "judged", [{"verdict": "supported", "passage": "A day."}, {"verdict": "supported"}, {"verdict": "not_found"}]
    )
    def test_loses_no_interest_that_is_typed_while_verdicts_are_kept(self, checker, page, judged):
        told = {"interests": "declared", "which_interests": "Talks for a maker of heat packs."}

        assert told["which_interests"] in self.post(checker, page, judge="", **judged, **told)

    def test_a_writer_does_not_settle_a_verdict_by_taking_the_mark_off(self, checker, page):
        self.post(checker, page, judge="", verdict="overstated", passage="For an hour.")
        page = edited(fresh(page), body=body(section("Heat", "Heat eases pain for a day.[1]")))

        with pytest.raises(MayNotSignError, match="found unsupported by its sources"):
            signed(page, by=credentialed(SignOffKind.FACT_CHECK))

    def test_a_fact_checker_says_that_the_claim_was_given_up(self, checker, page):
        self.post(checker, page, judge="", verdict="not_found", passage="")
        page = edited(fresh(page), body=body(section("Heat", "Heat may ease pain.[1]")))
        assert "Not marked as a claim any more." in checker.get(f"/admin/review/{page.pk}/").content.decode()

        shown = self.post(checker, page, sign="", verdict="given_up", passage="It says less now.")

        assert "Signed. Next: medical review" in shown
        assert ClaimCheck.objects.latest("sequence").verdict == "given_up"

    def test_a_claim_that_was_given_up_and_is_marked_again_is_judged_again(self, checker, page):
        self.post(checker, page, judge="", verdict="not_found", passage="")
        without = edited(fresh(page), body=body(section("Heat", "Heat may ease pain.[1]")))
        self.post(checker, without, judge="", verdict="given_up", passage="It says less now.")
        again = edited(fresh(page), body=page.body)

        assert "was not checked" in self.post(checker, again, sign="")

    def test_a_verdict_is_on_the_claim_that_was_read_whatever_moved_since(self, checker):
        heat, cold = "<mark>Heat eases pain for a day.</mark>[1]", "<mark>Cold cures it.</mark>[1]"
        page = submitted(draft(f"{heat} {cold}"))
        on_heat, on_cold = (item["key"] for item in claims_of(Draft.of(page)))
        page.current_workflow_state.cancel(user=page.owner)
        page = submitted(edited(fresh(page), body=body(section("Heat", cold))))

        read = {f"verdict_{on_heat}": "supported", f"passage_{on_heat}": "Pain was less for a day."}
        found = {f"verdict_{on_cold}": "not_found", f"passage_{on_cold}": ""}
        shown = self.post(checker, page, sign="", **read, **found)

        assert [(check.text, check.verdict) for check in ClaimCheck.objects.all()] == [("Cold cures it.", "not_found")]
        assert "a claim that you judged is not in the text any more" in shown
        assert "Pain was less for a day." in shown

    def test_a_claim_that_stands_in_the_text_twice_is_judged_once(self, checker):
        page = submitted(draft(f"{CLAIM} {CLAIM}"))

        assert "Signed. Next" in self.post(checker, page, sign="", verdict="supported", passage="Pain was less.")
        assert ClaimCheck.objects.count() == 1

    def test_verdicts_are_evidence(self, checker, page):
        self.post(checker, page, judge="", verdict="overstated", passage="For an hour.")

        check = ClaimCheck.objects.get()
        assert check.sequence and check.hash
        with pytest.raises(DatabaseError, match="rows_are_evidence"), transaction.atomic():
            ClaimCheck.objects.update(verdict="supported")

    def test_who_wrote_the_text_gives_no_verdict(self, page):
        for user in (page.owner, UserFactory(is_superuser=True)):
            with pytest.raises(DatabaseError, match="verdict_needs_fact_checker"), transaction.atomic():
                ClaimCheck.objects.create(page=page, key="0" * 64, text="So.", verdict="given_up", checked_by=user)


@pytest.mark.django_db
def test_the_edit_screen_tells_what_citations_need(client):
    page = draft("<mark>Heat cures pain.</mark> It is warm.[1] One in ten falls.")
    logged_in(client, page.owner)

    shown = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()

    assert "This claim cites no reference: “Heat cures pain.”." in shown
    assert "This looks like a claim, and cites nothing: “One in ten falls.”." in shown


@pytest.mark.django_db
def test_what_somebody_found_who_writes_the_text_afterwards_is_found_anew_by_another_one():
    checker = credentialed(SignOffKind.FACT_CHECK)
    page = submitted(article(sections=body(section("So", f"<p>{CLAIM}</p>"))))
    find_claims_supported(Draft.of(page), by=checker)
    fresh(page).current_workflow_state.cancel()
    page = submitted(edited(fresh(page), by=checker, standfirst="Words of the checker's own."))
    another = credentialed(SignOffKind.FACT_CHECK)
    draft = Draft.of(page)

    assert [item["text"] for item in unsupported_in(draft)] == ["Heat eases pain for a day."]
    with pytest.raises(MayNotSignError):
        sign(page, by=another, kind=SignOffKind.FACT_CHECK, signature=signature(SignOffKind.FACT_CHECK, draft.digest))

    signed(page, by=another)  # who looks at each claim first
    assert ClaimCheck.objects.latest("pk").checked_by == another


@pytest.fixture
def found_and_taken_out():
    """A draft of which its only claim was judged by a fact checker, who wrote that sentence anew and unmarked."""

    def found(verdict):
        checker = credentialed(SignOffKind.FACT_CHECK)
        page = submitted(article(sections=body(section("So", f"<p>{CLAIM}</p>"))))
        record_verdicts(page, [(claims_of(Draft.of(page))[0], verdict, "For a day.")], by=checker)
        fresh(page).current_workflow_state.cancel()
        return submitted(edited(fresh(page), by=checker, body=body(section("So", "Heat may ease pain.[1]"))))

    return found


@pytest.mark.django_db
@pytest.mark.parametrize("verdict", [Verdict.SUPPORTED, Verdict.GIVEN_UP])
def test_what_a_checker_found_well_and_then_wrote_anew_keeps_nobody_from_signing(found_and_taken_out, verdict):
    page = found_and_taken_out(verdict)

    assert claims_of(Draft.of(page)) == []
    sign(
        page,
        by=credentialed(SignOffKind.FACT_CHECK),
        kind=SignOffKind.FACT_CHECK,
        signature=signature(SignOffKind.FACT_CHECK, shown_digest(page)),
    )


@pytest.mark.django_db
def test_what_a_checker_found_unsupported_and_then_wrote_anew_another_one_says_is_given_up(found_and_taken_out):
    page = found_and_taken_out(Verdict.NOT_FOUND)
    another = credentialed(SignOffKind.FACT_CHECK)
    given = signature(SignOffKind.FACT_CHECK, shown_digest(page))

    with pytest.raises(MayNotSignError, match="found unsupported by its sources"):
        sign(page, by=another, kind=SignOffKind.FACT_CHECK, signature=given)

    (claim,) = claims_of(Draft.of(page))
    assert not claim["marked"]
    record_verdicts(page, [(claim, Verdict.GIVEN_UP, "")], by=another)
    sign(page, by=another, kind=SignOffKind.FACT_CHECK, signature=given)


@pytest.mark.django_db
def test_a_writer_does_not_settle_what_another_checker_found(found_and_taken_out):
    """By saying, before they wrote anything, that it was given up."""
    page = found_and_taken_out(Verdict.NOT_FOUND)
    settles = credentialed(SignOffKind.FACT_CHECK)
    record_verdicts(page, [(claims_of(Draft.of(page))[0], Verdict.GIVEN_UP, "")], by=settles)
    assert claims_of(Draft.of(page)) == []
    fresh(page).current_workflow_state.cancel()

    page = submitted(edited(fresh(page), by=settles, standfirst="Words of the checker's own."))

    assert [item["check"].verdict for item in claims_of(Draft.of(page))] == [Verdict.NOT_FOUND]
