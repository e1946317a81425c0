"""Emails about what went stale."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from articles.emails import send_email
from articles.references.library.references import Reference
from editorial.review.emails import editors

from .watch import editions_that_cite


def tell_of_flagged_reference(reference_id):
    """Tell the editors, and the owners of the pages that cite it, that a work was retracted or doubted; how many."""
    reference = Reference.objects.get(pk=reference_id)
    citing = list(editions_that_cite(reference).select_related("page__owner"))
    pages = [
        {
            "title": edition.title,
            "review": f"{settings.BASE_URL}{reverse('wagtailadmin_pages:edit', args=[edition.page_id])}",
            "status": f"{settings.BASE_URL}{reverse('review:status', args=[edition.page_id])}",
        }
        for edition in citing
    ]
    newest = reference.world_checks.first()
    source = newest.source if newest else ""
    context = {"site_name": settings.SITE_NAME, "reference": reference, "pages": pages, "source": source}
    owners = {edition.page.owner for edition in citing} - {None}
    told = {user.email for user in {*editors(), *owners} if user.is_active and user.email}
    return send_email(render_to_string("upkeep/emails/reference_flagged.txt", context), sorted(told))
