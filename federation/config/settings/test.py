"""The tests: as on a developer's machine, in a data folder of their own, with cheap passwords."""

import os
import tempfile
from pathlib import Path

from federation.config.settings.base import BASE_DIR, env
from federation.config.settings.local import *  # noqa: F403
from federation.config.settings.local import DATABASES

DATA_DIR = Path(env("TEST_DATA_DIR", default="") or BASE_DIR / "var" / "test")
EMBEDDED_POSTGRES_FOLDER = DATA_DIR / "postgres"
MEDIA_ROOT = Path(tempfile.gettempdir()) / f"federation-test-media-{os.getpid()}"
LEDGER_KEY = Path(tempfile.gettempdir()) / f"federation-test-ledger-{os.getpid()}" / "key.pem"
SECRET_KEY = "for tests alone"
PUBLIC_PORT = 80
DATABASES["default"]["OPTIONS"] = {"options": "-c synchronous_commit=off"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
