"""The ledger in the admin: all chains on the platform, with the state of its verification."""

import csv
from collections.abc import Callable
from html import unescape
from io import StringIO

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from federation.courts.models import CourtSite
from federation.ledger.appending import append
from federation.ledger.entries import Actor
from federation.ledger.events import Event
from federation.ledger.models import Checkpoint, Verification

Browse = Callable[..., Client]
ACTOR = Actor("qian", "钱七", "court_bj0105")


@pytest.fixture
def administrator(portal: CourtSite, browse: Browse) -> Client:
    return browse(portal, "platform")


@pytest.fixture(autouse=True)
def _entries(db: None) -> None:
    append(court="京0105", event=Event.FORCED, subject="京0105:7", actor=ACTOR, details={"reason": "=紧急情况"})
    append(court="京0106", event=Event.SIGNED, subject="京0106:8", actor=ACTOR)
    append(court="", event=Event.PRIORITY_ISSUED, subject="2026", actor=Actor("platform"))


def words(client: Client, **parameters: str) -> str:
    answer = client.get("/admin/ledger/", parameters)
    assert answer.status_code == 200
    return " ".join(unescape(strip_tags(answer.content.decode())).split())


def exported(client: Client, **parameters: str) -> list[dict[str, str]]:
    answer = client.get("/admin/ledger/", {"export": "csv", **parameters})
    return list(csv.DictReader(StringIO(b"".join(answer.streaming_content).decode())))


def test_the_platform_lists_all_chains(administrator: Client) -> None:
    listed = words(administrator, actor="钱七")

    assert "北京市朝阳区人民法院" in listed
    assert "强制公开" in listed
    assert "理由：=紧急情况" in listed
    assert "北京市丰台区人民法院" in listed


@pytest.mark.parametrize(
    ("choice", "subjects"),
    [
        ({"court": "京0105", "actor": "钱七"}, ["京0105:7"]),
        ({"court": "丰台区人民法院", "actor": "钱七"}, ["京0106:8"]),
        ({"court": "平台"}, ["2026"]),
        ({"event": "signed"}, ["京0106:8"]),
        ({"subject": "京0105:7"}, ["京0105:7"]),
        ({"actor": "qian", "time_from": "2001-01-01", "time_to": "2001-01-02"}, []),
    ],
)
def test_the_list_narrows(administrator: Client, choice: dict[str, str], subjects: list[str]) -> None:
    assert [row["对象"] for row in exported(administrator, **choice)] == subjects


def test_the_export_has_what_verifies_an_entry_and_no_formulas(administrator: Client) -> None:
    (row,) = exported(administrator, subject="京0105:7")

    assert (row["法院代字"], row["事项代码"], row["账号"]) == ("京0105", "forced", "qian")
    assert row["详情"] == '{"reason":"=紧急情况"}'
    assert len(row["哈希值"]) == 64


def test_the_state_of_verification_and_the_last_checkpoint_stand_above(administrator: Client) -> None:
    assert "台账尚未核验" in words(administrator)
    Checkpoint.objects.create(time=timezone.now(), name="20260101T000000Z.json", entries=3, tree="a" * 64)
    Verification.objects.create(entries=3, checkpoints=1, fault_count=0, seconds=0.1)
    assert "核验了全平台 3 条记录和 1 个检查点，未发现改动。" in words(administrator)
    assert "20260101T000000Z.json" in words(administrator)

    fault = {"kind": "changed", "court": "京0105", "number": 7, "words": "此条被改动过。"}
    Verification.objects.create(entries=3, checkpoints=1, fault_count=1, faults=[fault], seconds=0.1)

    assert "发现 1 处不符，台账可能被改动过。京0105 #7：此条被改动过。" in words(administrator)


def test_nobody_without_the_permission_reads_it(chaoyang: CourtSite, browse: Browse) -> None:
    editor = browse(chaoyang, "editor")

    assert editor.get("/admin/ledger/").status_code == 302
    assert editor.get("/admin/reports/public/").status_code == 302
