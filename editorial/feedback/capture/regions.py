"""Whom readers call, and where they report side effects, in the region that the site is for."""

from typing import NamedTuple

from django.conf import settings
from django.core import checks
from django.utils.translation import gettext_lazy as _

from articles.reading.site_settings import this_site


class Place(NamedTuple):
    """Somebody to turn to: a telephone number as it is read and as it is dialled, or an address on the web."""

    name: str
    about: str
    number: str = ""
    dial: str = ""
    url: str = ""


class Region(NamedTuple):
    """What differs between the countries that a site can be for."""

    name: str  # for the desk
    country: str
    emergency: Place
    crisis: tuple
    side_effects: tuple


REGIONS = {
    "UK": Region(
        name="United Kingdom",
        country="GB",
        emergency=Place(_("Emergency services"), _("ambulance, police or fire"), "999", "999"),
        crisis=(
            Place(_("Samaritans"), _("somebody who listens, day and night, free"), "116 123", "116123"),
            Place(_("NHS 111"), _("urgent help; choose option 2 for mental health"), "111", "111"),
            Place(_("Childline"), _("for anybody under 19, day and night, free"), "0800 1111", "08001111"),
        ),
        side_effects=(
            Place(
                _("Yellow Card"),
                _("for medicines, vaccines and medical devices"),
                "0800 731 6789",
                "08007316789",
                "https://yellowcard.mhra.gov.uk/",
            ),
        ),
    ),
    "US": Region(
        name="United States",
        country="US",
        emergency=Place(_("Emergency services"), _("ambulance, police or fire"), "911", "911"),
        crisis=(
            Place(_("988 Suicide and Crisis Lifeline"), _("call or text, day and night, free"), "988", "988"),
            Place(_("Poison Help"), _("if somebody took too much of something"), "1-800-222-1222", "18002221222"),
        ),
        side_effects=(
            Place(
                _("MedWatch"),
                _("for medicines and medical devices"),
                "1-800-332-1088",
                "18003321088",
                "https://www.fda.gov/medwatch",
            ),
            Place(_("VAERS"), _("for vaccines"), "1-800-822-7967", "18008227967", "https://vaers.hhs.gov/"),
        ),
    ),
}


def region():
    """That of the site. One that was chosen and is known no more gives way to the environment's."""
    return REGIONS.get(this_site().region) or REGIONS[settings.REGION]


def choices():
    """All that there are, for whoever chooses one."""
    return [(code, f"{found.name} ({found.emergency.number})") for code, found in REGIONS.items()]


@checks.register
def region_is_known(app_configs, **kwargs):
    if settings.REGION in REGIONS:
        return []
    return [checks.Error(f"REGION is {settings.REGION!r}; it must be one of {', '.join(REGIONS)}.")]
