"""Settings, all from the environment, all with a default that works on one machine.

MINGCHA_HOME       folder of the embedded database, files, secret key, built static files (default: `var` here)
MINGCHA_DATABASE   postgresql://user:password@host:port/name?host=/socket/dir ; empty: SQLite in MINGCHA_HOME
MINGCHA_HOSTS      host names the site answers to, with commas (default: loopback)
MINGCHA_HTTPS      1 where the site is reached over TLS: secure cookies, HSTS, trust in the proxy's X-Forwarded-Proto
MINGCHA_PROXIES    how many proxies stand before the site; the address the last of them reports is where a sign-in comes
                   from (default: 1 with MINGCHA_HTTPS, else 0: the address of the connection)
MINGCHA_SECOND_FACTOR  roles that must have a second factor, with commas (default: none); advised:
                   SYSTEM_ADMIN,SECURITY_ADMIN,AUDITOR,OFFICE_HEAD,CASE_OFFICER
MINGCHA_OIDC_URL   address of an OpenID Connect provider by which people may sign in; MINGCHA_OIDC_CLIENT and
                   MINGCHA_OIDC_SECRET: who we are there; MINGCHA_OIDC_CLAIM: the claim that is the user name here
                   (default: preferred_username); MINGCHA_OIDC_NAME: what the button says
MINGCHA_SITE       address of the site as it is written in notices, https://mc.example.cn
MINGCHA_SMS_URL    address of the text message gateway; MINGCHA_SMS_TOKEN: its bearer token
MINGCHA_SMS_SECRET key under which the gateway signs its delivery reports; empty: none are taken
MINGCHA_EMAIL_URL, MINGCHA_WECOM_URL, MINGCHA_DINGTALK_URL, MINGCHA_FEISHU_URL      Apprise addresses of other channels
MINGCHA_MAILDIR    mail folder (Maildir) into which the mail server delivers returned workbooks; empty: none are taken
MINGCHA_DEBUG      1 for development pages
MINGCHA_WORKER     thread: background work in the web process (default on SQLite); process: by `mingcha jobs run`
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

CHECKOUT = Path(__file__).resolve().parents[3]
HOME = Path(os.environ.get("MINGCHA_HOME") or CHECKOUT / "var").resolve()


def _secret_key() -> str:
    """Read the site's own key, making it on first use (owner-only file in an owner-only folder)."""
    kept = HOME / "secret.key"
    if not kept.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        HOME.chmod(0o700)
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return kept.read_text().strip()


def _database() -> dict[str, Any]:
    given = os.environ.get("MINGCHA_DATABASE", "")
    if not given:
        return {
            "ENGINE": "mingcha.kernel.sqlite",
            "NAME": HOME / "mingcha.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(given)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


SECRET_KEY = _secret_key()
DEBUG = os.environ.get("MINGCHA_DEBUG") == "1"
HTTPS = os.environ.get("MINGCHA_HTTPS") == "1"
ALLOWED_HOSTS = [h for h in os.environ.get("MINGCHA_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h]

MECHANISMS = [
    "bulletins",
    "accountability",
    "inspections",
    "plans",
    "mobilisation",
    "problems",
    "indicators",
    "publicity",
    "documents",
    "assignments",
    "leads",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    *(f"mingcha.{name}" for name in ("kernel", "ui", "orgs", "figures", "notices", "papers", "accounts", "campaigns")),
    *(f"mingcha.{name}" for name in reversed(MECHANISMS)),
    "mingcha.api",
    "mingcha.desk",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "mingcha.config.caching.NoStoreMiddleware",
    "mingcha.config.errors.ErrorMiddleware",
    "mingcha.orgs.acting.ActingPostMiddleware",
    "mingcha.accounts.gate.Gate",
]
ROOT_URLCONF = "mingcha.config.urls"
WSGI_APPLICATION = "mingcha.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mingcha.ui.context.page",
            ],
        },
    }
]

DATABASES = {"default": _database()}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
WORKER_IS_THREAD = (
    os.environ.get("MINGCHA_WORKER") or ("process" if os.environ.get("MINGCHA_DATABASE") else "thread")
) == "thread"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "orgs.Account"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTHENTICATION_BACKENDS = ["mingcha.accounts.adapters.ExactNames"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "mingcha.accounts.adapters.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "desk:login"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "desk:login"
# Failures are counted by the house, in the database (docs/decisions/0012): the library counts in each process.
ACCOUNT_ADAPTER = "mingcha.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "mingcha.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_FORMS = {
    "authenticate": "mingcha.accounts.forms.SecondStepForm",
    "authenticate_webauthn": "mingcha.accounts.forms.SecondStepPasskeyForm",
    "login_webauthn": "mingcha.accounts.forms.PasskeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1
SECOND_FACTOR_ROLES = [role for role in os.environ.get("MINGCHA_SECOND_FACTOR", "").split(",") if role]
SOCIALACCOUNT_ADAPTER = "mingcha.accounts.identities.IdentityAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True
OIDC_URL = os.environ.get("MINGCHA_OIDC_URL", "")
OIDC_CLIENT = os.environ.get("MINGCHA_OIDC_CLIENT", "")
OIDC_SECRET = os.environ.get("MINGCHA_OIDC_SECRET", "")
OIDC_CLAIM = os.environ.get("MINGCHA_OIDC_CLAIM") or "preferred_username"
OIDC_NAME = os.environ.get("MINGCHA_OIDC_NAME", "")
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("MINGCHA_PROXIES") or HTTPS)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "mingcha.config.errors.csrf_failed"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
# Other sites learn nothing. Plain "no-referrer" would have browsers send "Origin: null" with our own forms, and
# Django refuses those as forged. Pages of one-time links have "strict-origin", for the same reason: see caching.py.
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).resolve().parents[1] / "ui" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
FORMAT_MODULE_PATH = ["mingcha.ui.formats"]

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
NODE_MODULES = CHECKOUT / "frontend" / "node_modules"
STATICFILES_FINDERS = [
    "mingcha.config.statics.HouseFinder",
    "mingcha.config.statics.AssetFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(HOME / "files")}},
    "staticfiles": {"BACKEND": "mingcha.config.statics.MaplessStorage"},
}

SITE_ADDRESS = os.environ.get("MINGCHA_SITE") or "http://localhost:8000"
SMS_URL = os.environ.get("MINGCHA_SMS_URL", "")
SMS_TOKEN = os.environ.get("MINGCHA_SMS_TOKEN", "")
SMS_SECRET = os.environ.get("MINGCHA_SMS_SECRET", "")
CHANNEL_URLS = {name: os.environ.get(f"MINGCHA_{name}_URL", "") for name in ("EMAIL", "WECOM", "DINGTALK", "FEISHU")}

MAILDIR = os.environ.get("MINGCHA_MAILDIR", "")
DATA_UPLOAD_MAX_NUMBER_FILES = 300  # the workbooks of all units at once
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # an answer with a table of 500 rows; how much they may say is limited besides

DJANGO_TABLES2_TEMPLATE = "ui/_table.html"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"links": {"()": "mingcha.config.masking.LinkFilter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["links"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
