"""What is true everywhere. `dev`, `test` and `production` hold only what differs."""

import logging
from zoneinfo import available_timezones

from csp import constants as csp
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language_info

from pain_site.observability.quiet_log import QuietRecord

from .accounts import *  # noqa: F403
from .databases import *  # noqa: F403
from .environment import *  # noqa: F403
from .environment import (
    BASE_DIR,
    BASE_URL,
    CONTENT_LANGUAGES,
    FILES_BUCKET,
    FRONT_CACHE_URL,
    LOG_FORMAT,
    OIDC_SERVER_URL,
    OTEL_EXPORTER_OTLP_ENDPOINT,
    SITE_NAME,
    STATE_DIR,
)
from .tasks import *  # noqa: F403

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.contrib.simple_translation",  # “Translate this page”, where CONTENT_LANGUAGES has more than one
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.documents",  # Wagtail's admin needs it; readers get no documents
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "pgtrigger",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "editorial.accounts",  # before allauth, whose pages it words in its own way
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    # Ours stand after Wagtail's: review answers its workflow signals in place of Wagtail's own mail.
    "articles",
    "post_office",
    "editorial.letters",
    "editorial.review",
    "editorial.planning",
    "editorial.upkeep",
    "editorial.exchange",
    "editorial.syndication",
    "editorial.feedback",
    "pain_site",
]

MIDDLEWARE = [
    "pain_site.observability.json_log.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "pain_site.middleware.content_security.SamePolicyMiddleware",
    "pain_site.middleware.languages.LanguageMiddleware",
    "pain_site.middleware.refusals.SmallFormsMiddleware",
    "editorial.feedback.middleware.ReportsFirstMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "articles.middleware.CompressionMiddleware",
    "articles.middleware.ReaderCacheMiddleware",
    "articles.middleware.FormerAddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "pain_site.middleware.short_way.ShortWayMiddleware",  # up to its end, all is for the desk
    "pain_site.middleware.content_security.DeskPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "editorial.accounts.log_in.idle.IdleMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "pain_site.middleware.sent_twice.SentTwiceMiddleware",
    "editorial.accounts.unsent.UnsentMiddleware",
    "editorial.accounts.log_in.second_factor_required.SecondFactorRequiredMiddleware",
    "editorial.review.middleware.OutsideExpertsMiddleware",
    "editorial.review.middleware.DeskMiddleware",
    # Answers before allauth's does, and keeps only what all of the above let through, as they let it through.
    "editorial.accounts.log_in.reauthentication.ReauthenticationMiddleware",
    "pain_site.middleware.short_way.EndOfShortWayMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "articles.middleware.ReadersConnectionMiddleware",  # what the ones above ask is not the readers'
    "articles.reading.not_now.FilesAwayMiddleware",
    "articles.reading.database_away.DatabaseAwayMiddleware",  # innermost: asks again over the same connection
]

if OTEL_EXPORTER_OTLP_ENDPOINT:
    MIDDLEWARE.insert(0, "pain_site.observability.tracing.TracingMiddleware")

ROOT_URLCONF = "pain_site.urls"
WSGI_APPLICATION = "pain_site.wsgi.application"
CSRF_FAILURE_VIEW = "editorial.accounts.unsent.csrf_failure"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the review screen shows the page to be signed in a frame
# Readers' pages load and run nothing but our own files.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [csp.SELF],
        "img-src": [csp.SELF, "data:"],
        "object-src": [csp.NONE],
        "base-uri": [csp.NONE],
        "form-action": [csp.SELF],
        "frame-ancestors": [csp.SELF],
    },
}
# Nor do the desk's, but for scripts and styles that Wagtail writes into its pages (middleware/content_security.py).
DESK_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "img-src": [csp.SELF, "data:", "blob:"],
    "script-src": [csp.SELF, csp.NONCE],
    "style-src": [csp.SELF, csp.UNSAFE_INLINE],
    "form-action": [csp.SELF, *(["/".join(OIDC_SERVER_URL.split("/")[:3])] if OIDC_SERVER_URL else [])],
}
SECURE_REFERRER_POLICY = "same-origin"  # an address here can say what somebody suffers from

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "pain_site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pain_site.context_processors.frame",
            ],
        },
    },
]

LANGUAGE_CODE = CONTENT_LANGUAGES[0]
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [(code, get_language_info(code)["name_local"]) for code in CONTENT_LANGUAGES]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "pain_site.formats"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = STATE_DIR / "static"
# The workshop's own uploads. No address serves this folder: readers get EDITION_IMAGES_ROOT only.
MEDIA_ROOT = STATE_DIR / "media"
MEDIA_URL = "/admin/workshop-media/"
# Images that editions show, each under the SHA-256 of its bytes; never overwritten, never deleted.
EDITION_IMAGES_ROOT = STATE_DIR / "edition-images"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "editions": {"BACKEND": "articles.stores.edition_files.EditionFiles"},
    "staticfiles": {"BACKEND": "articles.stores.static_files.HashedStaticFiles"},
}
if FILES_BUCKET:  # both for all machines, in folders of the same names
    STORAGES["default"] = {"BACKEND": "articles.stores.bucket.UploadsInBucket", "OPTIONS": FILES_BUCKET}
    STORAGES["editions"] = {"BACKEND": "articles.stores.bucket.EditionsInBucket", "OPTIONS": FILES_BUCKET}
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # wherever they lie

# A long article is a form of thousands of fields: 2,400 with 300 blocks and 60 references. Readers' forms are small.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 25_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # bytes, without pictures
READERS_FORM_BYTES = 200_000

WAGTAIL_SITE_NAME = SITE_NAME
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # allauth's pages do that
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # whoever can change the address can have a new password sent to it
# Looked up when the account page asks: it takes longer than all other settings. What the system adds no browser knows.
WAGTAIL_USER_TIME_ZONES = SimpleLazyObject(lambda: sorted(available_timezones() - {"Factory", "localtime"}))
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILIMAGES_IMAGE_MODEL = "articles.SiteImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "articles.writing.picture_form.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000  # 200 MB of memory for a moment
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_FINISH_WORKFLOW_ACTION = "editorial.review.publishing.workflow_finish.publish_if_signed"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = False
WAGTAIL_I18N_ENABLED = len(CONTENT_LANGUAGES) > 1
# No page and no screen asks another host for anything.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
if FRONT_CACHE_URL:
    WAGTAILFRONTENDCACHE = {
        "default": {"BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend", "LOCATION": FRONT_CACHE_URL}
    }
TAGGIT_CASE_INSENSITIVE = True

logging.setLogRecordFactory(QuietRecord)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {}, "json": {"()": "pain_site.observability.json_log.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {name: {"level": "INFO"} for name in ("articles", "editorial", "pain_site")},
}
