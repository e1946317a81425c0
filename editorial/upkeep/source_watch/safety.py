"""What the site does by itself, by its policy, when the only support of a claim was retracted."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from articles.references.integrity.status import GONE
from editorial.review.publishing.status import hold_by_policy


def hold_what_rests_on(reference):
    """Put a notice on the pages where no other work supports a claim; the changes, none unless policy asks for them."""
    if not settings.HOLD_RETRACTED_ONLY_SUPPORT or reference.status not in GONE:
        return []
    work = reference.merged_into or reference
    citations = work.citations.filter(edition__publication__isnull=False).select_related("edition__page")
    resting = [(citation.edition, _claims_without_support(citation)) for citation in citations]
    return [change for edition, claims in resting if claims and (change := _hold(edition, claims))]


def _claims_without_support(citation):
    """The claims that cite this work, and no other that was not taken back as well."""
    edition = citation.edition
    gone = {citation.number, *edition.citations.filter(reference__status__in=GONE).values_list("number", flat=True)}
    cited = edition.claims.filter(numbers__contains=citation.number)
    return [claim.text for claim in cited if gone >= {*claim.numbers}]


def _hold(edition, claims):
    with translation.override(edition.page.locale.language_code):
        notice = _("A study that this page relies on has been retracted. We are checking what the page says.")
    return hold_by_policy(
        edition.page,
        notice=notice,
        reason=_("Nothing but retracted work supports: %s") % " ".join(f"“{text}”" for text in claims),
    )
