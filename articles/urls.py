"""The reader's addresses. `wagtail_serve` is the name by which Wagtail finds a page's address."""

from django.urls import path, re_path

from . import record_views, views
from .feeds import CorrectionsFeed

urlpatterns = [
    re_path(r"^images/(?P<sha256>[0-9a-f]{64})-(?P<width>480|960|1440)\.webp$", views.image, name="edition_image"),
    path("corrections/", record_views.corrections_page, name="corrections"),
    path("corrections/feed/", CorrectionsFeed(), name="corrections_feed"),
    re_path(r"^((?:[\w-]+/)*)editions/(\d{1,6})/$", views.edition, name="edition"),
    re_path(r"^((?:[\w-]+/)*)editions/(\d{1,6})/record\.json$", record_views.record, name="trust_record"),
    re_path(r"^((?:[\w-]+/)*)history/$", record_views.history, name="history"),
    re_path(r"^((?:[\w-]+/)*)history/(\d{1,6})-(\d{1,6})/$", record_views.comparison, name="comparison"),
    re_path(r"^((?:[\w-]+/)*)$", views.page, name="wagtail_serve"),
]
