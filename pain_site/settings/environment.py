"""Everything that is read from the environment, but for the databases; .env.example explains each."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from .values import MOST_DAYS, MOST_MINUTES, Values

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = Values()
try:
    Values.read_env(BASE_DIR / ".env")
except UnicodeDecodeError as error:
    raise ImproperlyConfigured(f"{BASE_DIR / '.env'} is no text in UTF-8.") from error

SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
SITE_NAME = env.str("SITE_NAME", default="Plain Relief")
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="")  # for /.well-known/security.txt: a mailto: or https: address
BASE_URL = env.address("BASE_URL", default="http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
VALKEY_URL = env.address("VALKEY_URL", default="redis://localhost:6379/0", schemes=("redis", "rediss", "unix"))
STATE_DIR = Path(env.str("PAIN_SITE_STATE", default=str(BASE_DIR / ".state")))
#: Where uploads and the pictures of editions lie, if in no folder of this machine.
FILES_BUCKET = env.bucket("FILES_URL")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="desk@localhost")
REGION = env.str("REGION", default="UK")
LOG_ROOT = Path(env.str("LOG_ROOT", default=str(STATE_DIR / "log")))
#: Who cosigns the heads of the log: “KEY ADDRESS” of each, the key as `witness.py` prints it.
LOG_WITNESSES = env.pairs("LOG_WITNESSES")
#: Who gets the newest head of the log by mail each night.
LOG_HEADS_TO = env.list("LOG_HEADS_TO", default=[])
#: How many days the texts of letters are kept. That somebody was told of something stays.
LETTERS_KEPT_DAYS = env.int("LETTERS_KEPT_DAYS", default=90, most=MOST_DAYS)
#: After how many minutes a letter that has not left is late, and `check --database default` says so.
LETTERS_LATE_MINUTES = env.int("LETTERS_LATE_MINUTES", default=15, most=MOST_MINUTES)
# After how many minutes something planned that has not happened is late.
SCHEDULE_LATE_MINUTES = env.int("SCHEDULE_LATE_MINUTES", default=15, most=MOST_MINUTES)
#: Days in which a page is to be reviewed that cites a work of which a newer version was found.
NEWER_SOURCE_DAYS = env.int("NEWER_SOURCE_DAYS", default=30, most=MOST_DAYS)
#: Over how many months the first reviews are spread of what was moved in unreviewed.
FIRST_REVIEWS_MONTHS = env.int("FIRST_REVIEWS_MONTHS", default=12, least=1, most=120)
# After how many days past its review what becomes of a page; a negative number is never.
OVERDUE_NOTICE_DAYS = env.int("OVERDUE_NOTICE_DAYS", default=0, least=-MOST_DAYS, most=MOST_DAYS)
OVERDUE_UNRELATED_DAYS = env.int("OVERDUE_UNRELATED_DAYS", default=0, least=-MOST_DAYS, most=MOST_DAYS)
OVERDUE_NOINDEX_DAYS = env.int("OVERDUE_NOINDEX_DAYS", default=180, least=-MOST_DAYS, most=MOST_DAYS)
OVERDUE_WITHDRAWAL_DAYS = env.int("OVERDUE_WITHDRAWAL_DAYS", default=365, least=-MOST_DAYS, most=MOST_DAYS)
#: Where exports of other sites lie that somebody sent to the admin, for how many days after their moving in stopped,
#: and how large they may be.
MOVING_IN_ROOT = Path(env.str("MOVING_IN_ROOT", default=str(STATE_DIR / "moving-in")))
MOVING_IN_KEPT_DAYS = env.int("MOVING_IN_KEPT_DAYS", default=14, most=MOST_DAYS)
MOVING_IN_MOST_MB = env.int("MOVING_IN_MOST_MB", default=2048, least=1)
REPORT_SPOOL = Path(env.str("REPORT_SPOOL", default=str(STATE_DIR / "report-spool")))
TEXTS_A_DAY_ABOUT_ARTICLE = env.int("TEXTS_A_DAY_ABOUT_ARTICLE", default=10)
TEXTS_A_DAY = env.int("TEXTS_A_DAY", default=40)
VOTES_A_DAY_ABOUT_ARTICLE = env.int("VOTES_A_DAY_ABOUT_ARTICLE", default=5)
TEXTS_AN_HOUR = env.int("TEXTS_AN_HOUR", default=600)
REPORT_HOURS = env.hours("REPORT_HOURS", default=[4, 24, 48, 168, 720], least=1)
REPORT_WEBHOOK_URL = env.address("REPORT_WEBHOOK_URL")
REPORT_ESCALATE_MINUTES = env.int("REPORT_ESCALATE_MINUTES", default=30, most=MOST_MINUTES)
REPORT_TEXT_DAYS = env.int("REPORT_TEXT_DAYS", default=365, most=MOST_DAYS)
REPORT_EMAIL_DAYS = env.int("REPORT_EMAIL_DAYS", default=180, most=MOST_DAYS)
API_REQUESTS_A_MINUTE = env.int("API_REQUESTS_A_MINUTE", default=300, least=1)
CONTENT_LANGUAGES = env.languages("CONTENT_LANGUAGES", default=["en-gb"])
#: What a signature is made with: “passkey”, or “password”. PostgreSQL goes by what `manage.py signing_rule` said.
SIGNING = env.choice("SIGNING", ["passkey", "password"])
#: Whether everybody at the desk needs a second factor.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=True)
#: The organisation's own log-in (OpenID Connect), if it has one: its address, what people call it, who we are to it.
OIDC_SERVER_URL = env.address("OIDC_SERVER_URL")
OIDC_NAME = env.str("OIDC_NAME", default="your organisation")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", default="")
TIME_ZONE = env.time_zone("TIME_ZONE", default="Europe/London")
CITATION_STYLE = env.choice("CITATION_STYLE", ["ama", "vancouver"])
WATCH_A_DAY = env.int("WATCH_A_DAY", default=24_000)
MONITOR_TOKEN = env.str("MONITOR_TOKEN", default="")
LOG_FORMAT = env.choice("LOG_FORMAT", ["plain", "json"])
BACKUP_ROOT = env.str("BACKUP_ROOT", default="")
BACKUP_LOG_ROOT = env.str("BACKUP_LOG_ROOT", default="")
BACKUP_KEY = env.str("BACKUP_KEY", default="")
#: To which collector traces go, if to any. The other OTEL_* are read by OpenTelemetry itself.
OTEL_EXPORTER_OTLP_ENDPOINT = env.address("OTEL_EXPORTER_OTLP_ENDPOINT")
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=120, most=MOST_MINUTES)
READ_ON_MINUTES = env.int("READ_ON_MINUTES", default=60, most=MOST_MINUTES)
FRONT_CACHE_URL = env.address("FRONT_CACHE_URL")
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
RECALL_ANSWER_HOURS = env.hours("RECALL_ANSWER_HOURS", default=[24, 72, 336], least=0)
HOLD_RETRACTED_ONLY_SUPPORT = env.bool("HOLD_RETRACTED_ONLY_SUPPORT", default=True)
WATCH_ASKS_SERVICES = env.bool("WATCH_ASKS_SERVICES", default=True)
LOOKUP_MAILTO = env.str("LOOKUP_MAILTO", default="")
LOOKUP_TOOL = env.str("LOOKUP_TOOL", default="pain-site")
LOOKUP_TIMEOUT = env.float("LOOKUP_TIMEOUT", default=8, least=0.1, most=600)
LOOKUP_PAUSES = (0.5, 1.0, 2.0)  # seconds before each repetition, when the service names none
NCBI_API_KEY = env.str("NCBI_API_KEY", default="")
CROSSREF_URL = env.address("CROSSREF_URL", default="https://api.crossref.org")
EUTILS_URL = env.address("EUTILS_URL", default="https://eutils.ncbi.nlm.nih.gov/entrez/eutils")
EUROPEPMC_URL = env.address("EUROPEPMC_URL", default="https://www.ebi.ac.uk/europepmc/webservices/rest")
vars().update(env.mail_server("EMAIL_URL", default="smtp://localhost:25"))
EMAIL_TIMEOUT = 20  # seconds: a worker that sends a letter holds its row
