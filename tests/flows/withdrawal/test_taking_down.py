"""What was public comes down for a reason, through the admin's own pages, and its address says so."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from federation.accounts.models import User
from federation.coordination.reasons import Reason
from federation.courts.models import CourtSite
from federation.ledger.models import Entry
from search.documents.models import Document
from sites.legacy.models import OldAddress
from sites.pages.models import ArticlePage
from sites.publishing.gate.errors import WithdrawalRefused
from sites.publishing.review.models import Release
from sites.publishing.review.releasing import publishing_as
from sites.publishing.withdrawal.models import Withdrawal, WithdrawnAddress
from sites.publishing.withdrawal.reasons import Outcome
from tests.pages import column, publish_article
from tests.review import sign_all

pytestmark = pytest.mark.reviewed
REASON = {"reason": "wrong", "words": "开庭日期写错了，已经影响当事人。", "public_words": ""}
GONE = REASON | {"outcome": "gone"}


def public(title: str, **fields: Any) -> ArticlePage:
    with publishing_as(Release.Ground.IMPORT):
        return publish_article(title, "正文。", **fields)


def take_down(client: Client, page: Page, **given: Any) -> Any:
    return client.post(f"/admin/pages/{page.pk}/unpublish/", GONE | given)


@pytest.fixture
def publisher(browse: Callable[..., Client], chaoyang: CourtSite, people: dict[str, User]) -> Client:
    return browse(chaoyang, "publisher")


@pytest.fixture
def visitor(browse: Callable[..., Client], chaoyang: CourtSite) -> Client:
    return browse(chaoyang)


def test_a_page_that_is_taken_down_says_when_and_why_and_what_is_nearest(publisher: Client, visitor: Client) -> None:
    page = public("珊瑚礁案开庭公告", slug="coral")

    assert "撤下" in publisher.get(f"/admin/pages/{page.pk}/unpublish/").content.decode()
    take_down(publisher, page)

    answer = visitor.get("/news/coral/")
    said = answer.content.decode()
    assert answer.status_code == 410
    assert "内容有误。" in said
    assert timezone.localdate().isoformat() in said
    assert column().title in said
    assert "珊瑚礁" not in said
    assert "当事人。" not in said, "the court's own words are not the public's"
    assert answer["X-Robots-Tag"] == "noindex"
    assert not Document.objects.filter(key=f"京0105:{page.pk}", removed=False).exists()


def test_the_title_stays_where_the_editor_says_so(publisher: Client, visitor: Client) -> None:
    page = public("珊瑚礁案开庭公告", slug="coral")

    take_down(publisher, page, shows_title="on", public_words="开庭改期，另行公告。")

    said = visitor.get("/news/coral/").content.decode()
    assert "珊瑚礁案开庭公告" in said
    assert "开庭改期，另行公告。" in said


def test_the_ledger_carries_reason_and_outcome(publisher: Client) -> None:
    page = public("通知")

    take_down(publisher, page)

    entry = Entry.objects.filter(subject=f"京0105:{page.pk}").latest("number")
    details = json.loads(entry.details)
    assert (entry.event, entry.actor) == ("withdrawn", "publisher")
    assert details["reason"] == "内容错误：开庭日期写错了，已经影响当事人。"
    assert details["outcome"] == "已撤下"


def test_no_reason_no_withdrawal(publisher: Client) -> None:
    page = public("通知")

    answer = publisher.post(f"/admin/pages/{page.pk}/unpublish/", GONE | {"words": "错"})

    assert answer.status_code == 200
    page.refresh_from_db()
    assert page.live
    assert not Withdrawal.objects.exists()


def test_reasons_do_not_repeat_what_had_to_go(publisher: Client) -> None:
    page = public("珊瑚礁案开庭公告")

    number = take_down(publisher, page, words="误写了身份证号 11010519491231002X。").content.decode()
    title = take_down(publisher, page, public_words="《珊瑚礁案开庭公告》撤下。").content.decode()

    assert "不能写入" in number
    assert "保留标题" in title
    page.refresh_from_db()
    assert page.live


def test_what_is_replaced_leads_to_what_replaces_it_in_one_step(publisher: Client, visitor: Client) -> None:
    first, second, third = (public(f"第{each}版指南", slug=f"guide-{each}") for each in "123")

    take_down(publisher, first, outcome="replaced", replacement=second.pk)
    assert visitor.get("/news/guide-1/")["Location"] == "/news/guide-2/"
    take_down(publisher, second, outcome="replaced", replacement=third.pk)
    assert visitor.get("/news/guide-1/")["Location"] == "/news/guide-3/"
    assert visitor.get("/news/guide-2/").status_code == 301

    take_down(publisher, third)
    assert [visitor.get(f"/news/guide-{each}/").status_code for each in "123"] == [410, 410, 410]


@pytest.mark.parametrize("target", ["itself", "withdrawn", "none"])
def test_a_replacement_is_public_and_no_loop(publisher: Client, target: str) -> None:
    page, other = public("甲"), public("乙")
    take_down(publisher, other, outcome="replaced", replacement=page.pk)
    chosen = {"itself": page.pk, "withdrawn": other.pk, "none": ""}[target]

    answer = take_down(publisher, page, outcome="replaced", replacement=chosen)

    assert answer.status_code == 200
    assert Page.objects.get(pk=page.pk).live


def test_publishing_again_takes_a_review_and_ends_the_notice(
    publisher: Client, visitor: Client, people: dict[str, User]
) -> None:
    page = public("通知", slug="coral")
    take_down(publisher, page)
    page.refresh_from_db()

    publisher.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}", {"include_descendants": "on"})
    assert visitor.get("/news/coral/").status_code == 410

    page.save_revision(user=people["writer"])
    page.get_workflow().start(page, people["writer"])
    sign_all(page)
    assert visitor.get("/news/coral/").status_code == 200
    assert Withdrawal.objects.get().ended_at is not None
    assert not WithdrawnAddress.objects.filter(ended_at=None).exists()


def test_a_correction_stands_on_the_page_once_the_corrected_text_is_public(
    publisher: Client, visitor: Client, people: dict[str, User]
) -> None:
    page = public("通知", slug="coral")
    said = "第二段的开庭日期由三月一日更正为三月八日。"

    take_down(publisher, page, outcome="corrected", stays="on", public_words=said)
    assert said not in visitor.get("/news/coral/").content.decode(), "nothing is corrected yet"

    page.refresh_from_db()
    page.summary = "更正后的摘要"
    page.save_revision(user=people["writer"])
    page.get_workflow().start(page, people["writer"])
    sign_all(page)
    shown = visitor.get("/news/coral/").content.decode()
    assert said in shown
    assert "更正后的摘要" in shown


def test_what_comes_down_to_be_corrected_says_so(publisher: Client, visitor: Client) -> None:
    page = public("通知", slug="coral")

    take_down(publisher, page, outcome="corrected", public_words="日期更正为三月八日。")

    answer = visitor.get("/news/coral/")
    assert answer.status_code == 410
    assert "这项内容正在更正" in answer.content.decode()


def test_a_column_comes_down_with_what_stands_below_it(publisher: Client, visitor: Client) -> None:
    news = column()
    public("通知", slug="coral")

    take_down(publisher, news, descendants="on")

    assert [visitor.get(each).status_code for each in ("/news/", "/news/coral/", "/news/feed/")] == [410, 410, 410]
    assert WithdrawnAddress.objects.filter(ended_at=None).count() == Withdrawal.objects.get().addresses.count() >= 2


def test_aliases_come_down_with_their_page(publisher: Client, visitor: Client) -> None:
    page = public("通知", slug="coral")
    with publishing_as(Release.Ground.IMPORT):
        page.create_alias(parent=column("about"))
    assert visitor.get("/about/coral/").status_code == 200

    take_down(publisher, page)

    assert [visitor.get(each).status_code for each in ("/news/coral/", "/about/coral/")] == [410, 410]


def test_many_come_down_for_one_reason(publisher: Client, visitor: Client) -> None:
    pages = [public(f"第{each}号通知", slug=f"coral-{each}") for each in range(3)]
    chosen = "&".join(f"id={page.pk}" for page in pages)
    address = f"/admin/bulk/wagtailcore/page/unpublish/?{chosen}"

    assert publisher.post(address, {"include_descendants": "1"}).status_code == 200, "a reason is asked for"
    assert Page.objects.live().filter(slug__startswith="coral-").count() == 3
    publisher.post(address, REASON)

    assert [visitor.get(f"/news/coral-{each}/").status_code for each in range(3)] == [410] * 3
    assert Withdrawal.objects.count() == 3


def test_nothing_public_is_deleted_and_what_was_deleted_still_says_so(
    browse: Callable[..., Client], chaoyang: CourtSite, visitor: Client
) -> None:
    boss = browse(chaoyang, "administrator")
    page = public("通知", slug="coral")

    boss.post(f"/admin/pages/{page.pk}/delete/", {})
    boss.post(f"/admin/bulk/wagtailcore/page/delete/?id={page.pk}", {})
    assert Page.objects.filter(pk=page.pk, live=True).exists()

    take_down(boss, page)
    boss.post(f"/admin/pages/{page.pk}/delete/", {})
    assert not Page.objects.filter(pk=page.pk).exists()
    assert visitor.get("/news/coral/").status_code == 410
    assert Withdrawal.objects.get().page is None


@pytest.mark.parametrize(
    "way",
    [
        lambda page: page.unpublish(),
        lambda page: page.delete(),
        lambda page: PageViewRestriction.objects.create(page=page.page_ptr, restriction_type="login"),
        lambda page: PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login"),
    ],
    ids=["unpublish", "delete", "restrict", "restrict above"],
)
def test_code_without_a_reason_is_refused(way: Callable[[ArticlePage], Any]) -> None:
    page = public("通知")

    with pytest.raises(WithdrawalRefused), transaction.atomic():
        way(page)

    assert Page.objects.live().public().filter(pk=page.pk).exists()


def test_nothing_public_moves_behind_a_restriction() -> None:
    with publishing_as(Release.Ground.OPERATOR):
        PageViewRestriction.objects.create(page=column("about").page_ptr, restriction_type="login")
    page = public("通知")

    with pytest.raises(WithdrawalRefused):
        page.move(column("about"), pos="last-child")


def test_what_comes_down_by_the_clock_has_a_reason_of_its_own(visitor: Client) -> None:
    page = public("通知", slug="coral")
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))

    call_command("publish_scheduled")

    made = Withdrawal.objects.get()
    assert (made.reason, made.outcome) == (Reason.SCHEDULED, Outcome.GONE)
    assert "公开期限已满。" in visitor.get("/news/coral/").content.decode()
    entry = Entry.objects.filter(subject=f"京0105:{page.pk}").latest("number")
    assert json.loads(entry.details)["reason"] == "到期自动撤下"


def test_an_old_address_follows_its_page(publisher: Client, visitor: Client) -> None:
    page, newer = public("旧指南", slug="old-guide"), public("新指南", slug="new-guide")
    OldAddress.objects.create(
        key="/art/1.html", url="http://www.example.cn/art/1.html", outcome=OldAddress.Outcome.IMPORTED, page=page
    )

    take_down(publisher, page, outcome="replaced", replacement=newer.pk)
    assert visitor.get("/art/1.html")["Location"] == "/news/new-guide/"

    take_down(publisher, newer, public_words="指南已由诉讼服务中心收回。")
    answer = visitor.get("/art/1.html")
    assert answer.status_code == 410


def test_the_home_page_stays(browse: Callable[..., Client], chaoyang: CourtSite) -> None:
    home = Page.objects.get(depth=2)

    answer = take_down(browse(chaoyang, "administrator"), home)

    assert answer.status_code == 200
    assert Page.objects.get(depth=2).live


def test_the_list_is_filtered_and_exported(
    browse: Callable[..., Client], chaoyang: CourtSite, publisher: Client
) -> None:
    take_down(publisher, public("=1+1 通知"))
    take_down(publisher, public("重复的通知"), reason="duplicate")
    supervisor = browse(chaoyang, "supervisor")

    both = supervisor.get("/admin/review/withdrawals/").content.decode()
    one = supervisor.get("/admin/review/withdrawals/?reason=duplicate").content.decode()
    rows = b"".join(supervisor.get("/admin/review/withdrawals/?export=csv").streaming_content).decode()

    assert "=1+1 通知" in both
    assert "重复的通知" in both
    assert "重复的通知" in one
    assert "=1+1 通知" not in one
    assert "'=1+1 通知" in rows
    assert "开庭日期写错了" in rows
    assert supervisor.get("/admin/review/withdrawals/?export=xlsx").status_code == 200


def test_who_may_not_publish_may_not_take_down(
    browse: Callable[..., Client], chaoyang: CourtSite, people: dict[str, User]
) -> None:
    page = public("通知")

    for name in ("writer", "head", "secrecy", "approver", "supervisor"):
        take_down(browse(chaoyang, name), page)

    assert Page.objects.get(pk=page.pk).live
