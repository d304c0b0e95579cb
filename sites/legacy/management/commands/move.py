"""``manage.py move --court CODE …``: the way of a court, by command."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tenants.utils import schema_context

from federation.courts.opening import find_site
from federation.domain.errors import FederationError
from sites.legacy.importing.columns import ColumnFinder
from sites.legacy.importing.following import plan
from sites.legacy.importing.site import home_of_site
from sites.legacy.management.move_arguments import ACTS
from sites.legacy.management.move_running import described, operator, run, work
from sites.legacy.management.planned import told as told_plan
from sites.legacy.models import MoveStep
from sites.legacy.moving.capturing import take_in_file
from sites.legacy.moving.cut_over_checks import Check, check_cut_over
from sites.legacy.moving.registering import register_move
from sites.legacy.moving.remaining import what_remains
from sites.legacy.moving.reviewing import review
from sites.legacy.moving.steps import active_step, start_step, stop_step, the_move
from sites.legacy.moving.switching import this_site
from sites.legacy.moving.undoing import last_undoable, preview_undo, start_undo
from sites.legacy.moving.way import Kind, require_may_follow

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
                legacy_url=options["url"],
                hosts=options["host"],
                publish=options["publish"],
                options=capture,
                by=operator(),
            )
        return {"lines": [_("原网站：%(url)s") % {"url": options["url"]}], "url": options["url"], "capture": capture}

    def act_capture(self, options: dict[str, Any]) -> dict[str, Any]:
        return work(Kind.CAPTURE, options)

    def act_read(self, options: dict[str, Any]) -> dict[str, Any]:
        return work(Kind.READ, options)

    def act_import(self, options: dict[str, Any]) -> dict[str, Any]:
        return work(Kind.IMPORT, options)

    def act_columns(self, options: dict[str, Any]) -> dict[str, Any]:
        if not options["dry_run"]:
            return work(Kind.COLUMNS, options)
        require_may_follow(Kind.COLUMNS, the_move().state)
        planned = list(plan(ColumnFinder(home_of_site())))
        pages, held = sum(each.pages for each in planned), sum(each.held for each in planned)
        total = _("共 %(pages)d 篇将移动，%(held)d 篇留在原处待取舍") % {"pages": pages, "held": held}
        lines = [*map(told_plan, planned), total]
        return {"lines": lines, "pages": pages, "held": held}

    def act_check(self, options: dict[str, Any]) -> dict[str, Any]:
        return work(Kind.CHECK, options)

    def act_add_file(self, options: dict[str, Any]) -> dict[str, Any]:
        file: Path = options["file"]
        if options["dry_run"]:
            require_may_follow(Kind.CAPTURE, the_move().state)
            size = filesizeformat(file.stat().st_size)
            return {"lines": [_("将复制 %(file)s（%(size)s）") % {"file": file, "size": size}]}
        with file.open("rb") as opened:
            return described(take_in_file(iter(lambda: opened.read(PIECE), b""), name=file.name, by=operator()))

    def act_review(self, options: dict[str, Any]) -> dict[str, Any]:
        if options["dry_run"]:
            return _status()
        return described(review(by=operator(), reason=options["reason"]))

    def act_cut_over(self, options: dict[str, Any]) -> dict[str, Any]:
        wanted = {"domain": options["domain"], "aliases": options["alias"]}
        if not options["dry_run"]:
            return run(start_step(kind=Kind.CUT_OVER, by=operator(), options=wanted))
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
        return run(start_step(kind=Kind.ROLL_BACK, by=operator(), options={"reason": options["reason"]}))

    def act_undo(self, options: dict[str, Any]) -> dict[str, Any]:
        step = last_undoable(the_move())
        if options["dry_run"]:
            return {"lines": [str(step), *preview_undo(step).words]}
        return run(start_undo(step, by=operator()))

    def act_stop(self, options: dict[str, Any]) -> dict[str, Any]:
        step = active_step(the_move())
        if step is None:
            return {"lines": [_("没有正在进行的步骤。")]}
        return (
            {"lines": [str(step)]} if options["dry_run"] else described(stop_step(step, by=operator())) | {"state": ""}
        )

    def act_status(self, options: dict[str, Any]) -> dict[str, Any]:
        return _status()

    def _say(self, told: dict[str, Any], options: dict[str, Any]) -> None:
        lines = told.pop("lines")
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(lines))


def _status() -> dict[str, Any]:
    move = the_move()
    left = [{"key": each.key, "count": each.count, "words": each.words} for each in what_remains(move)]
    done = list(move.steps.order_by("pk"))
    steps = [
        {
            "step": step.kind,
            "state": step.state,
            "by": step.by,
            "at": timezone.localtime(step.created_at).isoformat(timespec="seconds"),
            "message": step.message,
        }
        for step in done
    ]
    lines = [
        f"{move.legacy_url} → {this_site().address}：{move.get_state_display()}",
        *(f"{row['at']}  {described(step)['lines'][0]}  {step.by}" for row, step in zip(steps, done, strict=True)),
        *(_("待办：%(what)s") % {"what": row["words"]} for row in left),
    ]
    return {"lines": lines, "stage": move.state, "steps": steps, "remaining": left}


def _line(check: Check) -> str:
    if check.passed:
        return _("通过") + f"  {check.words}"
    return (_("注意") if check.warning else _("不通过")) + f"  {check.words}：{check.mend}"
