"""Every address of a court's admin, for every role: what is let through is decided in roles_and_actions.json, and held to it.

The addresses come from the URL configuration. One that is not decided fails the test, and so does a decision that no address
needs any more. A cell is `+` (let through), `-` (refused: to the sign-in page, to the start page, or 403) or `0` (nothing there for
anybody in this role: 404). `!` is for addresses of Wagtail's own that let a role through and then fail for want of data. Addresses that only take
POST are posted to, without data. Every request is rolled back.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.models import Collection, Site, Task, Workflow

from federation.accounts.models import User
from federation.coordination.reasons import Reason
from federation.courts.models import CourtSite
from federation.ledger.models import PublicVersion
from sites.publishing.review.models import HotTopic, Release, Responsibility, SignOff, Unit
from sites.publishing.review.releasing import publishing_as
from sites.publishing.withdrawal.emergencies import withdraw_at_once
from sites.publishing.withdrawal.withdrawing import Decision
from sites.upkeep.models import CheckedAddress, ColumnProposal
from tests.pages import column, draft_article, publish_article
from tests.parties import party, released
from tests.review import submitted_article

DECISIONS = Path(__file__).with_name("roles_and_actions.json")
ROLES = ("visitor", "writer", "head", "secrecy", "approver", "publisher", "supervisor", "administrator")
ALWAYS_FAILS = {"failwhale/"}
"""Wagtail's own address for trying what an error looks like."""
pytestmark = pytest.mark.reviewed


def admin_routes() -> list[str]:
    """The routes below /admin/, as the URL configuration writes them."""
    resolver = get_resolver(settings.ROOT_URLCONF)
    admin = next(each for each in resolver.url_patterns if str(each.pattern) == "admin/")
    return sorted(set(_routes(admin, "")) - ALWAYS_FAILS)


def _routes(resolver: URLResolver, above: str) -> Iterator[str]:
    for each in resolver.url_patterns:
        route = above + str(each.pattern).removeprefix("^").removesuffix("\\Z")
        if isinstance(each, URLResolver):
            yield from _routes(each, route)
        elif isinstance(each, URLPattern):
            yield route


@pytest.fixture
def samples(people: dict[str, User], chaoyang: CourtSite) -> dict[str, Any]:
    """Something for every kind of address to show: a key of each table that addresses speak of."""
    article = submitted_article("送审的稿件", people["writer"])
    draft_article("草稿", "正文。", owner=people["writer"]).save_revision(user=people["writer"])
    Responsibility.objects.create(item="4.6", unit=Unit.objects.get(default=True))
    topic = HotTopic.objects.create(title="热点", occasion="起因")
    with publishing_as(Release.Ground.OPERATOR):
        hasty = publish_article("撤下的通知", "正文。")
        withdrawn = withdraw_at_once(hasty, Decision(reason=Reason.WRONG, words="日期写错了。"), user=None).withdrawal
        publish_article("公开的通知", "正文。")
    version = PublicVersion.objects.latest("pk")
    state = article.current_workflow_state
    return {
        "page_id": article.pk,
        "reports/public/": version.pk,
        "before": version.pk,
        "after": version.pk,
        "pages/": article.pk,
        "parent_page_id": column().pk,
        "dest_id": column().pk,
        "page_to_move_id": article.pk,
        "destination_id": column().pk,
        "revision_id": article.latest_revision_id,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "task_state_id": state.current_task_state_id,
        "workflow_state_id": state.pk,
        "task_id": Task.objects.order_by("pk").last().pk,
        "workflows/tasks/": Task.objects.order_by("pk").last().pk,
        "workflows/": Workflow.objects.order_by("pk").last().pk,
        "collections/": Collection.objects.order_by("pk").first().pk,
        "sites/": Site.objects.get().pk,
        "users/": people["writer"].pk,
        "groups/": people["writer"].groups.get().pk,
        "review/sign/": SignOff.objects.first().pk,
        "review/withdrawals/": withdrawn.pk,
        "review/units/": Unit.objects.first().pk,
        "review/responsibilities/": Responsibility.objects.get().pk,
        "review/hot-topics/": topic.pk,
        "upkeep/columns/": column().pk,
        "upkeep/links/": CheckedAddress.objects.create(kind="internal", target="/nowhere/").pk,
        "upkeep/proposals/": ColumnProposal.objects.create(column=column(), act="close", reason="无人更新").pk,
        **samples_of_the_room_for_parties(),
        "content_type_app_name": "court_pages",
        "content_type_model_name": "articlepage",
        "app_label": "wagtailcore",
        "model_name": "page",
        "action": "publish",
        "action_name": "approve",
    }


def samples_of_the_room_for_parties() -> dict[str, Any]:
    notice = released(party().case, file=b"%PDF-1.7")
    return {
        "case": notice.case_id,
        "parties/case/": notice.case_id,
        "parties/cases/": notice.case_id,
        "parties/people/": notice.case.parties.get().pk,
        "parties/notice/": notice.pk,
        "parties/files/": notice.files.get().pk,
    }


def address_of(route: str, samples: dict[str, Any]) -> str:
    """The route with a sample in place of each of its parameters."""

    above = max((key for key in samples if key.endswith("/") and route.startswith(key)), key=len, default="")

    def value(match: "re.Match[str]") -> str:
        kind, _colon, name = match[1].rpartition(":")
        if name in samples:
            return str(samples[name])
        if above and name in {"pk", "page_id", "group_id", "id"}:
            return str(samples[above])
        return "00000000-0000-0000-0000-000000000000" if kind == "uuid" else "1"

    plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route).rstrip("$")
    return "/admin/" + re.sub(r"<([^>]+)>", value, plain).replace("\\", "")


def outcome(client: Client, address: str) -> str:
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = client.get(address)
        if answer.status_code == 405:
            answer = client.post(address, {})
        transaction.set_rollback(True)
    client.cookies = cookies  # one of the addresses signs out
    where = answer.headers.get("Location", "")
    if answer.status_code == 403 or "/login/" in where or where == "/admin/":
        return "-"
    if answer.status_code >= 500:
        return "!"
    return "0" if answer.status_code == 404 else "+"


def test_every_role_is_let_through_where_it_was_decided(samples: dict[str, Any], chaoyang: CourtSite) -> None:
    decided: dict[str, str] = json.loads(DECISIONS.read_text(encoding="utf-8"))["decisions"]
    found: dict[str, str] = dict.fromkeys(admin_routes(), "")
    for role in ROLES:
        client = Client(HTTP_HOST=chaoyang.domain, raise_request_exception=False)
        if role != "visitor":
            client.force_login(User.objects.get(username=role))
        for route in found:
            found[route] += outcome(client, address_of(route, samples))

    different = {route: cells for route, cells in found.items() if decided.get(route) != cells}
    gone = sorted(decided.keys() - found.keys())
    assert not different, f"decide these ({', '.join(ROLES)}):\n{json.dumps(different, ensure_ascii=False, indent=1)}"
    assert not gone, f"no address needs these any more: {gone}"


def test_decisions_are_sane() -> None:
    """Whatever the cells say, some things are never so."""
    decided: dict[str, str] = json.loads(DECISIONS.read_text(encoding="utf-8"))["decisions"]
    cell = {route: dict(zip(ROLES, cells, strict=True)) for route, cells in decided.items()}

    assert {route for route, cells in cell.items() if cells["visitor"] == "+"} == {"login/", "jsi18n/", "sprite/"}
    assert {route for route, cells in cell.items() if "!" in cells.values()} == {"redirects/import/process/"}
    for role in set(ROLES) - {"administrator"}:
        for route in ("users/new/", "groups/new/", "workflows/add/"):
            assert cell[route][role] != "+"
    assert cell["review/pages/<int:page_id>/force/"]["publisher"] == "+"
    for role in ("writer", "head", "secrecy", "approver", "supervisor"):
        assert cell["review/pages/<int:page_id>/force/"][role] == "-"
    for role in ("writer", "head", "secrecy", "approver", "publisher"):
        assert cell["review/terms/"][role] == "-"
    ensure_what_is_for_parties_is_for_few(cell)


def ensure_what_is_for_parties_is_for_few(cell: dict[str, dict[str, str]]) -> None:
    """Supervisors see that something was read and not what; reviewers and approvers of what is public see neither."""
    room = {route: cells for route, cells in cell.items() if route.startswith("parties/")}
    assert len(room) > 15
    log = {"parties/accesses/", "parties/accesses/results/"}
    for route, cells in room.items():
        assert cells["secrecy"] == cells["approver"] == "-", route
        assert (cells["supervisor"] == "+") == (route in log | {"parties/terms/"}), route
        assert cells["writer"] != "+" or route not in log, route
