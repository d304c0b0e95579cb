"""Settings of a production platform. `local` and `test` relax them. The environment is read here and nowhere else."""

import shutil
from pathlib import Path
from typing import Any

import environ

from federation.config.environment import whole_number
from federation.config.logs import LEVELS, logging_settings

BASE_DIR = Path(__file__).resolve().parents[3]
env = environ.Env()
env.read_env(str(BASE_DIR / ".env"), overwrite=False)

DATA_DIR = Path(env("DATA_DIR", default="") or BASE_DIR / "var")

DEBUG = False
SECRET_KEY = env("SECRET_KEY", default="")
# Which hosts are answered stands in the table of domains: the tenant middleware answers every other with 404.
ALLOWED_HOSTS = ["*"]

# Addresses of the platform. Every court's site answers on the same port as the portal.
PORTAL_DOMAIN = env("PORTAL_DOMAIN", default="")
PUBLIC_PORT = whole_number(env("PUBLIC_PORT", default=""), default=443)

PUBLIC_APPS = [
    "django_tenants",
    "federation.courts",
    "federation.catalogue",
    "federation.ledger",
    "federation.coordination",
    "federation.upkeep",
    "federation.questions",
    "federation.portal",
    "search",
    "search.documents",
    "search.following",
    "search.suggesting",
    "search.thesaurus",
    "procrastinate.contrib.django",
]
EVERYWHERE_APPS = [
    "federation.accounts",
    "wagtail.users",
    "wagtail.admin",
    "wagtail",
    "wagtail.search",
    "taggit",
    "modelcluster",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]
COURT_APPS = [
    "sites.theme",
    "sites.upkeep",
    "sites.pages",
    "sites.legacy",
    "sites.publishing",
    "sites.publishing.coverage",
    "sites.publishing.review",
    "sites.publishing.answers",
    "sites.publishing.withdrawal",
    "sites.parties",
    "sites.media",
    "wagtail.contrib.redirects",
    "wagtail.contrib.table_block",
    "wagtail.contrib.routable_page",
    "wagtail.embeds",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.sites",
]
SHARED_APPS = [*PUBLIC_APPS, *EVERYWHERE_APPS]
TENANT_APPS = [*COURT_APPS, *EVERYWHERE_APPS]
INSTALLED_APPS = [*PUBLIC_APPS, *COURT_APPS, *EVERYWHERE_APPS]

TENANT_MODEL = "courts.CourtSite"
TENANT_DOMAIN_MODEL = "courts.Domain"
TENANT_LIMIT_SET_CALLS = True  # one `SET search_path` a change of schema instead of one a query
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
PUBLIC_SCHEMA_URLCONF = "federation.config.urls_platform"
ROOT_URLCONF = "federation.config.urls_court"

MIDDLEWARE = [
    "federation.config.health.HealthMiddleware",
    "sites.parties.middleware.PrivateRoomMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "federation.courts.middleware.CourtSiteMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "federation.config.languages.ChosenLanguageMiddleware",
    "sites.legacy.old_addresses.MissedAddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "federation.ledger.acting.ActingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "federation.courts.middleware.AdminPartsMiddleware",
    "sites.legacy.old_addresses.OldAddressMiddleware",
    "sites.publishing.withdrawal.answering.WithdrawnAddressMiddleware",
    "federation.courts.middleware.CourtRedirectMiddleware",
    "sites.publishing.gate.middleware.RefusalMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "sites.pages.frame.frame",
            ]
        },
    }
]
WSGI_APPLICATION = "federation.config.wsgi.application"

EMBEDDED_POSTGRES_FOLDER = DATA_DIR / "postgres"
if env("DATABASE_URL", default=""):
    DATABASES = {"default": {**env.db("DATABASE_URL"), "ENGINE": "django_tenants.postgresql_backend"}}
else:
    DATABASES = {"default": {"ENGINE": "federation.config.embedded_postgres", "NAME": "federation"}}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# `postgres://` is the embedded index in the platform's own database.
SEARCH_URL = env("SEARCH_URL", default="") or "postgres://"
# Who may read /-/metrics from elsewhere bears this; without it only this machine itself may.
METRICS_TOKEN = env("METRICS_TOKEN", default="")
# Where the search learns how courts and catalogue items are called.
SEARCH_COURT_NAMES = "federation.courts.gazetteer.court_names"
SEARCH_ITEM_NAMES = "federation.catalogue.names.item_names"
# What web processes load when they start and renew in the background, so that no citizen waits for it.
KEPT_FRESH = [
    "search.query.knowledge.NAMES",
    "search.query.knowledge.MEANINGS",
    "search.meaning.model.MODEL",
    "federation.portal.suggesting_courts.NAMES",
]

# Every alias carries the schema in its keys: Wagtail's own keys do not.
CACHES = {
    "default": {
        "BACKEND": "federation.courts.caching.ShortMemoryCache",
        "KEY_FUNCTION": "django_tenants.cache.make_key",
        "REVERSE_KEY_FUNCTION": "django_tenants.cache.reverse_key",
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", "简体中文")]
LOCALE_PATHS = [BASE_DIR / "federation" / "config" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default="") or DATA_DIR / "static")
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_BUCKET = env("MEDIA_BUCKET", default="")
MEDIA_PUBLIC_BUCKET = env("MEDIA_PUBLIC_BUCKET", default="")
MEDIA_S3 = {
    "endpoint_url": env("AWS_ENDPOINT_URL", default="") or None,
    "region_name": env("AWS_REGION", default="") or "us-east-1",
    "access_key": env("AWS_ACCESS_KEY_ID", default="") or None,
    "secret_key": env("AWS_SECRET_ACCESS_KEY", default="") or None,
}
STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "sites.media.storage.CourtBucketStorage" if MEDIA_BUCKET else "sites.media.storage.CourtFileStorage"
    },
    "public": {
        "BACKEND": "sites.media.public_storage.PublicBucketStorage"
        if MEDIA_BUCKET or MEDIA_PUBLIC_BUCKET
        else "sites.media.public_storage.PublicFolderStorage"
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# The ledger: the private key that signs its checkpoints, and where those are written, off this machine: a folder that is
# mounted from elsewhere, or s3://bucket/prefix.
LEDGER_KEY = Path(env("LEDGER_KEY", default="") or DATA_DIR / "ledger" / "key.pem")
LEDGER_CHECKPOINTS = env("LEDGER_CHECKPOINTS", default="")
STORAGES["checkpoints"] = (
    {"BACKEND": "sites.media.storage.CheckpointBucketStorage"}
    if LEDGER_CHECKPOINTS.startswith("s3://")
    else {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": LEDGER_CHECKPOINTS or DATA_DIR / "ledger" / "checkpoints"},
    }
)

# What finds personal data in a text: a question that holds any is not counted. It lives on a storey above those who ask.
PERSONAL_DATA_CHECK = "sites.publishing.findings.findings_in"

# Background jobs are queued in this database and done by `manage.py procrastinate worker`. What a step did is kept with the
# step, so a job that went well need not be.
PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": 2, "shutdown_graceful_timeout": 5.0, "delete_jobs": "successful"}

# Moving legacy sites in: largest file that may be uploaded, in MiB; networks that are not public and may be captured all the
# same; and the addresses that a court's domain must resolve to before the cut-over (empty: the platform asks the domain itself).
MOVE_UPLOAD_MIB = whole_number(env("MOVE_UPLOAD_MIB", default=""), default=20480)
MOVE_NETWORKS = env.list("MOVE_NETWORKS", default=[])
PLATFORM_ADDRESSES = env.list("PLATFORM_ADDRESSES", default=[])

# The browser that takes pictures for the report of a move; without one there are none.
CHROMIUM = env("CHROMIUM", default="") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)

# Ahead of other proxies, so that https stays https; the proxy in front must set or drop this header.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = whole_number(env("SECURE_HSTS_SECONDS", default=""), default=31536000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # Wagtail's preview frames the site's own pages.

# smtp+tls://user:password@host:587; without it nothing is mailed, and nobody is offered to reset a password by mail
EMAIL_URL = env("EMAIL_URL", default="")
vars().update(env.email_url_config(EMAIL_URL or "dummymail://"))
DEFAULT_FROM_EMAIL = env("EMAIL_FROM", default="noreply@localhost")
WAGTAIL_PASSWORD_RESET_ENABLED = bool(EMAIL_URL)

# What sends one-time codes to parties of cases: `mail:` (by EMAIL_URL), the https:// address of an SMS gateway, to which
# orders are signed with PARTY_GATEWAY_KEY, or the dotted path of a CodeSender. Without it no court can let parties read.
PARTY_CODE_SENDER = env("PARTY_CODE_SENDER", default="")
PARTY_GATEWAY_KEY = env("PARTY_GATEWAY_KEY", default="")
PARTY_CODES_MAY_BE_PRINTED = False

WAGTAIL_SITE_NAME = "法院网站群"
WAGTAILADMIN_BASE_URL = ""
WAGTAILIMAGES_IMAGE_MODEL = "court_media.CourtImage"
WAGTAILDOCS_DOCUMENT_MODEL = "court_media.CourtDocument"
WAGTAILIMAGES_IMAGE_FORM_BASE = "sites.media.forms.CleanedImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "sites.media.forms.CleanedDocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILADMIN_USER_LOGIN_FORM = "federation.accounts.forms.SignInForm"
# A text goes public by the release that the last sign-off gives, and what was signed is what goes public.
WAGTAIL_FINISH_WORKFLOW_ACTION = "sites.publishing.review.finishing.publish_released"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "sites.pages.admin_search"}}
# Wagtail's own tasks carry no tenant, so they run at once in the request that caused them.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

LOG_LEVEL = (env("LOG_LEVEL", default="") or "INFO").upper()
LOGGING = logging_settings(LOG_LEVEL if LOG_LEVEL in LEVELS else "INFO")
