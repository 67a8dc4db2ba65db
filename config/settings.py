"""All settings, read from the environment in this one place.

Each app has one frozen dataclass (`CORPUS`, `SEARCH`), which says what its settings mean;
code reads it through `django.conf.settings`. `docs/settings.md` lists the environment variables.
"""

import datetime as dt
import os
import secrets
from pathlib import Path
from typing import cast, get_args

import django_htmx
from environs import Env
from marshmallow.validate import OneOf, Range

from config import static_files
from corpus.corpus_settings import CorpusSettings, SecondFactor
from search.search_settings import Access, SearchSettings

BASE_DIR = Path(__file__).resolve().parent.parent
# A checkout has templates, static files and samples beside the code. In an installed package
# they lie in `config/site`, and the current folder holds the settings file and the data.
IS_CHECKOUT = (BASE_DIR / "manage.py").exists()
SITE_DIR = BASE_DIR if IS_CHECKOUT else Path(__file__).resolve().parent / "site"
_HOME = BASE_DIR if IS_CHECKOUT else Path.cwd()

env = Env()
env.read_env(_HOME / ".env", recurse=False)

_DATA_NAME = "var" if IS_CHECKOUT else "dateline-data"
DATA_DIR = Path(env.str("DATELINE_DATA", str(_HOME / _DATA_NAME))).resolve()
# Passwords' hashes, sessions and what readers may not see lie in it: its owner's alone. One
# that is there already stays as its owner made it.
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
# What is written into it stays so, even where the folder was there before and is open.
os.umask(0o077)


def _secret_key() -> str:
    """Return SECRET_KEY, or one made on the first start and kept beside the data.

    A key written into the code would be everybody's; a key made at each start
    would sign all users out.
    """
    given = env.str("SECRET_KEY", "")
    if given:
        return given
    kept = DATA_DIR / "secret_key"
    if not kept.exists():
        made = kept.with_name(f"secret_key-{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(50))
        # Whole at once: another process that starts now reads no empty key.
        made.replace(kept)
    return kept.read_text()


DEBUG = env.bool("DEBUG", False)
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
# Readers reach the site by https: a proxy before it speaks TLS.
HTTPS = env.bool("DATELINE_HTTPS", False)
# How many proxies stand before the site; each states in X-Forwarded-For who called it.
PROXIES = env.int("DATELINE_PROXIES", 0)
# Networks that may read /metrics.
METRICS_NETWORKS: list[str] = env.list("DATELINE_METRICS", [])

# --- Dateline's own -------------------------------------------------------

CORPUS = CorpusSettings(
    worker_lock=DATA_DIR / "worker.lock",
    uploads_dir=DATA_DIR / "uploads",
    after_write="search.indexing.drain.drain",
    desk_figures="search.operations.operations_figures.operations_figures",
    word_frequencies="search.indexing.vocabulary.word_frequencies",
    held_flags=tuple(env.list("DATELINE_HELD_FLAGS", ["no article"])),
    import_processes=env.int("DATELINE_IMPORT_PROCESSES", 0, validate=Range(0, 64)),
    background=(
        "corpus.feeds.scheduler.keep",
        "search.indexing.watchman.keep",
        "search.keeping.alerts.keep",
    ),
    job_modules=(
        "search.keeping.alerts",
        "corpus.curation.bulk_changes",
        "corpus.curation.curation_jobs",
        "corpus.feeds.feed_jobs",
        "corpus.importing.uploads.upload_imports",
        "corpus.rereading.reread_job",
        "search.counting.count_job",
        "search.operations.check_job",
    ),
    import_roots=tuple(env.list("DATELINE_IMPORT_ROOTS", [])),
    second_factor=cast(
        "SecondFactor",
        env.str("DATELINE_SECOND_FACTOR", "optional", validate=OneOf(get_args(SecondFactor))),
    ),
    breached_passwords=env.str("DATELINE_BREACHED_PASSWORDS", ""),
    feed_hosts=tuple(env.list("DATELINE_FEED_HOSTS", [])),
)


SEARCH = SearchSettings(
    index_dir=DATA_DIR / "index",
    engine=env.str("DATELINE_ENGINE", "whoosh"),
    archive_name=env.str("DATELINE_NAME", "Dateline"),
    archive_sentence=env.str("DATELINE_SENTENCE", ""),
    export_text=env.bool("DATELINE_EXPORT_TEXT", True),
    access=cast("Access", env.str("DATELINE_ACCESS", "public", validate=OneOf(get_args(Access)))),
    cors_origins=tuple(env.list("DATELINE_CORS", [])),
    webhook_hosts=tuple(env.list("DATELINE_WEBHOOK_HOSTS", [])),
    base_url=env.str("DATELINE_URL", "http://127.0.0.1:8000").rstrip("/"),
)

# --- Django ---------------------------------------------------------------

INSTALLED_APPS = [
    "corpus",
    "search",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "csp",
]

MIDDLEWARE = [
    "search.web.request_log.RequestLogMiddleware",
    "search.web.security_headers.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    # A proxy compresses for itself.
    *(() if PROXIES else ("config.page_compression.PageCompressionMiddleware",)),
    "search.web.site_state_middleware.SiteStateMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "search.web.access.AccessMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "search.web.errors.UnavailableMiddleware",
    "axes.middleware.AxesMiddleware",
    "corpus.accounts.upload_ticket.UploadTicketMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "search.web.site_state_middleware.site_notices",
                "search.masthead.site_context.site",
            ],
        },
    }
]

DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA_DIR / 'dateline.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL lets readers work beside the writer. Only FULL makes a commit survive a
    # power cut; IMMEDIATE takes the write lock at once, so two writers wait
    # for each other instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        "transaction_mode": "IMMEDIATE",
        # A page says so after this long, instead of keeping its reader waiting.
        "timeout": 5,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Files are counted, and refused one by one, by the one page that takes any.
FILE_UPLOAD_HANDLERS = ["corpus.importing.uploads.receiver.FileReceiver"]
DATA_UPLOAD_MAX_NUMBER_FILES = None
# What is not a file is kept in memory: an article pasted into a form.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024**2

# --- E-mail ---------------------------------------------------------------

# Without a server named, alerts are not sent but wait, and their owners are told.
EMAIL_HOST = env.str("DATELINE_SMTP_HOST", "localhost")
EMAIL_PORT = env.int("DATELINE_SMTP_PORT", 25)
EMAIL_HOST_USER = env.str("DATELINE_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.str("DATELINE_SMTP_PASSWORD", "")
EMAIL_USE_TLS = env.bool("DATELINE_SMTP_STARTTLS", False)
EMAIL_USE_SSL = env.bool("DATELINE_SMTP_TLS", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DATELINE_MAIL_FROM", "dateline@localhost")

# --- Signing in -----------------------------------------------------------

LOGIN_URL = "sign_in"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Guessing: five failures for one name from one address, then a quarter of an hour of rest.
# Not for the name alone: anybody could keep an editor out by failing in their name.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_TEMPLATE = "desk/locked.html"
AXES_CLIENT_IP_CALLABLE = "corpus.accounts.client_address.client_address"
AXES_DISABLE_ACCESS_LOG = True

# A session lasts a week from signing in, which also gives it a new key.
SESSION_COOKIE_AGE = 7 * 24 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 30 * 24 * 60 * 60 if HTTPS else 0
# A proxy that speaks TLS need not say so: forms come from https addresses of these hosts.
CSRF_TRUSTED_ORIGINS = [
    f"https://{'*' if host.startswith('.') else ''}{host}"
    for host in ALLOWED_HOSTS
    if HTTPS and host != "*"
]

# In one thread that gives way to all others: a crowd that tries passwords takes no reader's time.
PASSWORD_HASHERS = [
    "corpus.accounts.yielding_hasher.YieldingPasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
# OWASP ASVS 5, 6.2: long, not common, not breached, not the user's name; of any characters.
_DJANGO_RULES = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_DJANGO_RULES}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_DJANGO_RULES}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_DJANGO_RULES}.CommonPasswordValidator"},
    {"NAME": "corpus.accounts.breached_passwords.BreachedPasswordValidator"},
]
# What authenticator apps show beside the name of the account.
OTP_TOTP_ISSUER = SEARCH.archive_name

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATICFILES_DIRS = [SITE_DIR / "static"]
_HTMX_DIR = Path(django_htmx.__file__).parent / "static"
# Where `make run` collects them: fingerprinted and compressed.
STATIC_FOLDER = static_files.folder_for(DATA_DIR, [*STATICFILES_DIRS, _HTMX_DIR])
_IS_COLLECTED = static_files.is_collected(STATIC_FOLDER)
STATIC_ROOT = STATIC_FOLDER if _IS_COLLECTED else None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _IS_COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# A file that was not collected is found in its app, and so are all before the first start.
WHITENOISE_USE_FINDERS = True
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_MANIFEST_STRICT = False
WHITENOISE_ALLOW_ALL_ORIGINS = False

SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Answers about an archive are the reader's affair: nothing is loaded from, or told to, others.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "base-uri": ["'none'"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "img-src": ["'self'"],
        "manifest-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
    }
}

# "plain" for people; "json" for log collectors, with a line for each request.
LOG_FORMAT = env.str("DATELINE_LOG", "plain")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "search.web.request_id.RequestIdFilter"}},
    "formatters": {
        "plain": {"format": "{levelname} {request_id} {message}", "style": "{"},
        "told": {"format": "{message}", "style": "{"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "{asctime}{levelname}{name}{request_id}{message}",
            "style": "{",
        },
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["request_id"],
            "formatter": "json" if LOG_FORMAT == "json" else "told",
        },
    },
    "loggers": {
        "corpus": {"handlers": ["console"], "level": "INFO"},
        "search": {"handlers": ["console"], "level": "INFO"},
        "dateline": {"handlers": ["console"], "level": "INFO"},
        "dateline.access": {"level": "INFO" if LOG_FORMAT == "json" else "WARNING"},
        # A fault of our own is told where the server runs: nobody is sent a letter.
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
