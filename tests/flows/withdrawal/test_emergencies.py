"""An emergency withdrawal by the court: out of everything in one act, an account of every place, and somebody else's confirmation."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from federation.accounts.models import User
from federation.coordination.models import CopyRequest, WithdrawalReport
from federation.courts.models import CourtSite
from federation.ledger.models import Entry
from search.backends.base import SearchUnavailable
from search.documents.models import Document
from search.suggesting.models import Related
from sites.legacy.models import OldAddress
from sites.media.placing import settle_files, still_lying
from sites.media.public_storage import public_place
from sites.pages.models import ArticlePage
from sites.publishing.review.models import Release
from sites.publishing.review.releasing import publishing_as
from sites.publishing.withdrawal import reaching
from sites.publishing.withdrawal.models import Emergency, Place, Withdrawal
from sites.publishing.withdrawal.tasks import StillOpen
from sites.publishing.withdrawal.tasks import reach as reach_later
from tests.pages import column, publish_article
from tests.review import waiting
from tests.stored_files import new_document, new_image, publish_blocks, shown

pytestmark = pytest.mark.reviewed
Browse = Callable[..., Client]
WORD = "珊瑚礁"
LONG = "当事人应当按照通知载明的时间、地点到庭参加诉讼，并携带本人身份证件和有关证据材料。" * 5
GIVEN = {"reason": "personal", "words": "附件中有未隐去的当事人信息。"}


def public(title: str, body: str = "正文。", **fields: Any) -> ArticlePage:
    with publishing_as(Release.Ground.IMPORT):
        return publish_article(title, body, **fields)


def at_once(client: Client, page: Page) -> Any:
    return client.post(f"/admin/review/pages/{page.pk}/withdraw/", GIVEN, follow=True)


@pytest.fixture
def publisher(browse: Browse, chaoyang: CourtSite, people: dict[str, User]) -> Client:
    return browse(chaoyang, "publisher")


def test_it_is_gone_from_everything(
    publisher: Client, browse: Browse, chaoyang: CourtSite, portal: CourtSite, inside: Callable
) -> None:
    visitor, citizen = browse(chaoyang), browse(portal)
    paper, picture = new_document("name-list.txt", b"coral"), new_image()
    with publishing_as(Release.Ground.IMPORT):
        page = publish_blocks(shown(paper), shown(picture), title=f"{WORD}案公告", slug="coral", summary=WORD)
        page.create_alias(parent=column("about"), update_slug="coral-too")
    OldAddress.objects.create(
        key="/art/1.html", url="http://www.example.cn/art/1.html", outcome=OldAddress.Outcome.IMPORTED, page=page
    )
    Related.objects.create(key="京0106:1", related=[f"京0105:{page.pk}", "京0106:2"], wanted=False)
    places = {
        "page": (visitor, "/news/coral/"),
        "alias": (visitor, "/about/coral-too/"),
        "old address": (visitor, "/art/1.html"),
        "attachment": (visitor, paper.url),
        "picture": (visitor, picture.file.url),
    }
    mentions = {
        "column": (visitor, "/news/"),
        "feed": (visitor, "/news/feed/"),
        "home": (visitor, "/"),
        "site map": (visitor, "/sitemap.xml"),
        "search": (citizen, f"/search/?q={WORD}"),
        "portal": (citizen, "/"),
        "API": (citizen, f"/api/search?q={WORD}"),
        "suggestions": (citizen, f"/search/suggest/?q={WORD}"),
    }
    before = {name: client.get(address).status_code for name, (client, address) in places.items()}
    assert before == dict.fromkeys(places, 200) | {"old address": 301}
    told = {name: _mentions(client.get(address)) for name, (client, address) in mentions.items()}
    assert told["column"], told
    assert told["search"], told
    assert told["API"], told
    assert told["feed"], told

    account = at_once(publisher, page).content.decode()

    after = {name: client.get(address).status_code for name, (client, address) in places.items()}
    assert after == {"page": 410, "alias": 410, "old address": 410, "attachment": 404, "picture": 404}
    assert {name for name, (client, address) in mentions.items() if _mentions(client.get(address))} == set()
    assert Related.objects.get(key="京0106:1").related == ["京0106:2"]
    with inside(chaoyang):
        assert not Place.objects.filter(state="open").exists()
    assert "毫秒" in account
    assert "https://help.baidu.com/" in account


def _mentions(answer: Any) -> bool:
    said = answer.content.decode()
    # What was asked for is repeated by the page that answers; its own title and address are not.
    return f"{WORD}案公告" in said or "/news/coral/" in said or f"{WORD}</mark>案公告" in said


def test_the_ledger_and_the_superior_are_told(publisher: Client, chaoyang: CourtSite) -> None:
    page = public("通知", slug="coral")

    at_once(publisher, page)

    entry = Entry.objects.filter(subject=f"京0105:{page.pk}").latest("number")
    assert (entry.event, entry.actor) == ("emergency_withdrawn", "publisher")
    assert json.loads(entry.details)["reason"] == "涉及个人信息或者未成年人：附件中有未隐去的当事人信息。"
    report = WithdrawalReport.objects.get()
    assert (report.court_id, report.title, report.ordered, report.left_open) == ("京0105", "通知", False, 0)
    assert report.url == f"{chaoyang.address}/news/coral/"
    assert {each["where"] for each in report.places} >= {"pages", "files", "table", "index", "engines"}


def test_a_review_under_way_brings_nothing_back(publisher: Client, people: dict[str, User]) -> None:
    page = public("通知")
    page.save_revision(user=people["writer"])
    page.get_workflow().start(page, people["writer"])
    assert waiting(page)

    at_once(publisher, page)

    assert not waiting(page)
    assert Page.objects.get(pk=page.pk).current_workflow_state is None


def test_an_index_that_does_not_answer_is_said_and_tried_again(
    publisher: Client, browse: Browse, chaoyang: CourtSite, people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = public("通知")

    def away(keys: list[str]) -> bool:
        raise SearchUnavailable("Elasticsearch 没有及时回答。")

    with monkeypatch.context() as broken:
        broken.setattr(reaching, "remove_at_once", away)
        account = at_once(publisher, page).content.decode()
        assert "没有及时回答" in account
        assert "恢复后自动撤下" in account
        assert WithdrawalReport.objects.get().left_open == 1
        assert "检索引擎" in browse(chaoyang, "supervisor").get("/admin/").content.decode()
        emergency = Emergency.objects.get()
        with pytest.raises(StillOpen):
            reach_later(chaoyang.schema_name, emergency.pk)

    reach_later(chaoyang.schema_name, emergency.pk)

    assert not Place.objects.filter(state="open").exists()
    assert WithdrawalReport.objects.get().left_open == 0


def test_a_file_that_another_public_page_needs_is_said(publisher: Client, browse: Browse, chaoyang: CourtSite) -> None:
    paper = new_document()
    with publishing_as(Release.Ground.IMPORT):
        page = publish_blocks(shown(paper), title="甲", slug="first")
        publish_blocks(shown(paper), title="乙", slug="second")

    account = at_once(publisher, page).content.decode()

    assert "另有公开的页面在用" in account
    assert "/news/second/" in account
    assert browse(chaoyang).get(paper.url).status_code == 200


def test_it_is_shown_until_a_supervisor_who_had_no_hand_in_it_confirms(
    publisher: Client, browse: Browse, chaoyang: CourtSite, people: dict[str, User]
) -> None:
    page = public("紧急的通知")
    at_once(publisher, page)
    made = Withdrawal.objects.get()
    supervisor = browse(chaoyang, "supervisor")
    address = f"/admin/review/withdrawals/{made.pk}/"

    assert "紧急的通知" in browse(chaoyang, "writer").get("/admin/").content.decode()
    publisher.post(address, {"remark": "我自己确认。"})
    assert Emergency.objects.get().confirmed_at is None
    assert "确认紧急撤下" in supervisor.get("/admin/").content.decode()

    supervisor.post(address, {"remark": "已核对各处。"})

    assert Emergency.objects.get().confirmed_at is not None
    assert WithdrawalReport.objects.get().remark == "已核对各处。"
    assert "紧急的通知" not in browse(chaoyang, "writer").get("/admin/").content.decode()
    assert Entry.objects.filter(event="confirmed", subject=f"京0105:{page.pk}").exists()


def test_a_supervisor_may_and_nobody_confirms_their_own(
    browse: Browse, chaoyang: CourtSite, people: dict[str, User]
) -> None:
    page = public("通知")
    supervisor = browse(chaoyang, "supervisor")

    at_once(supervisor, page)
    made = Withdrawal.objects.get()
    supervisor.post(f"/admin/review/withdrawals/{made.pk}/", {"remark": "没有问题。"})

    assert not Page.objects.get(pk=page.pk).live
    assert Emergency.objects.get().confirmed_at is None


def test_whoever_does_not_work_with_pages_gives_the_address(
    browse: Browse, chaoyang: CourtSite, people: dict[str, User]
) -> None:
    page = public("通知", slug="coral")
    supervisor, address = browse(chaoyang, "supervisor"), "/admin/review/withdrawals/at-once/"

    assert address in supervisor.get("/admin/review/withdrawals/").content.decode()
    led = supervisor.post(address, {"address": f"{chaoyang.address}/news/coral/?from=search"})
    elsewhere = supervisor.post(address, {"address": "http://fengtai.localhost/news/coral/"})

    assert led["Location"] == f"/admin/review/pages/{page.pk}/withdraw/"
    assert "没有公开的页面" in elsewhere.content.decode()


def test_nobody_else_may(browse: Browse, chaoyang: CourtSite, people: dict[str, User]) -> None:
    page = public("通知")

    for name in ("writer", "head", "secrecy", "approver"):
        at_once(browse(chaoyang, name), page)

    assert Page.objects.get(pk=page.pk).live


def test_the_same_text_elsewhere_is_named_and_the_superior_asked(
    publisher: Client, fengtai: CourtSite, inside: Callable
) -> None:
    page = public("通知", LONG)
    with inside(fengtai):
        public("通知", LONG, slug="copy")

    account = at_once(publisher, page).content.decode()
    made = Withdrawal.objects.get()
    publisher.post(f"/admin/review/withdrawals/{made.pk}/copies/")
    publisher.post(f"/admin/review/withdrawals/{made.pk}/copies/")

    assert f"{fengtai.address}/news/copy/" in account
    asked = CopyRequest.objects.get()
    assert (asked.asking_id, asked.holding_id, asked.state) == ("京0105", "京0106", "waiting")
    assert Document.objects.filter(court="京0106", removed=False, title="通知").exists(), "a court reaches no other"


def test_copies_at_the_public_place_go_at_once_and_are_tried_again_while_their_storage_is_away(
    publisher: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = new_document("copied.txt", b"coral")
    with publishing_as(Release.Ground.IMPORT):
        first, second = (publish_blocks(shown(paper), slug=slug, title=slug) for slug in ("first", "second"))
    settle_files(documents=[paper.pk])
    assert still_lying(documents=[paper.pk])
    at_once(publisher, first)
    assert still_lying(documents=[paper.pk]), "the second page shows it"

    with monkeypatch.context() as away:
        away.setattr(type(public_place()), "remove", _away)
        at_once(publisher, second)
        place = Place.objects.get(where="files", emergency=Emergency.objects.latest("pk"))
        assert (place.state, "away" in place.failure) == ("open", True)
        assert still_lying(documents=[paper.pk])

    assert reaching.reach(place.emergency) == []
    assert still_lying(documents=[paper.pk]) == []


def _away(*_args: Any) -> None:
    raise OSError("away")
