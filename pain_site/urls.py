"""Every address of the site. What a reader can reach is in `articles.urls` and `editorial.feedback.urls`."""

from django.apps import apps
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from articles.reading.machines.endpoints import api, nothing_here
from articles.urls import IN_EACH_LANGUAGE
from articles.writing.uploads import upload

from . import site_files
from .health import views as health
from .middleware.languages import in_each_language

# Uploads belong to the workshop: only the desk sees them. Readers get the pictures of editions, by hash.
workshop = decorate_urlpatterns(
    [
        path("workshop-media/<path:path>", upload, name="workshop_media"),
        path("workshop-documents/", include(wagtaildocs_urls)),
    ],
    require_admin_access,
)

handler400 = "pain_site.middleware.refusals.bad_request"

urlpatterns = [
    path("admin/", include(workshop)),
    path("admin/", include("editorial.accounts.urls")),  # before Wagtail's own log-in and log-out, which it replaces
    path("admin/", include("editorial.review.screens.authority.entrance")),  # needs no log-in, unlike hooks of Wagtail
    path("admin/", include(wagtailadmin_urls)),
]
urlpatterns += [
    path("favicon.ico", site_files.favicon, name="favicon"),
    path("site.webmanifest", site_files.manifest, name="manifest"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path(".well-known/security.txt", site_files.security_txt, name="security_txt"),
]
if apps.is_installed("editorial.feedback"):
    IN_EACH_LANGUAGE = [path("feedback/", include("editorial.feedback.urls")), *IN_EACH_LANGUAGE]
for_programs = []
if apps.is_installed("editorial.syndication"):
    from editorial.syndication.api import router  # its models are there only where it is installed

    api.add_router("", router)
    for_programs = [path("api/v1/hub/", include("editorial.syndication.urls"))]
urlpatterns += [
    in_each_language(IN_EACH_LANGUAGE),
    path("api/v1/", nothing_here, name="api_root"),
    *for_programs,
    path("api/v1/", api.urls),
    re_path("^api/v1/(.*)$", nothing_here, name="api_nothing"),
    path("", include("articles.urls")),
]
