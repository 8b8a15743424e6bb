"""The desk’s settings, from the environment alone; docs/operators.md lists it. With DESK_PREVIEW=1 every one of them has a stand-in."""

import os

import environ

from desk.domains import with_ascii_domain
from desk.environment import ROOT, Environment, key_of_this_machine, place, refuse_renamed_variables, settings_of_provider

refuse_renamed_variables(os.environ)
env = Environment()

PREVIEW = env.bool("DESK_PREVIEW", False)
PLACE = place()

# Django goes no further without one; desk/checks.py refuses this, so that all that is missing is named at once.
SECRET_KEY = env.str("DESK_SECRET_KEY", "") or (key_of_this_machine(PLACE) if PREVIEW else "missing")
# Keys that were in use before: links in mails that were sent with them still work.
SECRET_KEY_FALLBACKS = env.list("DESK_SECRET_KEY_FALLBACKS", default=[])
DEBUG = env.bool("DESK_DEBUG", False)

# Without a slash at the end. The addresses in mails come from here, never from what a request says of itself.
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000" if PREVIEW else "").rstrip("/")
DESK_URL = env.str("DESK_URL", "http://127.0.0.1:8100" if PREVIEW else "").rstrip("/")
# The folder that the web server serves, when it is on this machine; else the site is asked at its address.
SITE_FOLDER = env.str("SITE_FOLDER", "")
ALLOWED_HOSTS = [host for host in (environ.urlparse(DESK_URL).hostname, "127.0.0.1", "localhost") if host]
# How many of our own proxies stand between a reader and the desk.
TRUSTED_PROXIES = env.int("DESK_TRUSTED_PROXIES", 0)

DATABASES = {"default": env.db_url("DATABASE_URL", f"sqlite:///{PLACE}/desk.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A write asks for the lock when it begins: one that turns from reading to writing would fail at once when another holds it.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Opening one for every request took as long as answering it.
DATABASES["default"]["CONN_MAX_AGE"] = None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# “inbox:” keeps mails in a folder and shows them at /inbox/, for a desk that is tried out.
EMAIL = env.str("EMAIL_URL", "inbox:")
# “anymail:” gives them to a provider. All that begins with ANYMAIL_ is what django-anymail wants to know of it.
PROVIDER = env.str("ANYMAIL_PROVIDER", "") if EMAIL == "anymail:" else ""
ANYMAIL = settings_of_provider(env) if PROVIDER else {}
if EMAIL == "inbox:":
    EMAIL_BACKEND = "desk.mails.inbox.Inbox"
elif EMAIL == "anymail:":
    EMAIL_BACKEND = f"anymail.backends.{PROVIDER or 'missing'}.EmailBackend"
else:
    vars().update(env.mail_server())
    EMAIL_TIMEOUT = 660  # RFC 5321, 4.5.3.2.6: ten minutes for the answer to the last dot, or a slow one is sent twice
MAIL_FROM = with_ascii_domain(env.str("MAIL_FROM", "The blog <blog@example.org>" if PREVIEW else ""))

# Dates of mails end in +0000, that of TIME_ZONE: -0000 says that nobody knows the zone (RFC 5322, 3.3).
EMAIL_USE_LOCALTIME = True

# After so long a mail that a sender has in hand was left by one that is no more. A server may take ten minutes to answer.
MAIL_CLAIM_TIMEOUT = env.int("DESK_MAIL_CLAIM_TIMEOUT", 1200)
# Whether such a mail goes once more, with the same Message-ID; else it waits for a person.
MAIL_RETRY_CLAIMED = env.bool("DESK_MAIL_RETRY_CLAIMED", True)
# At once, and in a second at most; 0 is no limit.
MAIL_CONNECTIONS = env.int("MAIL_CONNECTIONS", 4)
MAIL_PER_SECOND = env.float("MAIL_PER_SECOND", 0)
# When daily, weekly and monthly digests are due, in the site’s time zone.
DIGEST_HOUR = env.int("DIGEST_HOUR", 7)
# Whether the form is taken only from a browser that did a sum for it, see desk/guard/proof.py.
PROOF_OF_WORK = env.bool("DESK_PROOF_OF_WORK", False)
# Where mail servers send back what they cannot deliver; MAIL_FROM unless set. What comes there goes to `desk returned`.
BOUNCE_ADDRESS = with_ascii_domain(env.str("BOUNCE_ADDRESS", ""))

INSTALLED_APPS = [
    "desk",
    "desk.guard",
    "desk.mails",
    "desk.follows",
    "desk.digests",
    "desk.bounces",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "desk.admin_site.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "desk.policy.policy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
ROOT_URLCONF = "desk.urls"
WSGI_APPLICATION = "desk.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "desk" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
STATIC_URL = "/static/"
STATIC_ROOT = PLACE / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True

TASKS = {
    "default": {
        "BACKEND": env.str(
            "DESK_TASKS", "django_tasks.backends.immediate.ImmediateBackend" if PREVIEW else "django_tasks_db.DatabaseBackend"
        ),
        "ENQUEUE_ON_COMMIT": True,
    }
}

# Requests are not written down: an address in a log is one more place to forget somebody from. Whatever is, by whichever library, has addresses masked.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"masked": {"()": "desk.masking.MaskingFormatter"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "masked"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {
        "django.server": {"handlers": ["terminal"], "level": "ERROR", "propagate": False},
        "django.request": {"handlers": ["terminal"], "level": "ERROR", "propagate": False},
        "desk": {"level": "INFO"},
        "flufl.bounce": {"level": "CRITICAL"},  # what it cannot take apart is nothing, and quoting it would quote people
    },
}

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = DESK_URL.startswith("https://")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
SECURE_HSTS_SECONDS = 31_536_000 if DESK_URL.startswith("https://") else 0
SECURE_REFERRER_POLICY = "same-origin"
CSRF_TRUSTED_ORIGINS = [DESK_URL] if DESK_URL else []
# Forms are small; providers tell of many mails at once.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000 if PROVIDER else 100_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 50

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
# The same as for the form, by DESK_TRUSTED_PROXIES: without it all who come through the web server would be one, and anybody could lock an editor out.
AXES_CLIENT_IP_CALLABLE = "desk.guard.client.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_HTTP_RESPONSE_CODE = 429
AXES_DISABLE_ACCESS_LOG = True
