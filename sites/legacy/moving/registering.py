"""The first act of a move: whose site comes from where."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from federation.courts.selectors import court_of_schema
from sites.legacy.capture.addresses import absolute_address
from sites.legacy.models import Move, MoveStep
from sites.legacy.moving.errors import MoveRefused
from sites.legacy.moving.mirroring import mirror
from sites.legacy.moving.steps import record_act
from sites.legacy.moving.way import Kind


@transaction.atomic
def register_move(
    *, legacy_url: str, by: str, hosts: Iterable[str] = (), publish: bool = False, options: dict[str, Any] | None = None
) -> Move:
    """Register the move of the current court's legacy site. `options` are those of its captures. Raises MoveRefused."""
    if court_of_schema() is None:
        raise MoveRefused(_("不在任何法院的网站中，无法登记迁移。请用 --court 指明法院代字。"))
    registered = Move.objects.first()
    if registered is not None:
        raise MoveRefused(_("本院的迁移已经登记，原网站是 %(url)s。") % {"url": registered.legacy_url})
    address = absolute_address(legacy_url.strip())
    if address is None:
        raise MoveRefused(
            _("“%(url)s”不是网址。请填写原网站首页的完整网址，以 http:// 或 https:// 开头。") % {"url": legacy_url}
        )
    move = Move.objects.create(
        legacy_url=address, legacy_hosts=sorted(set(hosts)), publish=publish, capture_options=options or {}
    )
    record_act(move, kind=Kind.REGISTER, by=by, result={"url": address}, message=address)
    mirror(move)
    return move


@transaction.atomic
def change_registration(
    move: Move, *, legacy_url: str, hosts: Iterable[str], publish: bool, options: dict[str, Any], by: str
) -> MoveStep:
    """Correct what was registered; recorded, like everything else. `options` replace those of captures that they name.

    Raises MoveRefused once the site is cut over.
    """
    if move.state == Move.State.CUT_OVER:
        raise MoveRefused(_("网站已切换，登记的内容不能再改。"))
    address = absolute_address(legacy_url.strip())
    if address is None:
        raise MoveRefused(
            _("“%(url)s”不是网址。请填写原网站首页的完整网址，以 http:// 或 https:// 开头。") % {"url": legacy_url}
        )
    move.legacy_url, move.legacy_hosts, move.publish = address, sorted(set(hosts)), publish
    move.capture_options = move.capture_options | options
    move.save(update_fields=["legacy_url", "legacy_hosts", "publish", "capture_options"])
    return record_act(move, kind=Kind.REGISTER, by=by, result={"url": address}, message=address)
