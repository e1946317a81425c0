"""What whoever runs the site says of it in the admin: what it is called, its logo, and where its readers live.

Every page shows it, and no page asks for it: each process keeps what it knows, until it hears of a newer version of
what readers get, which PostgreSQL moves with this table. Whoever is told of no version believes it for a minute.
"""

import hashlib
import struct
import time
from dataclasses import dataclass
from functools import cached_property

import pgtrigger
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.contrib.settings.models import BaseGenericSetting

from ..record.triggers import moves_reader_version
from .site_form import SiteForm

BELIEVED_SECONDS = 60


class SiteSettings(BaseGenericSetting):
    """One row. What is left empty is as the environment says (`SITE_NAME`, `REGION`)."""

    name = models.CharField(_("name of the site"), max_length=60, blank=True)
    region = models.CharField(_("region"), max_length=10, blank=True)
    logo = models.BinaryField(_("logo"), default=bytes)
    set_up_over_at = models.DateTimeField(
        null=True, editable=False, help_text="When somebody put the list of what is left to set up away."
    )

    edit_handler = ObjectList(
        [FieldPanel(name) for name in ("name", "logo_file", "no_logo", "region")], base_form_class=SiteForm
    )

    class Meta:
        verbose_name = _("name, logo and region")
        triggers = [moves_reader_version(pgtrigger.Insert | pgtrigger.UpdateOf("name", "region", "logo"))]

    def __str__(self):
        return self.name or settings.SITE_NAME


@dataclass(frozen=True)
class ThisSite:
    """The settings as they are now."""

    said_name: str = ""
    said_region: str = ""
    logo: bytes = b""

    @property
    def name(self):
        return self.said_name or settings.SITE_NAME

    @property
    def region(self):
        return self.said_region or settings.REGION

    @cached_property
    def logo_digest(self):
        """By which the logo's address names it; nothing where the site has none of its own."""
        return hashlib.sha256(self.logo).hexdigest()[:16] if self.logo else ""

    @cached_property
    def logo_size(self):
        """How wide and how high the logo is, as a PNG says it of itself."""
        return struct.unpack(">II", self.logo[16:24])


@dataclass(frozen=True)
class _Kept:
    site: ThisSite
    version: int
    at: float


_kept: _Kept | None = None
_newest = 0


def learn(version):
    """There is this version of what readers get: what was kept before it is asked for again. Returns it."""
    global _newest
    _newest = max(_newest, int(str(version).partition(".")[0] or 0))
    return version


def forget():
    """The settings have changed in this very process."""
    global _kept
    _kept = None


def ask_nobody():
    """The database is away: what is known of the site holds for another minute, so that nobody waits for it again."""
    global _kept
    site = _kept.site if _kept else ThisSite()
    _kept = _Kept(site, _newest, time.monotonic())


def presume(site):
    """Know this of the site without asking, until somebody changes it here."""
    global _kept, _newest
    _kept, _newest = _Kept(site, 2**62, time.monotonic()), 0


def this_site():
    """What is known of the site. While the database is away, what was known last, or what the environment says."""
    global _kept
    kept = _kept
    if kept and kept.version >= _newest and time.monotonic() - kept.at < BELIEVED_SECONDS:
        return kept.site
    version = _newest
    try:
        site = ThisSite(*SiteSettings.objects.values_list("name", "region", "logo").get())
    except ObjectDoesNotExist:
        site = ThisSite()
    except DatabaseError:
        site = kept.site if kept else ThisSite()
    _kept = _Kept(site, version, time.monotonic())
    return site
