"""Texts that came in from another site, which two editors let readers have unreviewed."""

from django.db import transaction

from articles.record.published.legacy import ImportedText, LegacyBatch, LegacyText, as_it_came_in
from articles.record.signed.sign_offs import SignOffKind
from editorial.review.publishing.legacy import BatchSignature, decide_about_batch, publish_imported, root_of
from tests.factories.pages import article
from tests.factories.signing import credentialed, just_authenticated


def imported(page):
    """The page, whose draft was just saved, as one that came in from another site."""
    ImportedText.objects.note(page, site="former.example")
    return page


@transaction.atomic
def imported_article(*args, **fields):
    """An article that came in from another site, as a draft."""
    return imported(article(*args, **fields))


def batch_of(*pages):
    """A batch of the texts of these pages, which came in, about which nobody has decided."""
    batch = LegacyBatch.objects.create(site="former.example", file_digest="0" * 64)
    texts = {text.page_id: text for text in as_it_came_in([page.pk for page in pages])}
    for place, page in enumerate(pages):
        text = texts[page.pk]
        LegacyText.objects.create(batch=batch, place=place, page=page, digest=text.digest, imported=text)
    return batch


def batch_signature(batch, **changes):
    """What an editor agrees to who decides that readers get a batch unreviewed."""
    shown = {"texts": batch.texts.count(), "root": root_of(batch), "statement": "Nobody has reviewed these texts."}
    return BatchSignature(**{**shown, "authenticated": just_authenticated(), **changes})


def decided_by_two(batch):
    """The batch, after two editors decided that readers get it."""
    for _each in range(2):
        editor = credentialed(SignOffKind.EDITORIAL, introduced=False)
        decide_about_batch(batch, by=editor, signature=batch_signature(batch))
    return batch


def legacy_edition(page=None):
    """The edition of a page that was moved in, live unreviewed by the decision of two editors."""
    page = page or imported_article("Moved in")
    return publish_imported(decided_by_two(batch_of(page)).texts.get())
