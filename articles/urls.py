"""The reader's addresses. `wagtail_serve` is the name by which Wagtail finds a page's address.

The site's own pages are there once in each language: `pain_site.middleware.languages` puts the language before their
addresses, as PostgreSQL does before those of translations.
"""

from django.urls import path, re_path

from .reading.caching.versions import by_version, by_version_and_log
from .reading.listings import sitemaps
from .reading.listings import views as list_views
from .reading.logo import logo
from .reading.machines import log as log_views
from .reading.machines import views as machine_views
from .reading.machines.feeds import CorrectionsFeed, NewestAtom, NewestRss, TopicAtom
from .reading.page import views
from .reading.page.hand_out import hand_out
from .reading.page.open_editions import requires_open_edition
from .reading.public_record import views as record_views
from .reading.search import views as search_views

IN_EACH_LANGUAGE = [
    path("search/", search_views.search, name="search"),
    path("search/suggestions/", search_views.suggestions, name="search_suggestions"),
    path("search/opensearch.xml", search_views.opensearch, name="opensearch"),
    path("for-programs/", by_version_and_log(machine_views.for_programs), name="for_programs"),
    path("a-z/", by_version(views.a_to_z), name="a_to_z"),
    re_path(r"^a-z/([a-z]|0-9)/$", by_version(views.a_to_z), name="a_to_z_letter"),
    path("corrections/", by_version(record_views.corrections_page), name="corrections"),
    path("what-readers-told-us/", by_version(record_views.what_readers_told_us), name="what_readers_told_us"),
]
urlpatterns = [
    re_path(r"^((?:[a-z]{2,3}(?:-[a-z0-9]{2,8})*/)?)topics/$", by_version(list_views.topics), name="topics"),
    re_path(r"^images/(?P<sha256>[0-9a-f]{64})-(?P<width>480|960|1440)\.webp$", views.image, name="edition_image"),
    re_path(r"^images/(?P<sha256>[0-9a-f]{64})\.jpg$", views.shared_image, name="shared_image"),
    re_path(r"^logo/([0-9a-f]{16})\.png$", logo, name="logo"),
    path("corrections/feed/", by_version_and_log(CorrectionsFeed()), name="corrections_feed"),
    path("robots.txt", machine_views.robots, name="robots"),
    path("llms.txt", by_version_and_log(machine_views.llms), name="llms"),
    path("sitemap.xml", by_version(sitemaps.index), name="sitemap_index"),
    path("sitemap-<section>.xml", by_version(sitemaps.sitemap), name="sitemap"),
    path("log/checkpoint", log_views.checkpoint, name="log_checkpoint"),
    path("log/key", log_views.key, name="log_key"),
    re_path(
        r"^log/(tile/(?:entries|\d{1,2})/(?:x\d{3}/){0,5}\d{3}(?:\.p/[1-9]\d{0,2})?)$", log_views.tile, name="log_tile"
    ),
    path("feed/", by_version_and_log(NewestAtom()), name="feed"),
    path("feed/rss/", by_version_and_log(NewestRss()), name="feed_rss"),
    re_path(r"^((?:[\w-]+/)+)feed/$", requires_open_edition(by_version_and_log(TopicAtom())), name="topic_feed"),
    re_path(r"^((?:[\w-]+/)*)index\.md$", machine_views.page_as_markdown, name="markdown"),
    re_path(r"^((?:[\w-]+/)*)editions/(\d{1,6})/$", views.edition, name="edition"),
    re_path(r"^((?:[\w-]+/)*)editions/(\d{1,6})/record\.json$", record_views.record, name="trust_record"),
    re_path(r"^((?:[\w-]+/)*)editions/(\d{1,6})/record/$", record_views.record_page, name="record_page"),
    re_path(r"^((?:[\w-]+/)*)editions/(\d{1,6})/hand-out/$", hand_out, name="hand_out"),
    re_path(r"^((?:[\w-]+/)*)history/$", record_views.history, name="history"),
    re_path(r"^((?:[\w-]+/)*)history/(\d{1,6})-(\d{1,6})/$", record_views.comparison, name="comparison"),
    re_path(r"^((?:[\w-]+/)*)$", views.page, name="wagtail_serve"),
]
#: What answers readers, whatever stands before its address.
READERS_VIEWS = {pattern.callback for pattern in [*IN_EACH_LANGUAGE, *urlpatterns]}
