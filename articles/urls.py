"""The reader's addresses. `wagtail_serve` is the name by which Wagtail finds a page's address."""

from django.urls import re_path

from . import views

urlpatterns = [
    re_path(r"^images/(?P<sha256>[0-9a-f]{64})-(?P<width>480|960|1440)\.webp$", views.image, name="edition_image"),
    re_path(r"^((?:[\w-]+/)*)editions/(\d{1,6})/$", views.edition, name="edition"),
    re_path(r"^((?:[\w-]+/)*)history/$", views.history, name="history"),
    re_path(r"^((?:[\w-]+/)*)$", views.page, name="wagtail_serve"),
]
