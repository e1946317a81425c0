"""Letters about what went stale."""

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from editorial.accounts.users import User
from editorial.letters.outbox.kinds import Kind
from editorial.letters.outbox.writing import write
from editorial.review.signing.permissions import EDITORS

from .watch import editions_that_cite


def tell_of_flagged_reference(reference):
    """Tell the editors, and the owners of the pages that cite it, that a work was retracted or doubted."""
    citing = list(editions_that_cite(reference).select_related("page"))
    pages = [
        {
            "title": edition.title,
            "review": f"{settings.BASE_URL}{reverse('wagtailadmin_pages:edit', args=[edition.page_id])}",
            "status": f"{settings.BASE_URL}{reverse('review:status', args=[edition.page_id])}",
        }
        for edition in citing
    ]
    newest = reference.world_checks.first()
    context = {"reference": reference, "pages": pages, "source": newest.source if newest else ""}
    owners = {edition.page.owner_id for edition in citing} - {None}
    people = User.objects.filter(Q(groups__name=EDITORS) | Q(pk__in=owners), is_active=True).distinct()
    occasion = f"flagged {reference.pk} {newest.pk if newest else reference.status}"
    write(
        Kind.SOURCES,
        occasion,
        people,
        "upkeep/emails/reference_flagged.txt",
        context,
        link=reverse("references:inspect", args=[reference.pk]),
        about=citing[0].page_id if len(citing) == 1 else None,
    )
