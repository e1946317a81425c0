"""Every address of the site. Whatever a reader can reach is in `articles.urls` or `editorial.feedback.urls`."""

from django.apps import apps
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [path("admin/", include(wagtailadmin_urls))]
if apps.is_installed("editorial.feedback"):
    urlpatterns.append(path("feedback/", include("editorial.feedback.urls")))
urlpatterns.append(path("", include("articles.urls")))
