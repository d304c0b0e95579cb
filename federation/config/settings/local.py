"""A developer's machine and the demo: plain http, addresses under *.localhost, everything in the data folder."""

from federation.config.environment import whole_number
from federation.config.secrets import kept_secret
from federation.config.settings.base import *  # noqa: F403
from federation.config.settings.base import DATA_DIR, STORAGES, env

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="") or kept_secret(DATA_DIR / "secret-key")
PORTAL_DOMAIN = env("PORTAL_DOMAIN", default="") or "portal.localhost"
PUBLIC_PORT = whole_number(env("PUBLIC_PORT", default=""), default=8000)
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# Codes for parties are printed where the worker runs.
PARTY_CODE_SENDER = env("PARTY_CODE_SENDER", default="") or "console:"
PARTY_CODES_MAY_BE_PRINTED = True
