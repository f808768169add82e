"""The settings of the site, all from the environment; `docs/reference/settings.md` lists them."""

from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from loftet import locations
from loftet.people.services import Service
from loftet.site import environment

PACKAGE: Path = locations.PACKAGE
BASE: Path = locations.BASE

# Where things are -------------------------------------------------------------------------------
DATA = environment.folder("LOFTET_DATA", BASE / "var")
CATALOGUE = environment.folder("LOFTET_CATALOGUE", BASE / "catalogue")

# How many days the newest backup may be old; 0 says that the site is backed up in another way.
BACKUP_DAYS = environment.whole_number("LOFTET_BACKUP_DAYS", default=3)

# Who runs the site; what is empty is said to be unknown -------------------------------------------
OPERATOR = environment.text("LOFTET_OPERATOR")
CONTACT = environment.text("LOFTET_CONTACT")
SOURCE_CODE = environment.text("LOFTET_SOURCE_CODE")
# The demo asks the made-up register of the catalogue, and nothing outside of this machine.
REGISTER_IS_MADE_UP = (DATA / "DEMO").exists()
# How letters name the site, which are sent when nobody asks for a page.
OCDS_PREFIX = environment.matching("LOFTET_OCDS_PREFIX", r"ocds-[a-z0-9]{6}", "ocds-loftet")
SITE_ADDRESS = environment.text("LOFTET_ADDRESS", "http://localhost:8000").rstrip("/")
ACCESSIBILITY_STATEMENT = environment.text("LOFTET_ACCESSIBILITY_STATEMENT")

# Whose figures are held against targets and others: everyone's, or those of municipalities that take part
STATUS_FOR = environment.one_of("LOFTET_STATUS_FOR", ("everyone", "participants"), default="everyone")

# Secure unless told otherwise -------------------------------------------------------------------
DEBUG = environment.flag("LOFTET_DEBUG", default=False)
HTTPS = environment.flag("LOFTET_HTTPS", default=True)
SECRET_KEY = environment.text("LOFTET_SECRET_KEY")  # empty: Django refuses to serve
SECRET_KEY_FALLBACKS = environment.words("LOFTET_SECRET_KEY_FALLBACKS", default=())
ALLOWED_HOSTS = environment.words("LOFTET_HOSTS", default=("localhost", "127.0.0.1", "[::1]"))

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
# They bind every host below the name, and for long: the operator's choice, and no default.
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and environment.flag("LOFTET_HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = HTTPS and environment.flag("LOFTET_HSTS_PRELOAD", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # Django asks for both
BEHIND_PROXY = environment.flag("LOFTET_BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
# A session ends when nobody has used it for so long, and after so long in any case.
SESSION_IDLE = timedelta(hours=environment.whole_number("LOFTET_SESSION_IDLE_HOURS", default=8))
SESSION_AT_MOST = timedelta(days=environment.whole_number("LOFTET_SESSION_DAYS", default=30))
SESSION_COOKIE_AGE = int(SESSION_IDLE.total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
# Only this host itself can set a cookie of such a name, and a browser sends it nowhere else.
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "loftet.site.views.faults.form_refused"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the masks of Designsystemet's icons are data addresses
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# The site ---------------------------------------------------------------------------------------
ROOT_URLCONF = "loftet.site.urls"
WSGI_APPLICATION = "loftet.site.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_filters",
    "django_htmx",
    "loftet.core",
    "loftet.ui",
    "loftet.documents",
    "loftet.background",
    "loftet.log",
    "loftet.places",
    "loftet.people",
    "loftet.openness",
    "loftet.notices",
    "loftet.own_data",
    "loftet.decisions",
    "loftet.programme",
    "loftet.status",
    "loftet.funding",
    "loftet.effects",
    "loftet.challenges",
    "loftet.agreements",
    "loftet.strategies",
    "loftet.needs",
    "loftet.announcements",
    "loftet.suppliers",
    "loftet.solutions",
    "loftet.pools",
    "loftet.pool_proposals",
    "loftet.pool_overview",
    "loftet.matches",
    "loftet.meetings",
    "loftet.guidance",
    "loftet.dialogues",
    "loftet.one_to_one",
    "loftet.timetables",
    "loftet.minutes",
    "loftet.evaluations",
    "loftet.report_content",
    "loftet.reports",
    "loftet.projects",
    "loftet.reuse",
    "loftet.voices",
    "loftet.voice_answers",
    "loftet.procurement",
    "loftet.contracts",
    "loftet.procurement_documents",
    "loftet.learning",
    "loftet.stories",
    "loftet.search",
    "loftet.site",
]
MIDDLEWARE = [
    "loftet.site.access_log.AccessLogMiddleware",
    "loftet.site.parameters.ParametersMiddleware",
    "loftet.site.health.middleware.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "loftet.site.page_cache.PageCacheMiddleware",
    # Long tables shrink to a tenth. Django hides the true length behind random bytes, against BREACH.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "loftet.site.refusals.SessionMiddleware",
    "loftet.site.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "loftet.people.access.SignedInMiddleware",
    "loftet.people.actor.ActorMiddleware",
    "loftet.notices.waiting.count_again",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "loftet.site.refusals.NulMiddleware",
    "loftet.site.refusals.RefusalMiddleware",
    "loftet.core.submissions.SubmissionMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", ["loftet.core.template_loader.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "loftet.site.context.page",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["loftet.people.backend.SignedInPerson"]
_services = [
    Service(
        key=key,
        name=name,
        issuer=environment.text(f"LOFTET_{key.upper()}_ISSUER", issuer),
        client=environment.text(f"LOFTET_{key.upper()}_CLIENT"),
        secret=environment.text(f"LOFTET_{key.upper()}_SECRET"),
        levels=tuple(environment.words(f"LOFTET_{key.upper()}_LEVELS", default=levels)),
        resource=environment.text(f"LOFTET_{key.upper()}_RESOURCE"),
    )
    for key, name, issuer, levels in (
        ("ansattporten", "Ansattporten", "https://ansattporten.no", ("substantial", "high")),
        ("idporten", "ID-porten", "https://idporten.no", ("idporten-loa-substantial", "idporten-loa-high")),
    )
]
SIGN_IN_SERVICES = tuple(one for one in _services if one.client)
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# E-mail: to a mail server, or, where none is named, to files in the data folder ---------------------
EMAIL_HOST = environment.text("LOFTET_MAIL_HOST")
EMAIL_PORT = environment.whole_number("LOFTET_MAIL_PORT", default=587)
EMAIL_HOST_USER = environment.text("LOFTET_MAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("LOFTET_MAIL_PASSWORD")
EMAIL_USE_TLS = environment.flag("LOFTET_MAIL_STARTTLS", default=EMAIL_PORT != 465)
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_TIMEOUT = 5  # seconds to connect; then for each answer
EMAIL_ANSWER_TIMEOUT = 60
DEFAULT_FROM_EMAIL = environment.text("LOFTET_MAIL_FROM", "Løftet <loftet@localhost>")
LETTER_WEEKDAY = environment.whole_number("LOFTET_LETTER_WEEKDAY", default=1)  # 1 is Monday
EMAIL_FILE_PATH = DATA / "mail"
WITHOUT_MAIL = environment.flag("LOFTET_WITHOUT_MAIL", default=False)  # the operator knows that none is sent
if EMAIL_HOST:
    EMAIL_BACKEND = "loftet.background.mail_backends.SmtpBackend"
elif (DATA / "DEMO").exists():
    EMAIL_BACKEND = "loftet.background.mail_backends.DemoBackend"
else:
    EMAIL_BACKEND = "loftet.background.mail_backends.FolderBackend"

# Database ---------------------------------------------------------------------------------------
DATABASES = {
    "default": dj_database_url.parse(
        environment.text("LOFTET_DATABASE_URL") or f"sqlite:///{DATA / 'db.sqlite3'}",
        conn_max_age=None,
        conn_health_checks=True,  # a connection that the database has closed is made again
    )
}
# Who waits for a lock holds a thread; what was to be written is shown again when it takes longer.
LOCK_SECONDS = environment.whole_number("LOFTET_LOCK_SECONDS", default=5)
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": LOCK_SECONDS,
        # FULL: what was acknowledged is on the disk, also after a power cut. mmap_size: a list of 10,000 rows
        # is read from memory that the processes share, and not page by page.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        f"PRAGMA mmap_size={256 * 1024 * 1024}",
    }
else:
    given = DATABASES["default"].setdefault("OPTIONS", {})
    given["options"] = f"-c lock_timeout={LOCK_SECONDS}s {given.get('options', '')}".strip()

# Pages kept for readers, in each process --------------------------------------------------------
KEEP_PAGES = environment.whole_number("LOFTET_KEEP_PAGES", default=300)
KEEP_BYTES = 1024 * 1024 * environment.whole_number("LOFTET_KEEP_MEGABYTES", default=64)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Languages --------------------------------------------------------------------------------------
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Bokmål")), ("nn", _("Nynorsk")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Oslo"
USE_TZ = True

# Static files -----------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = environment.folder("LOFTET_STATIC", BASE / "build" / "static")
# What `make` builds in a checkout. Where the package runs without, what was collected there is served.
STATIC_SOURCES = (
    ("designsystemet", BASE / "build" / "designsystemet"),
    ("theme", BASE / "build" / "theme"),
    ("outlines", CATALOGUE / "outlines" / "drawings"),
    ("inter", BASE / "build" / "inter"),
)
STATICFILES_DIRS = [source for source in STATIC_SOURCES if source[1].is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "loftet.site.static_files.StaticFiles"},
}
MEDIA_ROOT = DATA / "media"

# What may be sent to the site -------------------------------------------------------------------
BODY_BYTES = 1024 * environment.whole_number("LOFTET_BODY_KILOBYTES", default=1024)
BODY_SECONDS = environment.whole_number("LOFTET_BODY_SECONDS", default=10)
DATA_UPLOAD_MAX_MEMORY_SIZE = BODY_BYTES
# A picture from a telephone is larger than any other file: these addresses alone take it, and in nginx, too.
PICTURE_ADDRESS, PICTURE_BYTES = "/fatt-til/[0-9]+/bilde/", 10 * 1024 * 1024
PICTURE_BODY_BYTES = PICTURE_BYTES + 64 * 1024  # with the rest of its form

# The log; each line carries the id of its request ---------------------------------------------------
ACCESS_LOG = environment.flag("LOFTET_ACCESS_LOG", default=True)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "loftet.core.request_ids.RequestIdFilter"},
        "masked_path": {"()": "loftet.site.access_log.MaskedPathFilter"},
        "outages": {"()": "loftet.core.outages.OutageFilter"},
    },
    "formatters": {
        "line": {
            "()": "loftet.core.errors.KindFormatter",  # the text of an error may hold an address
            "format": "{asctime} {levelname} {request_id} {name}: {message}",
            "style": "{",
        },
        "access": {"format": "{asctime} {request_id} {message}", "style": "{"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["request_id", "masked_path", "outages"],
        },
        "access": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "access",
            "filters": ["request_id"],
        },
    },
    "loggers": {
        "loftet.access": {"handlers": ["access"], "propagate": False},
        "httpx": {"level": "WARNING"},  # a line for each request would hide what a fetch says
    },
    "root": {"handlers": ["console"], "level": "INFO"},
}
