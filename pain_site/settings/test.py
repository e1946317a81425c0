"""For `./run test`, which starts a throw-away PostgreSQL and Valkey and gives their addresses."""

import os

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import CACHES, DATABASES, STATE_DIR, VALKEY_URL

if "DATABASE_URL" not in os.environ:
    raise ImproperlyConfigured("Start the tests with `./run test`; what you add to that goes to pytest.")

SECRET_KEY = "for-tests-only"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
BASE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast
SECOND_FACTOR_REQUIRED = False  # but in the tests of it
SIGNING = "password"  # but in the tests of passkeys
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # browser tests use http://localhost
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
for database in DATABASES.values():
    database.update(CONN_MAX_AGE=0, CONN_HEALTH_CHECKS=False)
DATABASES["default"]["ENGINE"] = "tests.flushable_postgresql"
# `./run test` made the tables there, once for all processes.
DATABASES["default"]["TEST"] = {"TEMPLATE": DATABASES["default"]["NAME"]}

# Tests that run beside each other share no database, cache or files. PROCESS is gw0, gw1, … or empty.
PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "")
VALKEY_DATABASE = int(PROCESS.removeprefix("gw") or -1) + 1
CACHES["default"]["LOCATION"] = f"{VALKEY_URL.partition('?')[0]}?db={VALKEY_DATABASE}"
MEDIA_ROOT = STATE_DIR / f"media{PROCESS}"
EDITION_IMAGES_ROOT = STATE_DIR / f"edition-images{PROCESS}"
LOG_ROOT = STATE_DIR / f"log{PROCESS}"
FILES_BUCKET = {}  # but in the tests of it
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "editions": {"BACKEND": "articles.stores.edition_files.EditionFiles"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

WHITENOISE_AUTOREFRESH = True  # finds static files when asked: nothing has to be collected first

# A task runs where it is sent, and its error is the test's error.
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
LOOKUP_PAUSES = (0.02, 0.04, 0.08)
WATCH_ASKS_SERVICES = False  # but for the tests that have a server of their own to ask
