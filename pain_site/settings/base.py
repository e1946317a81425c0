"""What is true everywhere. `dev`, `test` and `production` hold only what differs."""

import logging
from pathlib import Path

import environ
from celery.schedules import crontab
from csp import constants as csp
from django.utils.translation import get_language_info

from pain_site.observability.quiet_log import QuietRecord

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# --- everything that is read from the environment; .env.example explains each ---
SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
SITE_NAME = env.str("SITE_NAME", default="Plain Relief")
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="")  # for /.well-known/security.txt: a mailto: or https: address
BASE_URL = env.str("BASE_URL", default="http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
DATABASES = {"default": env.db_url("DATABASE_URL", default="postgres:///pain_site")}
VALKEY_URL = env.str("VALKEY_URL", default="redis://localhost:6379/0")
STATE_DIR = Path(env.str("PAIN_SITE_STATE", default=str(BASE_DIR / ".state")))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="desk@localhost")
REGION = env.str("REGION", default="UK")
LOG_ROOT = Path(env.str("LOG_ROOT", default=str(STATE_DIR / "log")))
#: Who cosigns the heads of the log: “KEY ADDRESS” of each, the key as `witness.py` prints it.
LOG_WITNESSES = [witness.split() for witness in env.list("LOG_WITNESSES", default=[])]
#: Who gets the newest head of the log by mail each night.
LOG_HEADS_TO = env.list("LOG_HEADS_TO", default=[])
#: How many days the texts of letters are kept. That somebody was told of something stays.
LETTERS_KEPT_DAYS = env.int("LETTERS_KEPT_DAYS", default=90)
#: After how many minutes a letter that has not left is late, and `check --database default` says so.
LETTERS_LATE_MINUTES = env.int("LETTERS_LATE_MINUTES", default=15)
# After how many minutes something planned that has not happened is late.
SCHEDULE_LATE_MINUTES = env.int("SCHEDULE_LATE_MINUTES", default=15)
#: Days in which a page is to be reviewed that cites a work of which a newer version was found.
NEWER_SOURCE_DAYS = env.int("NEWER_SOURCE_DAYS", default=30)
#: Over how many months the first reviews are spread of what was moved in unreviewed.
FIRST_REVIEWS_MONTHS = env.int("FIRST_REVIEWS_MONTHS", default=12)
# After how many days past its review what becomes of a page; a negative number is never.
OVERDUE_NOTICE_DAYS = env.int("OVERDUE_NOTICE_DAYS", default=0)
OVERDUE_UNRELATED_DAYS = env.int("OVERDUE_UNRELATED_DAYS", default=0)
OVERDUE_NOINDEX_DAYS = env.int("OVERDUE_NOINDEX_DAYS", default=180)
OVERDUE_WITHDRAWAL_DAYS = env.int("OVERDUE_WITHDRAWAL_DAYS", default=365)
#: Where exports of other sites lie that somebody sent to the admin, for how many days after their moving in stopped,
#: and how large they may be.
MOVING_IN_ROOT = Path(env.str("MOVING_IN_ROOT", default=str(STATE_DIR / "moving-in")))
MOVING_IN_KEPT_DAYS = env.int("MOVING_IN_KEPT_DAYS", default=14)
MOVING_IN_MOST_MB = env.int("MOVING_IN_MOST_MB", default=2048)
REPORT_SPOOL = Path(env.str("REPORT_SPOOL", default=str(STATE_DIR / "report-spool")))
TEXTS_A_DAY_ABOUT_ARTICLE = env.int("TEXTS_A_DAY_ABOUT_ARTICLE", default=10)
TEXTS_A_DAY = env.int("TEXTS_A_DAY", default=40)
VOTES_A_DAY_ABOUT_ARTICLE = env.int("VOTES_A_DAY_ABOUT_ARTICLE", default=5)
TEXTS_AN_HOUR = env.int("TEXTS_AN_HOUR", default=600)
REPORT_HOURS = env.list("REPORT_HOURS", cast=int, default=[4, 24, 48, 168, 720])
REPORT_WEBHOOK_URL = env.str("REPORT_WEBHOOK_URL", default="")
REPORT_ESCALATE_MINUTES = env.int("REPORT_ESCALATE_MINUTES", default=30)
REPORT_TEXT_DAYS = env.int("REPORT_TEXT_DAYS", default=365)
REPORT_EMAIL_DAYS = env.int("REPORT_EMAIL_DAYS", default=180)
API_REQUESTS_A_MINUTE = env.int("API_REQUESTS_A_MINUTE", default=300)
CONTENT_LANGUAGES = env.list("CONTENT_LANGUAGES", default=["en-gb"])
#: What a signature is made with: “passkey”, or “password”. PostgreSQL goes by what `manage.py signing_rule` said.
SIGNING = env.str("SIGNING", default="passkey")
#: Whether everybody at the desk needs a second factor.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=True)
#: The organisation's own log-in (OpenID Connect), if it has one: its address, what people call it, who we are to it.
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", default="")
OIDC_NAME = env.str("OIDC_NAME", default="your organisation")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", default="")
CITATION_STYLE = env.str("CITATION_STYLE", default="ama")
WATCH_A_DAY = env.int("WATCH_A_DAY", default=24_000)
MONITOR_TOKEN = env.str("MONITOR_TOKEN", default="")
LOG_FORMAT = env.str("LOG_FORMAT", default="plain")
BACKUP_ROOT = env.str("BACKUP_ROOT", default="")
BACKUP_LOG_ROOT = env.str("BACKUP_LOG_ROOT", default="")
BACKUP_KEY = env.str("BACKUP_KEY", default="")
#: To which collector traces go, if to any. The other OTEL_* are read by OpenTelemetry itself.
OTEL_EXPORTER_OTLP_ENDPOINT = env.str("OTEL_EXPORTER_OTLP_ENDPOINT", default="")
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=120)
READ_ON_MINUTES = env.int("READ_ON_MINUTES", default=60)
FRONT_CACHE_URL = env.str("FRONT_CACHE_URL", default="")
RECORD_ALARM_TO = env.list("RECORD_ALARM_TO", default=[])
#: Words that stand on more pages than this are boilerplate, and no finding.
ORIGINALITY_COMMON_PAGES = env.int("ORIGINALITY_COMMON_PAGES", default=20)
#: Whether a text is published only after somebody judged every passage of it that stands elsewhere too.
ORIGINALITY_BLOCKS = env.bool("ORIGINALITY_BLOCKS", default=False)
ORIGINALITY_SERVICE = env.str("ORIGINALITY_SERVICE", default="")
LINKS_A_DAY = env.int("LINKS_A_DAY", default=24_000)
#: Hosts outside the public internet that may be asked whether a cited page is there.
LINK_CHECK_ALSO_ASKS = env.list("LINK_CHECK_ALSO_ASKS", default=[])
#: Hosts outside the public internet that may subscribe to what is new.
CALLBACKS_ALSO_AT = env.list("CALLBACKS_ALSO_AT", default=[])
#: How many strangers the hub tells. Registered syndicators are not counted.
HUB_MOST_SUBSCRIPTIONS = env.int("HUB_MOST_SUBSCRIPTIONS", default=1_000)
#: Within how many hours a syndicator answers a recall that is urgent, that is not, and that is routine; 0 is never.
RECALL_ANSWER_HOURS = env.list("RECALL_ANSWER_HOURS", cast=int, default=[24, 72, 336])
HOLD_RETRACTED_ONLY_SUPPORT = env.bool("HOLD_RETRACTED_ONLY_SUPPORT", default=True)
WATCH_ASKS_SERVICES = env.bool("WATCH_ASKS_SERVICES", default=True)
LOOKUP_MAILTO = env.str("LOOKUP_MAILTO", default="")
LOOKUP_TOOL = env.str("LOOKUP_TOOL", default="pain-site")
LOOKUP_TIMEOUT = env.float("LOOKUP_TIMEOUT", default=8)
LOOKUP_PAUSES = (0.5, 1.0, 2.0)  # seconds before each repetition, when the service names none
NCBI_API_KEY = env.str("NCBI_API_KEY", default="")
CROSSREF_URL = env.str("CROSSREF_URL", default="https://api.crossref.org")
EUTILS_URL = env.str("EUTILS_URL", default="https://eutils.ncbi.nlm.nih.gov/entrez/eutils")
EUROPEPMC_URL = env.str("EUROPEPMC_URL", default="https://www.ebi.ac.uk/europepmc/webservices/rest")
vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))
EMAIL_TIMEOUT = 20  # seconds: a worker that sends a letter holds its row

DATABASES["default"].update(ENGINE="django.db.backends.postgresql", CONN_HEALTH_CHECKS=True, CONN_MAX_AGE=60)
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 2)  # seconds
# What people write and search for travels apart from the statement, so that no log of statements holds it.
DATABASES["default"]["OPTIONS"]["server_side_binding"] = True
#: So long a migration waits for a table that is in use. All who come after it wait as long.
MIGRATION_LOCK_TIMEOUT = env.str("MIGRATION_LOCK_TIMEOUT", default="5s")
#: No statement of a reader's takes longer than a reader waits.
STATEMENT_TIMEOUT = "2s"
_given = DATABASES["default"]["OPTIONS"]
_readers, _capture = (
    env.db_url(name) if env.str(name, default="") else {} for name in ("READERS_DATABASE_URL", "CAPTURE_DATABASE_URL")
)
# What readers ask for is answered as a role that cannot read the workshop (articles/databases.py). READERS_DATABASE_URL
# may also lead to a replica. Whether a connection lives is not asked before each page: where it does not, the page is
# asked for again over a fresh one (articles/database_away.py).
DATABASES["readers"] = {
    **DATABASES["default"],
    "CONN_HEALTH_CHECKS": False,
    **_readers,
    "OPTIONS": {**_given, **_readers.get("OPTIONS", {})},  # among them where a Unix socket is
    "TEST": {"MIRROR": "default"},
}
# What readers send is written over this one. Where the other leads to a replica, CAPTURE_DATABASE_URL names the same
# role on the main server. A reader's report is one statement, which PostgreSQL reads and plans once for a connection.
# Whether that lives is not asked first: if it does not, the statement fails, and the report goes to disk.
DATABASES["capture"] = {
    **DATABASES["readers"],
    **_capture,
    "OPTIONS": {
        **DATABASES["readers"]["OPTIONS"],
        **_capture.get("OPTIONS", {}),
        "options": f"{_given.get('options', '')} -c statement_timeout={STATEMENT_TIMEOUT}".strip(),
        "prepare_threshold": 0,
    },
}
DATABASE_ROUTERS = ["articles.databases.ReadersRouter"]
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
    "editorial.accounts.log_in.reauthentication.ReauthenticationMiddleware",  # answers before allauth's does
    "django.contrib.messages.middleware.MessageMiddleware",
    "editorial.accounts.unsent.UnsentMiddleware",
    "editorial.accounts.log_in.second_factor_required.SecondFactorRequiredMiddleware",
    "editorial.review.middleware.OutsideExpertsMiddleware",
    "editorial.review.middleware.DeskMiddleware",
    "pain_site.middleware.short_way.EndOfShortWayMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "articles.middleware.ReadersConnectionMiddleware",  # what the ones above ask is not the readers'
    "articles.database_away.DatabaseAwayMiddleware",  # innermost: asks again over the same connection
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

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# One way in: allauth's log-in, by e-mail. editorial/accounts/urls.py lists the addresses that are open.
AUTHENTICATION_BACKENDS = ["editorial.accounts.backend.DeskBackend"]
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
ACCOUNT_ADAPTER = "editorial.accounts.log_in.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # for allauth's checks; nobody signs up
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # the desk makes the accounts
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a stranger cannot have emails sent to anybody
ACCOUNT_EMAIL_NOTIFICATIONS = True
# allauth's own generator would keep a second list of addresses, which could still log in after a change.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105  (a class)
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False  # editorial.accounts.log_in.views.LogInView knows who may go on
# Wrong passwords are counted for a place and an account together, so that nobody locks somebody else out; and for an
# account wherever they come from, so that many places together do not guess for ever. Passkeys are open all the while.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/300s/key", "login_failed_anywhere": "100/h/key"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600  # seconds: a signature needs a log-in, or a repeated one, this recent
SOCIALACCOUNT_ADAPTER = "editorial.accounts.log_in.organisation.OrganisationAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "organisation",
                "name": OIDC_NAME,
                "client_id": OIDC_CLIENT_ID,
                "secret": OIDC_CLIENT_SECRET,
                "settings": {"server_url": OIDC_SERVER_URL},
            }
        ]
        if OIDC_SERVER_URL
        else [],
    }
}
MFA_ADAPTER = "pain_site.second_factors.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Who sends something there proves again who they are, as for a signature: what changes people, their groups, what
# entitles them to sign, and keys.
REAUTHENTICATE_FOR = {
    *(f"wagtailusers_{what}:{action}" for what in ("users", "groups") for action in ("add", "copy", "edit", "delete")),
    "wagtail_bulk_action user",
    *(f"review:{screen}" for screen in ("invite", "authority_ask", "authority_proposal", "keys", "experts")),
    *(f"syndicators:{action}" for action in ("add", "edit", "delete")),
    "syndication:syndicator",
    "set_up editors",
}
MFA_TOTP_TOLERANCE = 1  # who types slowly sends the code of the half minute before
MFA_FORMS = {
    "authenticate": "editorial.accounts.log_in.forms.CodeForm",
    "reauthenticate": "editorial.accounts.log_in.forms.CodeAgainForm",
}

LANGUAGE_CODE = CONTENT_LANGUAGES[0]
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [(code, get_language_info(code)["name_local"]) for code in CONTENT_LANGUAGES]
TIME_ZONE = env.str("TIME_ZONE", default="Europe/London")
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
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Nobody waits for a cache that hangs: what it would have known is worked out, or done without.
SOCKETS = {"socket_connect_timeout": 0.5, "socket_timeout": 1}
CACHES = {
    "default": {
        "BACKEND": "articles.enduring_cache.EnduringCache",
        "LOCATION": VALKEY_URL,
        "OPTIONS": {**SOCKETS, "retry": None, "serializer": "articles.valkey.JsonSerializer"},
    },
    # Wagtail would keep whole rows here, which JSON cannot hold: it asks the database for them instead.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

# Celery has its own way to write the address of a Unix socket.
CELERY_BROKER_URL = VALKEY_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
CELERY_BROKER_TRANSPORT_OPTIONS = {
    **SOCKETS,
    "max_retries": 0,  # a reader does not wait for a queue that is away
    "visibility_timeout": 300,  # seconds: then a killed worker's task is another's. Longer than any takes
}
TASKS = {"default": {"BACKEND": "pain_site.background_tasks.CeleryBackend"}}  # what Wagtail does in the background
CELERY_TASK_ACKS_LATE = True  # tasks are safe to run twice; a killed worker's task is run again
# Each task says beside itself how long it may take. This is for those that libraries bring along, and the most for any
# that is acknowledged late: a worker would else begin what another is still at.
CELERY_TASK_TIME_LIMIT = 240  # seconds
# A worker takes what it has a free process for: what it took and did not begin would be handed to another, too.
CELERY_WORKER_DISABLE_PREFETCH = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1  # as many places as processes (queue_places.py)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = TIME_ZONE
# What takes minutes waits in a queue of its own, with a worker of its own, so that nothing urgent waits behind it.
LONG_TASKS = (
    "editorial.exchange.tasks.move_in_sent",
    *("articles.tasks.refresh_related", "articles.tasks.tidy_search", "editorial.feedback.tasks.purge_reports"),
    "articles.tasks.render_newest",
    *("editorial.upkeep.tasks.watch_references", "editorial.upkeep.tasks.look_up_typed"),
    *("editorial.upkeep.tasks.check_links", "editorial.upkeep.tasks.check_references"),
    *("editorial.upkeep.tasks.verify_record", "editorial.upkeep.tasks.catch_up_with_originality"),
)
CELERY_TASK_ROUTES = {name: {"queue": "upkeep"} for name in LONG_TASKS}
BEATS = {  # what the monitor sees of the clock and of each worker (pain_site/health)
    f"beat in {queue}": {
        "task": "pain_site.beat",
        "schedule": 60.0,
        "args": [queue],
        "options": {"expires": 60, "queue": queue},
    }
    for queue in ("celery", "upkeep", "log")
}
# Only the worker of this queue is given the log's key.
CELERY_TASK_ROUTES["editorial.upkeep.tasks.sign_head"] = {"queue": "log"}
CELERY_TASK_ROUTES["editorial.syndication.tasks.sign_recalls"] = {"queue": "log"}
CELERY_BEAT_SCHEDULE = {
    **BEATS,
    "sign the head of the log": {
        "task": "editorial.upkeep.tasks.sign_head",
        "schedule": 60.0,
        "options": {"expires": 60},  # where nobody signs, nothing piles up
    },
    "sign the list of recalls": {
        "task": "editorial.syndication.tasks.sign_recalls",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "tell of recalls": {
        "task": "editorial.syndication.tasks.recall",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "chase who does not answer a recall": {
        "task": "editorial.syndication.tasks.chase_silence",
        "schedule": crontab(minute=25),
    },
    "send letters": {
        "task": "editorial.letters.tasks.send_letters",
        "schedule": 60.0,
        "options": {"expires": 60},  # where nobody sends, nothing piles up but the letters
    },
    "forget the texts of letters": {
        "task": "editorial.letters.tasks.forget_letters",
        "schedule": crontab(hour=5, minute=20),
    },
    "forget exports that nobody goes on with": {
        "task": "editorial.exchange.tasks.forget_exports",
        "schedule": crontab(hour=5, minute=20),
    },
    "forget sessions that are over": {
        "task": "pain_site.forget_sessions",
        "schedule": crontab(hour=5, minute=30),
    },
    "render what most readers ask for": {
        "task": "articles.tasks.render_newest",
        "schedule": 60.0,  # does something after a release and after midnight
        "options": {"expires": 60},
    },
    "publish what is signed and due": {"task": "editorial.review.tasks.publish_due", "schedule": 60.0},
    "publish what was moved in": {
        "task": "editorial.exchange.tasks.publish_what_was_moved_in",
        "schedule": 60.0,
        "options": {"expires": 60},  # takes up what a killed worker left
    },
    "take away what was planned": {"task": "editorial.review.tasks.carry_out_planned", "schedule": 60.0},
    "let bundles go out": {"task": "editorial.planning.tasks.send_out_bundles", "schedule": 60.0},
    "tell of what is late": {"task": "editorial.planning.tasks.tell_of_what_is_late", "schedule": 300.0},
    "catch up with the plan": {"task": "editorial.planning.tasks.catch_up", "schedule": 600.0},
    "remind of what is to be signed": {"task": "editorial.planning.tasks.remind", "schedule": crontab(minute=10)},
    "tell of reviews that are due": {
        "task": "editorial.planning.tasks.tell_of_due_reviews",
        "schedule": crontab(minute=40),  # once each, so that a day that was missed is made up for
    },
    "note late reviews": {"task": "editorial.planning.tasks.note_overdue", "schedule": 600.0},
    "catch up with originality": {
        "task": "editorial.upkeep.tasks.catch_up_with_originality",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "end emergency editions": {"task": "editorial.review.tasks.end_emergencies", "schedule": 60.0},
    "write weekly digests": {
        "task": "editorial.review.tasks.write_digests",
        "schedule": crontab(minute=5),  # written once a week, on Monday at seven unless that was missed
    },
    "tell of expiring credentials": {
        "task": "editorial.review.tasks.tell_of_expiring_credentials",
        "schedule": crontab(hour=6, minute=30),
    },
    "note what readers get": {
        "task": "articles.tasks.note_what_readers_get",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "refresh related articles": {"task": "articles.tasks.refresh_related", "schedule": crontab(hour=4, minute=45)},
    "tidy the search": {"task": "articles.tasks.tidy_search", "schedule": crontab(hour=4, minute=15)},
    "watch references": {"task": "editorial.upkeep.tasks.watch_references", "schedule": crontab(minute=20)},
    "tell of a list that is too old": {
        "task": "editorial.upkeep.tasks.tell_of_old_list",
        "schedule": crontab(hour=7, minute=10),
    },
    "look up what was typed": {"task": "editorial.upkeep.tasks.look_up_typed", "schedule": crontab(minute=35)},
    "check links": {"task": "editorial.upkeep.tasks.check_links", "schedule": crontab(minute=50)},
    "purge readers' reports": {"task": "editorial.feedback.tasks.purge_reports", "schedule": crontab(hour=5, minute=5)},
    "answer readers": {
        "task": "editorial.feedback.tasks.answer_readers",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "count reports": {"task": "editorial.feedback.tasks.count_reports", "schedule": 300.0},
    "note months of reports": {
        "task": "editorial.feedback.tasks.note_months",
        "schedule": crontab(hour=6, minute=5),  # each month once, so that a day that was missed is made up for
    },
    "follow up reports": {"task": "editorial.feedback.tasks.catch_up", "schedule": 60.0, "options": {"expires": 60}},
    "go on with many reports": {"task": "editorial.feedback.tasks.go_on_with_many", "schedule": 60.0},
    "drain the spool of reports": {"task": "editorial.feedback.tasks.drain_spool", "schedule": 60.0},
    "tell of the week's reports": {
        "task": "editorial.feedback.tasks.send_weekly_email",
        "schedule": crontab(minute=0),  # written once a week, on Monday at seven unless that was missed
    },
    "verify the record": {"task": "editorial.upkeep.tasks.verify_record", "schedule": crontab(hour=3, minute=30)},
}

# A long article is a form of thousands of fields: 2,400 with 300 blocks and 60 references. Readers' forms are small.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 25_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # bytes, without pictures
READERS_FORM_BYTES = 200_000

WAGTAIL_SITE_NAME = SITE_NAME
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # allauth's pages do that
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # whoever can change the address can have a new password sent to it
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
