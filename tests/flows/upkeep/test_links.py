"""Links that lead nowhere and missing files: found, judged over days, listed with their place, mended, set aside."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import BaseViewRestriction, PageViewRestriction

from federation.accounts.models import User
from federation.courts.models import CourtSite
from federation.upkeep.models import UpkeepReport
from sites.legacy.capture.guard import Guard
from sites.legacy.capture.order import Route
from sites.legacy.models import OldAddress
from sites.media.models import CourtDocument, CourtImage
from sites.pages.models import ArticlePage, ColumnPage
from sites.upkeep.keeping import UpkeepRefused
from sites.upkeep.links.checking import check_addresses, check_by_the_clock, run_check, start_check, stop_check
from sites.upkeep.links.gathering import gather
from sites.upkeep.links.mending import ignore, replace_everywhere
from sites.upkeep.links.outside import Outside
from sites.upkeep.models import CheckedAddress, LinkCheck, Mention
from tests.attached import upload
from tests.flows.test_platform_admin import words
from tests.flows.upkeep.a_site_elsewhere import serving
from tests.pages import publish_article
from tests.papers import pdf

Browse = Callable[..., Client]
Kind, State, Reason = CheckedAddress.Kind, CheckedAddress.State, CheckedAddress.Reason
THERE = "http://elsewhere.example"


@pytest.fixture
def elsewhere() -> Iterator[tuple[int, list[tuple[str, str]]]]:
    with serving() as served:
        yield served


@pytest.fixture
def outside(elsewhere: tuple[int, list[tuple[str, str]]]) -> Outside:
    route = Route("elsewhere.example", "127.0.0.1", elsewhere[0])
    return Outside(Guard(routes=[route], allowed_networks=["127.0.0.1/32"]), pace=0.0, seconds=1.0)


def linking(*addresses: str, title: str = "一篇") -> ArticlePage:
    return publish_article(
        title, "".join(f'<a href="{each}">第{number}处</a>' for number, each in enumerate(addresses))
    )


def nothing() -> None:
    return None


def row(target: str) -> CheckedAddress:
    return CheckedAddress.objects.get(target=target)


def check(outside: Outside, day: int = 0) -> None:
    """All addresses, so many days from now."""
    rows = list(CheckedAddress.objects.all())
    check_addresses(rows, outside=outside, today=timezone.localdate() + timedelta(days=day))


@pytest.mark.parametrize(
    ("path", "state", "reason"),
    [
        ("/fine", State.FINE, ""),
        ("/moved", State.FINE, ""),
        ("/no-head", State.FINE, ""),
        ("/large", State.FINE, ""),
        ("/missing", State.SUSPECT, Reason.NOT_FOUND),
        ("/for-good", State.SUSPECT, Reason.GONE),
        ("/broken", State.SUSPECT, Reason.SERVER_ERROR),
        ("/slow", State.SUSPECT, Reason.NO_ANSWER),
        ("/garbage", State.SUSPECT, Reason.MALFORMED),
        ("/round", State.SUSPECT, Reason.TOO_MANY_REDIRECTS),
        ("/odd", State.DEAD, Reason.BAD_ADDRESS),
        ("/members", State.UNCLEAR, Reason.FORBIDDEN),
        ("/inside", State.UNCLEAR, Reason.PRIVATE_NETWORK),
        ("/kept-from-robots/a", State.UNCLEAR, Reason.ROBOTS),
    ],
)
def test_what_an_address_elsewhere_answers_has_a_name(outside: Outside, path: str, state: str, reason: str) -> None:
    linking(THERE + path)
    gather(ask=nothing)

    check(outside)

    assert (row(THERE + path).state, row(THERE + path).reason) == (state, reason)


def test_a_link_is_dead_after_two_days_of_not_found_and_three_of_anything_else(outside: Outside) -> None:
    linking(THERE + "/missing", THERE + "/broken")
    gather(ask=nothing)

    check(outside)
    check(outside)
    assert [row(THERE + path).state for path in ("/missing", "/broken")] == [State.SUSPECT] * 2, (
        "one day is one failure"
    )
    check(outside, day=1)
    assert [row(THERE + path).state for path in ("/missing", "/broken")] == [State.DEAD, State.SUSPECT]
    check(outside, day=2)
    assert row(THERE + "/broken").state == State.DEAD
    assert row(THERE + "/broken").failing_since == timezone.localdate()


def test_one_good_answer_forgets_the_bad_ones(outside: Outside) -> None:
    linking(THERE + "/fine")
    gather(ask=nothing)
    CheckedAddress.objects.update(failures=2, failed_on=timezone.localdate() - timedelta(days=1), state=State.SUSPECT)

    check(outside)

    assert (row(THERE + "/fine").state, row(THERE + "/fine").failures) == (State.FINE, 0)
    assert row(THERE + "/fine").next_on == timezone.localdate() + timedelta(days=30)


def test_private_networks_are_never_asked(elsewhere: tuple[int, list[tuple[str, str]]]) -> None:
    port, asked = elsewhere
    linking(f"http://127.0.0.1:{port}/fine", "http://169.254.169.254/latest", "http://[::1]/")
    gather(ask=nothing)

    check(Outside(Guard(routes=(), allowed_networks=()), pace=0.0))

    assert set(CheckedAddress.objects.values_list("reason", flat=True)) == {Reason.PRIVATE_NETWORK}
    assert asked == []


def test_a_host_is_asked_slowly_and_its_rules_but_once(elsewhere: tuple[int, list[tuple[str, str]]]) -> None:
    port, asked = elsewhere
    route = Route("elsewhere.example", "127.0.0.1", port)
    slow = Outside(Guard(routes=[route], allowed_networks=["127.0.0.1/32"]), pace=0.2)
    since = time.monotonic()

    slow.look_at([f"{THERE}/{number}" for number in range(4)])

    assert time.monotonic() - since >= 4 * 0.2, "five requests, four pauses"
    assert asked == [("GET", "/robots.txt"), *(("HEAD", f"/{number}") for number in range(4))]


def test_a_server_that_cannot_be_reached_is_waited_for_once() -> None:
    asked: list[str] = []

    async def nobody(host: str, port: int) -> list[str]:
        asked.append(host)
        raise OSError("unreachable")

    answers = Outside(Guard(routes=(), allowed_networks=(), lookup=nobody), pace=0.0).look_at(
        [f"http://away.example/{number}" for number in range(5)]
    )

    assert {answer.reason for answer in answers.values()} == {Reason.NO_ANSWER}
    assert asked == ["away.example"]


def test_what_stands_on_the_site_itself_is_certain_at_once(
    outside: Outside, chaoyang: CourtSite, elsewhere: tuple[int, list[tuple[str, str]]]
) -> None:
    there = publish_article("还在", "正文。", slug="there")
    gone = publish_article("撤下", "正文。", slug="gone")
    private = publish_article("内部", "正文。", slug="private")
    PageViewRestriction.objects.create(page=private, restriction_type=BaseViewRestriction.LOGIN)
    OldAddress.objects.create(key="/old.html", url="http://old.example/old.html", outcome="imported", page=there)
    moved = publish_article("移走", "正文。", slug="moved")
    old = moved.url
    moved.move(ColumnPage.objects.get(slug="about"), "last-child")
    linking(
        there.url,
        gone.url,
        f"http://www.{chaoyang.domain}{private.url}",
        "/old.html",
        old,
        "/sitemap/",
        "/nowhere/",
        "/documents/999/x.pdf",
        "mailto:a@example.cn",
        "#below",
    )
    gone.unpublish()
    gather(ask=nothing)
    check(outside)

    found = {each.target: (each.state, each.reason) for each in CheckedAddress.objects.filter(kind=Kind.INTERNAL)}
    assert found == {
        there.url: (State.FINE, ""),
        gone.url: (State.DEAD, Reason.PAGE_DOWN),
        private.url: (State.UNCLEAR, Reason.PAGE_PRIVATE),
        "/old.html": (State.FINE, ""),
        old: (State.FINE, ""),
        "/sitemap/": (State.FINE, ""),
        "/nowhere/": (State.DEAD, Reason.NOTHING_THERE),
        "/documents/999/x.pdf": (State.DEAD, Reason.NO_FILE),
    }
    assert elsewhere[1] == [], "nothing of it was asked over the network"


def test_missing_pictures_and_attachments_are_found_with_their_place(
    outside: Outside, files_of_its_own: None, chaoyang: CourtSite, browse: Browse
) -> None:
    kept, lost = upload("kept.pdf", pdf("在")), upload("lost.pdf", pdf("丢"))
    picture = CourtImage.objects.create(title="图", file=get_test_image_file())
    body = [
        ("attachment", {"document": kept, "title": ""}),
        ("attachment", {"document": lost, "title": "名册"}),
        ("picture", {"image": picture, "caption": "庭审"}),
    ]
    article = ColumnPage.objects.get(slug="media").add_child(
        instance=ArticlePage(title="有附件的", body=body, picture=picture)
    )
    default_storage.delete(lost.file.name)
    CourtImage.objects.filter(pk=picture.pk).delete()

    run_check(check_by_the_clock(), outside=outside)

    dead = CheckedAddress.objects.filter(state=State.DEAD)
    assert {(each.kind, each.target, each.reason) for each in dead} == {
        (Kind.FILE, str(lost.pk), Reason.FILE_MISSING),
        (Kind.PICTURE, str(picture.pk), Reason.NO_FILE),
    }
    page = words(browse(chaoyang, "administrator").get("/admin/upkeep/links/"))
    assert "第 2 块（附件）：名册" in page
    assert "第 3 块（图片）：庭审" in page
    assert "存储中找不到文件，请重新上传" in page
    assert article.title in page
    report = UpkeepReport.objects.get(court="京0105")
    assert (report.dead_links, report.missing_files) == (0, 2)
    assert CourtDocument.objects.filter(pk=kept.pk).exists()


def test_only_public_pages_are_read_and_only_once_until_they_change(outside: Outside) -> None:
    article = linking(THERE + "/fine")
    other = linking(THERE + "/missing", title="另一篇")
    assert gather(ask=nothing) == 2
    assert gather(ask=nothing) == 0

    other.unpublish()
    article.body = [("text", f'<p><a href="{THERE}/moved">新</a></p>')]
    article.save_revision().publish()

    assert gather(ask=nothing) == 1
    assert list(CheckedAddress.objects.values_list("target", flat=True)) == [THERE + "/moved"]


def test_links_in_tables_videos_and_texts_are_read(outside: Outside) -> None:
    table = {"data": [["<a href='http://table.example/'>表</a>", "x"]], "first_row_is_table_header": False}
    ColumnPage.objects.get(slug="media").add_child(
        instance=ArticlePage(
            title="各种",
            body=[
                ("text", '<p><a href="http://text.example/?a=1&amp;b=2#part">文</a></p>'),
                ("table", table),
                ("video", {"title": "庭审", "address": "https://video.example/v"}),
            ],
        )
    )
    gather(ask=nothing)

    assert set(Mention.objects.values_list("address__target", "place", "words")) >= {
        ("http://text.example/?a=1&b=2", "第 1 块（正文）", "文"),
        ("https://video.example/v", "第 3 块（视频链接）", "庭审"),
    }


def test_a_check_is_bounded_stopped_and_gone_on_with(
    outside: Outside, people: dict[str, User], chaoyang: CourtSite, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sites.upkeep.links.checking.BATCH", 2)
    linking(*(f"/nowhere-{number}/" for number in range(7)))
    supervisor = browse(chaoyang, "supervisor")
    assert "链接检查已开始。" in words(supervisor.post("/admin/upkeep/links/check/", {"act": "start"}, follow=True))
    started = LinkCheck.objects.get()
    job = ProcrastinateJob.objects.get(task_name="sites.upkeep.check_links")
    assert job.args == {"schema": chaoyang.schema_name, "check": started.pk}
    with pytest.raises(UpkeepRefused, match="正在进行"):
        start_check(user=people["supervisor"])
    with pytest.raises(UpkeepRefused, match="只有监督员"):
        start_check(user=people["writer"])

    def show(stage: str, done: int, of: int | None) -> None:
        if done == 4:
            stop_check(started, user=people["supervisor"])

    halted = run_check(started, outside=outside, show=show)
    halted.refresh_from_db()
    assert (halted.state, halted.done, halted.total) == (LinkCheck.State.STOPPED, 4, 7)
    assert "4 / 7" in words(supervisor.get("/admin/upkeep/links/check/"))
    supervisor.post("/admin/upkeep/links/check/", {"act": "go_on"})
    started.refresh_from_db()
    done = run_check(started, outside=outside)
    assert (done.state, done.done, CheckedAddress.objects.filter(state=State.WAITING).count()) == ("done", 7, 0)

    monkeypatch.setattr("sites.upkeep.links.checking.AT_MOST", 3)
    CheckedAddress.objects.update(next_on=timezone.localdate(), checked_at=timezone.now() - timedelta(days=1))
    by_clock = run_check(check_by_the_clock(), outside=outside)
    assert (by_clock.done, by_clock.total) == (3, 3)
    assert UpkeepReport.objects.get(court="京0105").dead_links == 7


def test_another_address_is_written_into_drafts_and_goes_public_by_the_review(
    outside: Outside, people: dict[str, User], chaoyang: CourtSite, browse: Browse
) -> None:
    old, new = f"{THERE}/missing?a=1&b=2", "https://new.example/?c=3&d=4"
    first = linking(old.replace("&", "&amp;"), title="甲")
    second = linking(old.replace("&", "&amp;"), f"{old}/longer".replace("&", "&amp;"), title="乙")
    gather(ask=nothing)
    client = browse(chaoyang, "administrator")
    address = f"/admin/upkeep/links/{row(old).pk}/"

    assert "请填写以 http:// 或 https:// 开头" in words(client.post(address, {"replace": "1", "new": "javascript:x"}))
    said = words(client.post(address, {"replace": "1", "new": new}, follow=True))

    assert "已在 2 个页面的草稿中替换，请提交审核后公开。" in said
    for page in (first, second):
        page.refresh_from_db()
        assert page.has_unpublished_changes
        assert new.replace("&", "&amp;") not in str(page.body)
        draft = page.get_latest_revision_as_object()
        assert f'href="{new.replace("&", "&amp;")}"' in draft.body.raw_data[0]["value"]
    assert "/longer" in second.get_latest_revision_as_object().body.raw_data[0]["value"]
    again = replace_everywhere(row(old), new, user=User.objects.get(username="administrator"))
    assert [why for _title, why in again.left] == ["最新草稿中已没有这个地址"] * 2
    refused = replace_everywhere(row(old), new, user=people["secrecy"])
    assert {why for _title, why in refused.left} == {"您没有修改权限"}


def test_what_is_set_aside_is_counted_and_listed_again_after_its_day(
    outside: Outside, people: dict[str, User], chaoyang: CourtSite, browse: Browse
) -> None:
    linking("/nowhere/")
    run_check(check_by_the_clock(), outside=outside)
    client, today = browse(chaoyang, "supervisor"), timezone.localdate()
    address = f"/admin/upkeep/links/{row('/nowhere/').pk}/"
    assert "/nowhere/" in words(client.get("/admin/upkeep/links/"))

    late = {"ignore": "1", "until": (today + timedelta(days=400)).isoformat(), "because": "对方在改版"}
    assert "一年之内" in words(client.post(address, late))
    client.post(address, late | {"until": (today + timedelta(days=30)).isoformat()})

    assert "/nowhere/" not in words(client.get("/admin/upkeep/links/"))
    assert "/nowhere/" in words(client.get("/admin/upkeep/links/", {"aside": "true"}))
    assert "supervisor：对方在改版" in words(client.get(address))
    assert UpkeepReport.objects.get(court="京0105").dead_links == 0
    CheckedAddress.objects.update(ignored_until=today - timedelta(days=1))
    assert "/nowhere/" in words(client.get("/admin/upkeep/links/"))
    with pytest.raises(UpkeepRefused, match="只有监督员"):
        ignore(row("/nowhere/"), until=today + timedelta(days=1), because="随便", user=people["writer"])


def test_the_list_is_paged_filtered_and_costs_the_same_for_a_full_page(
    outside: Outside, chaoyang: CourtSite, browse: Browse, django_assert_max_num_queries: Callable
) -> None:
    linking(*(f"/nowhere-{number:03}/" for number in range(60)), "http://10.0.0.1/")
    run_check(check_by_the_clock(), outside=outside)
    client = browse(chaoyang, "administrator")
    client.get("/admin/upkeep/links/")

    with django_assert_max_num_queries(40):
        page = words(client.get("/admin/upkeep/links/"))

    assert page.count("/nowhere-") >= 50
    assert "/nowhere-059/" not in page
    assert "10.0.0.1" in words(client.get("/admin/upkeep/links/", {"state": "unclear"}))
    assert "/nowhere-" not in words(client.get("/admin/upkeep/links/", {"reason": "private_network"}))
    assert "/nowhere-059/" in words(client.get("/admin/upkeep/links/", {"q": "nowhere-059"}))


def test_the_command_says_what_it_would_do_and_what_it_found(chaoyang: CourtSite) -> None:
    linking("/nowhere/", "/sitemap/")

    said = StringIO()
    call_command("check_links", court="京0105", dry_run=True, stdout=said)
    assert said.getvalue().startswith("pages to read for their links: 1; addresses due: none")
    assert not CheckedAddress.objects.exists()
    said = StringIO()
    call_command("check_links", court="京0105", stdout=said)
    assert "2 checked now; 0 waiting, 1 fine, 0 suspect, 1 dead, 0 unclear" in said.getvalue()
