"""The site's own logo, at an address made of its bytes."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from .caching.headers import FOR_EVER
from .site_settings import this_site


@require_safe
def logo(request, digest):
    """A page that was kept before the logo changed gets the one of today."""
    site = this_site()
    if not site.logo:
        raise Http404
    if digest != site.logo_digest:
        return redirect("logo", site.logo_digest)
    return HttpResponse(site.logo, content_type="image/png", headers={"Cache-Control": FOR_EVER})


def logo_url():
    """Where programs find the site's sign: its own, or the one that it came with."""
    digest = this_site().logo_digest
    return reverse("logo", args=[digest]) if digest else static("pain_site/img/icon-512.png")
