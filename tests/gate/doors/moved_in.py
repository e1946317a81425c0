"""Doors by which a text could go out as one that was moved in."""

from articles.record.published.drafts import Draft
from articles.record.published.legacy import ImportedText, LegacyText
from articles.record.signed.sign_offs import SignOffKind
from editorial.exchange.legacy.publishing import publish_batches
from editorial.exchange.legacy.runs import LegacyRun
from editorial.review.publishing.legacy import decide_about_batch, publish_imported
from editorial.review.publishing.publishing import NotReadyError
from tests.factories.drafts import edited, shown_digest
from tests.factories.moved_in import batch_of, batch_signature, decided_by_two, imported
from tests.factories.pages import article
from tests.factories.signing import credentialed
from tests.gate.doors.registry import door
from tests.gate.doors.site import PLANTED
from tests.gate.doors.workshop import newest_draft_holds, only_the_draft_holds, refused


@door("a text that was moved in, about which one editor decided")
def moved_in_by_one(site):
    page = imported(article(standfirst=PLANTED))
    batch = batch_of(page)
    LegacyRun.objects.create(batch=batch)
    decide_about_batch(
        batch, by=credentialed(SignOffKind.EDITORIAL, introduced=False), signature=batch_signature(batch)
    )

    with refused(NotReadyError):
        publish_imported(batch.texts.get())
    assert not publish_batches() and newest_draft_holds(page)


@door("a text that was moved in, and that somebody changed after two editors had decided")
def moved_in_and_changed(site):
    batch = decided_by_two(batch_of(imported(page := article("Moved in"))))
    LegacyRun.objects.create(batch=batch)
    page = edited(page, standfirst=PLANTED)

    publish_batches()

    refusal = LegacyRun.objects.get().refused[str(page.pk)]
    assert "not the text any more that came in" in refusal and only_the_draft_holds(page)


@door("a draft of a page that readers get, as if it had been moved in")
def draft_as_moved_in(site):
    page = edited(site.article, standfirst=PLANTED)

    with refused(Exception, match="imported_over_ours"):
        draft = Draft.of(page)
        ImportedText.objects.create(page=page, draft_record=draft.record, digest=draft.digest, site="former.example")
    assert only_the_draft_holds(page)


@door("a draft of a page that readers get, in a batch of what was moved in")
def draft_in_a_batch(site):
    other = imported(article("Moved in"))
    page, batch, text = edited(site.article, standfirst=PLANTED), batch_of(other), ImportedText.objects.get(page=other)

    with refused(Exception, match="legacy_not_imported"):
        LegacyText.objects.create(batch=batch, place=1, page=page, digest=shown_digest(page), imported=text)
    assert only_the_draft_holds(page)
