"""An import in a process of its own, which kills itself at a point that it is given.

Run as `python -m tests.flows.importing.killed_import '{"database": {…}, "schema": …, "capture": …, "media": …, "kill": …}'`.
`kill` is null, or names a phase (articles, settle, links), a moment (statement, commit, committed, file) and which one of that
phase it is: before the nth SQL statement, before or after the nth commit, or with half of the nth file written.
"""

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

PHASES = ("articles", "settle", "links")


class Plug:
    """Counts what happens in each phase, and pulls the plug when it is time."""

    def __init__(self, kill: dict[str, Any] | None) -> None:
        self.kill, self.phase, self.seen = kill, "", Counter[str]()

    def pass_by(self, moment: str) -> bool:
        """Note a moment. Whether it is the last one."""
        self.seen[f"{self.phase} {moment}"] += 1
        kill = self.kill
        return kill is not None and (self.phase, moment, self.seen[f"{self.phase} {moment}"]) == (
            kill["phase"],
            kill["moment"],
            kill["number"],
        )

    def pull(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def entering(self, phase: str, act: Callable[..., Any]) -> Callable[..., Any]:
        """The act of a phase, which says that it has begun."""

        def enter(*args: Any, **kwargs: Any) -> Any:
            self.phase = phase
            return act(*args, **kwargs)

        return enter


def main(order: dict[str, Any]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "federation.config.settings.test"
    import django
    from django.conf import settings

    settings.DATABASES["default"] |= order["database"]
    settings.MEDIA_ROOT = Path(order["media"])
    django.setup()
    plug = Plug(order["kill"])
    with ExitStack() as stack:
        _rig(plug, stack)
        _import(order, plug)
    print(json.dumps(plug.seen))


def _rig(plug: Plug, stack: ExitStack) -> None:
    from unittest.mock import patch

    from django.core.files.storage import FileSystemStorage
    from django.db import connection

    from sites.legacy.importing import importing, linking
    from sites.legacy.importing.articles import ArticleImporter
    from sites.legacy.importing.settling import Settler

    def watched(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if plug.pass_by("statement"):
            plug.pull()
        return execute(sql, params, many, context)

    commit = connection._commit

    def committing() -> None:
        if plug.pass_by("commit"):
            plug.pull()
        commit()
        if plug.pass_by("committed"):
            plug.pull()

    save = FileSystemStorage._save

    def half_saved(storage: Any, name: str, content: Any) -> str:
        if plug.pass_by("file"):
            target = Path(storage.path(name))
            target.parent.mkdir(parents=True, exist_ok=True)
            whole = content.read()
            target.write_bytes(whole[: len(whole) // 2])
            plug.pull()
        return save(storage, name, content)

    small = {"BATCH": 7, "SETTLED_AT_ONCE": 9}
    for name, size in small.items():
        stack.enter_context(patch.object(importing, name, size))
    stack.enter_context(patch.object(linking, "BATCH", 3))
    import_batch, settle = ArticleImporter.import_batch, Settler.settle
    stack.enter_context(patch.object(ArticleImporter, "import_batch", plug.entering("articles", import_batch)))
    stack.enter_context(patch.object(Settler, "settle", plug.entering("settle", settle)))
    resolve = linking.resolve_links_of
    stack.enter_context(patch.object(linking, "resolve_links_of", plug.entering("links", resolve)))
    stack.enter_context(patch.object(connection, "_commit", committing))
    stack.enter_context(patch.object(FileSystemStorage, "_save", half_saved))
    stack.enter_context(connection.execute_wrapper(watched))


def _import(order: dict[str, Any], plug: Plug) -> None:
    from django_tenants.utils import schema_context

    from tests.legacy_sites import move_in

    with schema_context(order["schema"]):
        move_in(Path(order["capture"]), publish=True)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
