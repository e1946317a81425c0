"""Files that browsers, telephones and security researchers look for at the root of a site."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.reading.site_settings import this_site
from articles.record.published.addresses import absolute

#: RFC 9116 wants less than a year, so that nobody writes to an address that was forgotten.
SECURITY_TXT_HOLDS = timedelta(days=90)
#: As in the site's own style sheets.
BRAND, PAPER = "#0c4b4d", "#fdfcfa"


@require_safe
def favicon(request):
    """For whoever does not read the page's head."""
    return redirect(static("pain_site/img/favicon.ico"))


@require_safe
def manifest(request):
    """How the site is called and looks on a telephone's home screen (https://www.w3.org/TR/appmanifest/)."""
    icons = [
        {"src": static(f"pain_site/img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    said = {
        "name": this_site().name,
        "short_name": this_site().name,
        "start_url": "/",
        "display": "browser",
        "theme_color": BRAND,
        "background_color": PAPER,
        "icons": icons,
    }
    return JsonResponse(said, content_type="application/manifest+json")


@require_safe
def security_txt(request):
    """Whom to tell of a weakness (RFC 9116); not there until whoever runs the site says so (`SECURITY_CONTACT`)."""
    if not settings.SECURITY_CONTACT:
        return HttpResponse(status=404)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {(timezone.now() + SECURITY_TXT_HOLDS).strftime('%Y-%m-%dT%H:%M:%SZ')}",
        f"Preferred-Languages: {settings.LANGUAGE_CODE.partition('-')[0]}",
        f"Canonical: {absolute(reverse('security_txt'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
