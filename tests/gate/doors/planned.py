"""Doors in the plan: bundles, and reviews of what readers get."""

from editorial.planning.review_due.again import NotAgainError, review_again
from editorial.planning.schedule.bundles import Bundle, BundleItem, BundleRefusedError, send_out, send_out_due
from editorial.review.publishing.publishing import publish_when_ready
from tests.factories.drafts import edited, fresh, submitted
from tests.factories.signing import signed
from tests.gate.doors.registry import door
from tests.gate.doors.site import PLANTED
from tests.gate.doors.workshop import only_the_draft_holds, refused


def bundled(*pages):
    bundle = Bundle.objects.create(title="Together")
    for page in pages:
        BundleItem.objects.create(bundle=bundle, page_id=page.pk)
    return bundle


@door("a bundle that goes out")
def bundle_goes_out(site):
    page = site.in_review()

    with refused(BundleRefusedError):
        send_out(bundled(page))
    assert send_out_due() == [] and only_the_draft_holds(page)


@door("a bundle of which one page is signed and the other not")
def bundle_half_signed(site):
    page, harmless = site.in_review(), submitted(edited(site.linked, change_class="typo", standfirst="Harmless"))
    bundle = bundled(harmless, page)
    signed(harmless)
    signed(fresh(harmless))

    with refused(BundleRefusedError):
        send_out(bundle)
    assert only_the_draft_holds(page)


@door("“Review again” over a draft that nobody signed")
def review_over_a_draft(site):
    page = edited(site.article, standfirst=PLANTED)

    with refused(NotAgainError):
        review_again(page, by=site.boss)
    assert only_the_draft_holds(page)


@door("a draft that calls itself reviewed without a change")
def calls_itself_reviewed(site):
    words = {"change_class": "reviewed", "change_note": "Nothing needed changing."}
    page = submitted(edited(site.article, standfirst=PLANTED, **words))

    assert publish_when_ready(page) is None and only_the_draft_holds(page)
