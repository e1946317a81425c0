"""The site's addresses, and one that breaks: what readers get when something of ours is broken."""

from django.urls import path

from pain_site import urls


def broken(request):
    raise RuntimeError("Broken on purpose, for a test.")


urlpatterns = [path("broken/", broken), *urls.urlpatterns]
