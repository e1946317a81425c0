"""Addresses that pages had before lead on to where they are now, for ever, with all that hangs below them."""

from django.db.models import OuterRef, Subquery
from django.http import HttpResponsePermanentRedirect

from ..record.addresses import AddressChange
from ..record.publications import Publication


def lead_on(request, path):
    """A redirect from a former address, with what stands after it and after its question mark; None for another one.

    `path` is the part of the address that is a page's. Whatever it was called in between, readers are there at once.
    """
    former = f"/{path}"
    now = Subquery(Publication.objects.filter(page_id=OuterRef("page_id")).values("path"))
    last = AddressChange.objects.filter(path=former).order_by("-sequence")
    address = last.annotate(now=now).values_list("now", flat=True).first()
    if address in (None, former):
        return None
    query = request.META.get("QUERY_STRING", "")
    below = request.get_full_path_info().partition("?")[0].removeprefix(former)
    return HttpResponsePermanentRedirect(f"{address}{below}{'?' if query else ''}{query}")
