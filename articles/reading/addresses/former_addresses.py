"""Addresses that pages had before lead on to where they are now, for ever, with all that hangs below them.

So do those on the site that they were moved in from.
"""

from urllib.parse import unquote

from django.db.models import OuterRef, Subquery
from django.http import HttpResponsePermanentRedirect
from django.utils.encoding import escape_uri_path

from ...record.published.addresses import AddressChange, MovedInAddress
from ...record.published.publications import Publication

#: What WordPress calls a page by, where it has no address of words.
BY_NUMBER = ("p", "page_id", "attachment_id", "cat", "author", "tag")
MOST_OF_ADDRESS = 500


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
    below = escape_uri_path(request.path_info.removeprefix(former))
    return HttpResponsePermanentRedirect(f"{address}{below}{'?' if query else ''}{query}")


def lead_on_from_former_site(request):
    """A redirect from an address on the site that a page was moved in from; None for any other address."""
    named = [f"/?{name}={request.GET[name]}" for name in BY_NUMBER if name in request.GET]
    path = unquote(request.path).rstrip("/").lower()
    asked = [address for address in (*named, path) if 0 < len(address) <= MOST_OF_ADDRESS and "\x00" not in address]
    found = list(MovedInAddress.objects.filter(address__in=asked)) if asked else []
    numbered = [row for row in found if row.address in named and _is_home_of(row.site, path)]
    pages = _of_site(request, numbered or [row for row in found if row.address == path])
    now = Publication.objects.filter(page_id__in=pages).values_list("path", flat=True)
    addresses = list(now[:2]) if pages else []
    return HttpResponsePermanentRedirect(addresses[0]) if len(addresses) == 1 else None


def _is_home_of(site, path):
    """Whether a former site may have had its home page there: in its folder, or here, where that led readers here."""
    return not path or path == f"/{site.partition('/')[2]}".lower()


def _of_site(request, moved_in):
    """The pages that an address led to: on the site that the reader asks for, where its name leads here, else on any.

    Of two it is not known which one the reader wants: better none than another text than theirs.
    """
    host = request.get_host().partition(":")[0].removeprefix("www.")
    own = {row.page_id for row in moved_in if row.site.partition("/")[0].partition(":")[0] == host}
    return own or {row.page_id for row in moved_in}


def is_by_number(request):
    """Whether somebody asks for the home page with the number of a page of WordPress."""
    return request.path == "/" and any(name in request.GET for name in BY_NUMBER)
