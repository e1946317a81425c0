"""A little site that has every kind of page a reader can meet, and the addresses of them all."""

from datetime import date
from typing import NamedTuple

from django.urls import reverse

from articles.record.published.reported_months import ReportedMonth
from articles.record.published.status import PublicationStatus
from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.reports.receipts import link_part, new_receipt
from editorial.review.publishing.status import hold
from tests.factories import pages
from tests.factories.accounts import UserFactory
from tests.factories.drafts import body, edited, image, section
from tests.factories.editions import path_of, taken_away
from tests.factories.pages import published_article, shared_topic
from tests.factories.signing import about, published
from tests.feedback.form_time import time_in_form

CORRECTION = {"change_class": "correction", "change_note": "We corrected how long to hang, after a reader's report."}


class ReaderPage(NamedTuple):
    """What the page is, where it is, the status of the answer, and what is sent there, if anything."""

    name: str
    path: str
    status: int = 200
    sent: dict | None = None


def every_kind_of_page():
    """Make the site; its pages. `tests.browser.readers.urls` must be the site's addresses."""
    for kind in ("disclaimer", "editorial", "corrections"):
        pages.policy(kind)
    article = full_article()
    held = published_article("Heat packs")
    hold(held, by=UserFactory(editor=True), notice="We are checking the dose.", reason="Report 12")
    withdrawn = taken_away(published_article("Cold packs"))
    retracted = taken_away(published_article("Copper bracelets"), PublicationStatus.RETRACTED)
    return [
        *pages_of_the_site(article),
        *pages_of_an_article(path_of(article)),
        *pages_of_feedback(article.editions.first()),
        ReaderPage("an article under a notice", path_of(held)),
        ReaderPage("a withdrawn article", path_of(withdrawn), 410),
        ReaderPage("a retracted article", path_of(retracted)),
        ReaderPage("a page that does not exist", "/nowhere/", 404),
        ReaderPage("a page that breaks", "/broken/", 500),
    ]


def pages_of_the_site(article):
    author = article.bylines.first().person.specific
    policy = pages.policy("fact_checking", text="Somebody else than the writer checks each source.")
    return [
        ReaderPage("the home page", "/"),
        ReaderPage("a topic", path_of(grouped(shared_topic(), article))),
        ReaderPage("a person", path_of(author)),
        ReaderPage("a policy", path_of(policy)),
        ReaderPage("our people", path_of(pages.policy("people", title="Our people"))),
        ReaderPage("all topics", reverse("topics", args=[""])),
        ReaderPage("what programs get", reverse("for_programs")),
        ReaderPage("the address of a form", reverse("feedback:answer")),
        ReaderPage("the policies", path_of(about())),
        ReaderPage("all titles", reverse("a_to_z")),
        ReaderPage("the titles of a letter", reverse("a_to_z_letter", args=["i"])),
        ReaderPage("the corrections", reverse("corrections")),
        ReaderPage("what readers told us", told_by_readers()),
        ReaderPage("the search", reverse("search")),
        ReaderPage("a search with results", f"{reverse('search')}?q=inversion"),
        ReaderPage("a misspelt search", f"{reverse('search')}?q=invertion"),
        ReaderPage("a search in vain", f"{reverse('search')}?q=xylophone"),
    ]


def grouped(topic, article):
    """The topic with a group and a subject."""
    code = {"system": "ICD-11", "code": "ME84.2"}
    subject = {"kind": "condition", "name": "Low back pain", "codes": [code]}
    return published(
        edited(
            topic,
            groups=[block("group", {"heading": "Start here", "pages": [article.pk]})],
            subjects=[block("subject", subject)],
            change_class="clarification",
            change_note="An order, and what it is about.",
        )
    )


def told_by_readers():
    """The page with a month of which much is told, and one of which little is."""
    times = {"changed": 21, "median_hours": 30, "p90_hours": 200}
    much = {"reports": 1234, "changed": 63, "urgencies": {"safety": times, "high": times, "other": times}}
    ReportedMonth.objects.create(month=date(2026, 9, 1), figures={**much, "oldest_safety_days": 3})
    ReportedMonth.objects.create(month=date(2026, 10, 1), figures={"reports": 7, "urgencies": {}})
    return reverse("what_readers_told_us")


def pages_of_an_article(path):
    return [
        ReaderPage("an article", path),
        ReaderPage("an older edition", f"{path}editions/1/"),
        ReaderPage("a history", f"{path}history/"),
        ReaderPage("a trust record", f"{path}editions/2/record/"),
        ReaderPage("a comparison", f"{path}history/1-2/"),
    ]


def pages_of_feedback(edition):
    yes, said, harmed, danger = new_receipt(), new_receipt(), new_receipt(), new_receipt()
    receive(edition, receipt=yes, helpful=True)
    receive(edition, receipt=said, reason="not_accurate", comment="Eye pressure rises too.")
    receive(edition, receipt=harmed, comment="The tablets made me dizzy.")
    receive(edition, receipt=danger, comment="I cannot go on.")
    form = f"{reverse('feedback:report')}?edition={edition.pk}"
    mistaken = {"reason": "gossip", "email": "nobody", "opened": time_in_form(edition.pk)}
    return [
        ReaderPage("the report form", form),
        ReaderPage("a mistaken report", form, sent=mistaken),
        ReaderPage("a refused answer", reverse("feedback:answer"), 400, sent={"helpful": "yes"}),
        ReaderPage("the thanks for a yes", reverse("feedback:thanks", args=[link_part(yes)])),
        ReaderPage("the thanks for a report", reverse("feedback:thanks", args=[link_part(said)])),
        ReaderPage("the form for a receipt", reverse("feedback:receipt")),
        ReaderPage("a mistaken receipt", reverse("feedback:receipt"), sent={"code": "7K2M"}),
        ReaderPage("a reader's own report", reverse("feedback:status", args=[link_part(said)])),
        ReaderPage("a mistaken erasure", reverse("feedback:status", args=[link_part(said)]), sent={"sure": ""}),
        ReaderPage("the thanks for a side effect", reverse("feedback:thanks", args=[link_part(harmed)])),
        ReaderPage("the help for somebody in danger", reverse("feedback:thanks", args=[link_part(danger)])),
    ]


def full_article():
    """A corrected article with a picture at its head and every kind of block."""
    page = published_article(
        "Inversion therapy",
        slug="inversion-therapy",
        references=2,
        sections=body(
            section("How it works", "The space between the vertebrae grows.[1]", blocks=every_block()),
            section("Risks", "Pressure in the eye rises, and falls only when you stand up.[1][2]"),
        ),
        hero_image=image(),
        hero_alt="A person hangs by the ankles from a table that tilts",
        hero_caption="Stop when your head hurts.",
        review_interval_months=12,
    )
    return published(edited(page, standfirst="It may help a little, for a short time.", **CORRECTION))


def every_block():
    return [
        block("text", "<h3>In detail</h3><ul><li>Short</li><li><b>and</b> long</li></ul>"),
        block("image", {"image": image("navy").pk, "alt": "A table that tilts", "caption": "Tilt slowly."}),
        block("steps", items("Lock the table.", "Tilt it <i>a little</i>.")),
        block("table", {"caption": "How long to hang", "table": table()}),
        block("quote", {"text": "It eased my back for an afternoon.", "source": "A reader"}),
        block("warnings", {"heading": "Do not hang if:", "items": items("you have glaucoma", "you are pregnant")}),
        block("question", {"question": "How often?", "answer": "<p>Twice a day.</p>"}),
        *(
            block("care_card", {"level": level, "heading": f"Call if ({level}):", "items": items("it gets worse")})
            for level in ("non_urgent", "urgent", "emergency")
        ),
    ]


def block(kind, value):
    return {"type": kind, "value": value}


def items(*values):
    return [{"type": "item", "value": value} for value in values]


def table():
    """A table whose first column heads its rows, wider than a telephone."""
    columns = [{"type": "text", "heading": heading} for heading in ("", "First week", "Second week", "From then on")]
    rows = [{"values": [name, "one minute", "two minutes", "five minutes"]} for name in ("Morning", "Evening")]
    return {"columns": columns, "rows": rows, "caption": ""}
