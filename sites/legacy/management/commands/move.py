"""``manage.py move --court CODE …``: the way of a court, by command."""

import getpass
import json
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_tenants.utils import schema_context
from rich.console import Console

from federation.courts.opening import find_site
from federation.courts.progress import shown_progress
from federation.domain.errors import FederationError
from sites.legacy.importing.columns import ColumnFinder
from sites.legacy.importing.following import plan
from sites.legacy.importing.site import home_of_site
from sites.legacy.management.planned import told as told_plan
from sites.legacy.models import MoveStep
from sites.legacy.moving.capturing import take_in_file
from sites.legacy.moving.cut_over_checks import Check, check_cut_over
from sites.legacy.moving.errors import StepStopped
from sites.legacy.moving.progress import Ask
from sites.legacy.moving.registering import register_move
from sites.legacy.moving.remaining import what_remains
from sites.legacy.moving.reviewing import review
from sites.legacy.moving.running import run_step
from sites.legacy.moving.steps import active_step, go_on, settle_abandoned, start_step, stop_step, the_move
from sites.legacy.moving.switching import this_site
from sites.legacy.moving.undoing import last_undoable, preview_undo, start_undo
from sites.legacy.moving.way import CAN_GO_ON, Kind, require_may_follow

STOPPED = 4
PIECE = 1 << 20


class Command(BaseCommand):
    help = (
        "Move a court's legacy site onto the platform, step by step, or say how far it is. Ctrl-C stops a step gently; the "
        "same command goes on. Exit status: 0 done, 1 refused or failed, 4 stopped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--court", required=True, help="the court's code (法院代字), such as 京0105")
        acts = parser.add_subparsers(dest="act", required=True, metavar="ACT", parser_class=ArgumentParser)
        for name, words, add in ACTS:
            act = acts.add_parser(name, help=words, description=words)
            act.add_argument("--json", action="store_true", help="print what there is to say as JSON")
            act.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
            add(act)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            site = find_site(options["court"])
            with schema_context(site.schema_name):
                told = getattr(self, "act_" + options["act"].replace("-", "_"))(options)
        except (FederationError, OSError) as error:
            raise CommandError(str(error)) from error
        self._say(told, options)
        if told.get("state") == MoveStep.State.STOPPED:
            sys.exit(STOPPED)
        if told.get("state") == MoveStep.State.FAILED or told.get("ready") is False:
            sys.exit(1)

    def act_register(self, options: dict[str, Any]) -> dict[str, Any]:
        capture = {
            "routes": options["resolve"],
            "networks": options["allow_private"],
            "delay": options["delay"],
            "concurrency": options["concurrency"],
            "obey_robots": not options["ignore_robots"],
            "max_pages": options["max_pages"],
            "insecure_tls": options["insecure_tls"],
        }
        if not options["dry_run"]:
            register_move(
                legacy_url=options["url"], hosts=options["host"], publish=options["publish"], options=capture, by=_by()
            )
        return {"lines": [f"legacy site: {options['url']}"], "url": options["url"], "capture": capture}

    def act_capture(self, options: dict[str, Any]) -> dict[str, Any]:
        return _work(Kind.CAPTURE, options)

    def act_read(self, options: dict[str, Any]) -> dict[str, Any]:
        return _work(Kind.READ, options)

    def act_import(self, options: dict[str, Any]) -> dict[str, Any]:
        return _work(Kind.IMPORT, options)

    def act_columns(self, options: dict[str, Any]) -> dict[str, Any]:
        if not options["dry_run"]:
            return _work(Kind.COLUMNS, options)
        require_may_follow(Kind.COLUMNS, the_move().state)
        planned = list(plan(ColumnFinder(home_of_site())))
        pages, held = sum(each.pages for each in planned), sum(each.held for each in planned)
        lines = [*map(told_plan, planned), f"{pages} pages would move, {held} would stay until somebody decides"]
        return {"lines": lines, "pages": pages, "held": held}

    def act_check(self, options: dict[str, Any]) -> dict[str, Any]:
        return _work(Kind.CHECK, options)

    def act_add_file(self, options: dict[str, Any]) -> dict[str, Any]:
        file: Path = options["file"]
        if options["dry_run"]:
            require_may_follow(Kind.CAPTURE, the_move().state)
            return {"lines": [f"{file} would be copied: {file.stat().st_size:,} bytes"]}
        with file.open("rb") as opened:
            return _told(take_in_file(iter(lambda: opened.read(PIECE), b""), name=file.name, by=_by()))

    def act_review(self, options: dict[str, Any]) -> dict[str, Any]:
        if options["dry_run"]:
            return _status()
        return _told(review(by=_by(), reason=options["reason"]))

    def act_cut_over(self, options: dict[str, Any]) -> dict[str, Any]:
        wanted = {"domain": options["domain"], "aliases": options["alias"]}
        if not options["dry_run"]:
            return _run(start_step(kind=Kind.CUT_OVER, by=_by(), options=wanted))
        checks = check_cut_over(the_move(), site=this_site(), **wanted)
        ready = not any(check.stops for check in checks)
        rows = [
            {"key": check.key, "words": check.words, "passed": check.passed, "mend": check.mend} for check in checks
        ]
        return {"lines": [_line(check) for check in checks], "ready": ready, "checks": rows}

    def act_roll_back(self, options: dict[str, Any]) -> dict[str, Any]:
        if options["dry_run"]:
            require_may_follow(Kind.ROLL_BACK, the_move().state)
            return {"lines": [f"{this_site().domain} → {the_move().temporary_domain}"]}
        return _run(start_step(kind=Kind.ROLL_BACK, by=_by(), options={"reason": options["reason"]}))

    def act_undo(self, options: dict[str, Any]) -> dict[str, Any]:
        step = last_undoable(the_move())
        if options["dry_run"]:
            return {"lines": [str(step), *preview_undo(step).words]}
        return _run(start_undo(step, by=_by()))

    def act_stop(self, options: dict[str, Any]) -> dict[str, Any]:
        step = active_step(the_move())
        if step is None:
            return {"lines": ["no step is under way"]}
        return {"lines": [str(step)]} if options["dry_run"] else _told(stop_step(step, by=_by())) | {"state": ""}

    def act_status(self, options: dict[str, Any]) -> dict[str, Any]:
        return _status()

    def _say(self, told: dict[str, Any], options: dict[str, Any]) -> None:
        lines = told.pop("lines")
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(lines))


def _work(kind: str, options: dict[str, Any]) -> dict[str, Any]:
    """A step of work: the last of its kind goes on if it was stopped or failed, unless it is to begin anew."""
    move = the_move()
    settle_abandoned(move)
    last = move.steps.filter(kind=kind).first()
    goes_on = last is not None and last.state in CAN_GO_ON and not options["anew"]
    if options["dry_run"]:
        require_may_follow(kind, move.state)
        return {"lines": [f"{Kind(kind).value} would {'go on' if goes_on else 'begin'}"], "goes_on": goes_on}
    if last is not None and goes_on:
        return _run(go_on(last, by=_by()))
    return _run(start_step(kind=kind, by=_by()))


def _run(step: MoveStep) -> dict[str, Any]:
    with shown_progress(Console(stderr=True)) as show, _interrupts_stop() as ask:
        return _told(run_step(step, ask=ask, show=show))


def _told(step: MoveStep) -> dict[str, Any]:
    name = MoveStep.Kind(step.kind).value
    line = f"{name}: {step.state}" + (f" ({step.message})" if step.message else "")
    return {"lines": [line], "step": name, "state": step.state, "message": step.message, "result": step.result}


def _status() -> dict[str, Any]:
    move = the_move()
    left = [{"key": each.key, "count": each.count, "words": each.words} for each in what_remains(move)]
    steps = [
        {
            "step": step.kind,
            "state": step.state,
            "by": step.by,
            "at": step.created_at.isoformat(timespec="seconds"),
            "message": step.message,
        }
        for step in move.steps.order_by("pk")
    ]
    lines = [
        f"{move.legacy_url} → {this_site().address}: {move.state}",
        *("{at}  {step:10} {state:8} {by}  {message}".format(**row).rstrip() for row in steps),
        *(f"left: {row['words']}" for row in left),
    ]
    return {"lines": lines, "stage": move.state, "steps": steps, "remaining": left}


def _line(check: Check) -> str:
    if check.passed:
        return f"ok       {check.words}"
    return f"{'warning' if check.warning else 'FAILED':8} {check.words}：{check.mend}"


def _by() -> str:
    return getpass.getuser()


@contextmanager
def _interrupts_stop() -> Iterator[Ask]:
    """The first SIGINT or SIGTERM stops the step at its next breath, a second one at once."""
    received: list[int] = []

    def note(number: int, _frame: object) -> None:
        received.append(number)
        signal.signal(number, before[signal.Signals(number)])

    def ask() -> None:
        if received:
            raise StepStopped

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number in before:
        signal.signal(number, note)
    try:
        yield ask
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _registration(parser: ArgumentParser) -> None:
    parser.add_argument("--url", required=True, help="home page of the legacy site")
    parser.add_argument("--host", action="append", default=[], help="a further host of the same site")
    parser.add_argument("--publish", action="store_true", help="publish what is imported at once; otherwise drafts")
    parser.add_argument("--resolve", action="append", default=[], metavar="HOST=ADDRESS:PORT")
    parser.add_argument("--allow-private", action="append", default=[], metavar="NETWORK", help="such as 10.3.0.0/16")
    parser.add_argument("--delay", type=float, default=0.5, help="seconds between requests to a host (%(default)s)")
    parser.add_argument("--concurrency", type=int, default=4, help="requests at a time (%(default)s)")
    parser.add_argument("--max-pages", type=int, help="addresses of a capture")
    parser.add_argument("--ignore-robots", action="store_true", help="fetch what robots.txt forbids")
    parser.add_argument(
        "--insecure-tls", action="store_true", help="believe servers whose certificate is not valid; each is recorded"
    )


def _anew(parser: ArgumentParser) -> None:
    parser.add_argument("--anew", action="store_true", help="begin anew, even if the last one was stopped or failed")


def _file(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a WARC, a WordPress export, a table of articles, a zip of the site")


def _reason(parser: ArgumentParser) -> None:
    parser.add_argument("--reason", default="", help="why, kept on record")


def _domain(parser: ArgumentParser) -> None:
    parser.add_argument("--domain", required=True, help="host name of the site from now on")
    parser.add_argument("--alias", action="append", default=[], help="a host name that redirects to it")


def _nothing(parser: ArgumentParser) -> None:
    """An act without options of its own."""


ACTS = [
    ("register", "register the move and its legacy site", _registration),
    ("capture", "crawl the legacy site into a new archive", _anew),
    ("add-file", "take a file as a source, in place of a capture or beside it", _file),
    ("read", "read the sources", _anew),
    ("import", "import what was read", _anew),
    ("columns", "let imported pages follow what was decided about their columns since", _anew),
    ("check", "compare with the original, and account for every address", _anew),
    ("review", "declare the site reviewed; with things left undone only for a reason", _reason),
    ("cut-over", "check everything, then switch the domain", _domain),
    ("roll-back", "give the site back its earlier domain, and lose nothing", _reason),
    ("undo", "undo the last capture, reading, import or review", _nothing),
    ("stop", "stop the step that is under way, whoever runs it", _nothing),
    ("status", "say how far the move is, and what remains", _nothing),
]
