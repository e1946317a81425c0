"""Whether the addresses of cited works still lead somewhere: asked week by week, with a history.

Addresses come from people and from services, so they are taken for hostile: only the public internet is asked, hop by
hop, and nothing of a page is read but its status.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import httpx
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.public_internet import NotPublic, PublicTransport, public_addresses
from articles.references.library.links import LinkStatus
from articles.references.library.references import Reference

logger = logging.getLogger(__name__)

EVERY = timedelta(days=7)
TIMEOUT = 10.0  # seconds
MOST_HOPS = 5
#: A page is gone when the site says so; that nobody answers counts when it happens in so many weeks in a row.
GONE = (404, 410)
SILENT_WEEKS = 3


@dataclass(frozen=True)
class Found:
    """What came of asking an address: the status, the HTTP status code (0 without an answer), and where it led."""

    status: LinkStatus
    code: int = 0
    final_url: str = ""


class LinkCheck(models.Model):
    """One check of one address."""

    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="link_checks")
    url = models.CharField(max_length=500)
    status = models.CharField(max_length=8, choices=LinkStatus.choices)
    code = models.PositiveSmallIntegerField(_("HTTP status"), help_text=_("0 when nobody answered."))
    final_url = models.CharField(max_length=2_000, blank=True)
    checked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("check of an address")
        verbose_name_plural = _("checks of addresses")
        ordering = ["-pk"]
        default_permissions = []

    def __str__(self):
        return f"{self.url}: {self.get_status_display()}"


def next_to_check(limit):
    """The works whose address was never or longest ago asked, if that was a week ago, the oldest first."""
    due = Q(link_checked_at=None) | Q(link_checked_at__lt=timezone.now() - EVERY)
    works = Reference.objects.filter(due, merged_into=None).exclude(url="")
    return works.order_by(F("link_checked_at").asc(nulls_first=True), "pk")[:limit]


def check_next(limit):
    """Check so many addresses; the works whose address died. One address's trouble does not stop the others."""
    died = []
    for reference in next_to_check(limit):
        try:
            if check(reference):
                died.append(reference)
        except Exception:
            logger.exception("the address of reference %s could not be checked", reference.pk)
    return died


def check(reference):
    """Ask a work's address, and keep what came of it; whether it is news that it leads nowhere."""
    return note(reference, ask(reference.url))


@transaction.atomic
def note(reference, found):
    reference = Reference.objects.select_for_update(of=("self",)).get(pk=reference.pk)
    before = reference.link_status
    if found.status == LinkStatus.UNSURE and not found.code and _was_silent(reference):
        found = Found(LinkStatus.DEAD)
    LinkCheck.objects.create(
        reference=reference, url=reference.url, status=found.status, code=found.code, final_url=found.final_url[:2_000]
    )
    reference.link_status, reference.link_checked_at = found.status, timezone.now()
    reference.save(update_fields=["link_status", "link_checked_at"])
    return found.status == LinkStatus.DEAD and before != LinkStatus.DEAD


def _was_silent(reference):
    """Whether nobody answered the last times either."""
    last = reference.link_checks.filter(url=reference.url).values_list("code", flat=True)[: SILENT_WEEKS - 1]
    return len(last) == SILENT_WEEKS - 1 and not any(last)


def ask(url):
    """What an address leads to. Never raises: what cannot be told is unsure."""
    headers = {"User-Agent": f"{settings.LOOKUP_TOOL}/1.0 ({settings.BASE_URL})", "Accept": "text/html,*/*"}
    try:
        with httpx.Client(headers=headers, timeout=TIMEOUT, transport=PublicTransport(seconds=TIMEOUT)) as client:
            for _hop in range(MOST_HOPS):
                refuse_unless_public(url)
                with client.stream("GET", url) as response:
                    code, location = response.status_code, response.headers.get("location", "")
                if code not in (301, 302, 303, 307, 308) or not location:
                    return Found(_status_of(code), code, url)
                url = urljoin(url, location)
    except (httpx.HTTPError, httpx.InvalidURL, NotPublic, OSError, ValueError) as error:
        logger.info("An address does not answer: %s", type(error).__name__)
        return Found(LinkStatus.UNSURE)
    return Found(LinkStatus.UNSURE, code, url)


def _status_of(code):
    """Sites refuse programs with codes of their own choice: only two of them say that a page is not there."""
    if code in GONE:
        return LinkStatus.DEAD
    return LinkStatus.ALIVE if code < 400 else LinkStatus.UNSURE


def refuse_unless_public(url):
    """NotPublic unless every address of the host is on the public internet: also where a proxy connects."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotPublic
    public_addresses(parts.hostname, parts.port or parts.scheme)
