"""The way of an article through the admin's own pages: submitted, signed by each role, public; sent back; forced and confirmed."""

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import Page

from federation.accounts.models import User
from federation.coordination.models import ForcedPublicationReport
from federation.courts.models import CourtSite
from sites.pages.models import ArticlePage
from sites.publishing.review.models import ForcedPublication, Release, Responsibility, SignOff, Unit
from tests.flows.test_admin_in_chinese import english_in
from tests.pages import column, draft_article
from tests.review import submitted_article, waiting

Browse = Callable[..., Client]
Kind = SignOff.Kind
pytestmark = pytest.mark.reviewed
FORM = {
    "title": "开庭公告", "slug": "hearing", "body-count": "0", "published_at": "2026-03-01 09:00",
    "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "comment_notifications": "",
}  # fmt: skip


@pytest.fixture
def sign_in(browse: Browse, chaoyang: CourtSite, people: dict[str, User]) -> Callable[[str], Client]:
    return lambda name: browse(chaoyang, name)


def is_live(page: ArticlePage) -> bool:
    return Page.objects.get(pk=page.pk).live


def todo(client: Client) -> str:
    """The start page, without messages of what was done before."""
    client.get("/admin/")
    return client.get("/admin/").content.decode()


def test_an_article_is_written_submitted_signed_and_public(
    sign_in: Callable[[str], Client], people: dict[str, User]
) -> None:
    writer = sign_in("writer")
    answer = writer.post(f"/admin/pages/add/court_pages/articlepage/{column().pk}/", FORM | {"action-submit": "1"})
    assert answer.status_code == 302
    article = ArticlePage.objects.get(slug="hearing")
    assert "开庭公告" not in todo(writer), "nobody has their own text to do"

    for name, kind in (("secrecy", Kind.SECRECY), ("head", Kind.UNIT), ("publisher", Kind.PUBLICATION)):
        row, client = waiting(article)[kind], sign_in(name)
        assert "开庭公告" in todo(client)
        page = client.get(f"/admin/review/sign/{row.pk}/").content.decode()
        assert set(english_in(page)) <= people.keys()
        assert client.get(f"/admin/review/sign/{row.pk}/preview/").status_code == 200
        assert client.post(f"/admin/review/sign/{row.pk}/", {"decision": "agree"}).status_code == 302
        assert "开庭公告" not in todo(client)

    assert is_live(article)
    assert sign_in("").get("/news/hearing/").status_code == 200
    history = writer.get(f"/admin/review/pages/{article.pk}/").content.decode()
    for name in ("secrecy", "head", "publisher"):
        assert name in history


def test_what_is_sent_back_waits_for_its_author_and_begins_anew(
    sign_in: Callable[[str], Client], people: dict[str, User]
) -> None:
    article = submitted_article("开庭公告", people["writer"], slug="hearing")
    row = waiting(article)[Kind.UNIT]

    refused = sign_in("head").post(f"/admin/review/sign/{row.pk}/", {"decision": "return", "comment": " "})
    assert "请写明需要修改什么" in refused.content.decode()
    sign_in("head").post(f"/admin/review/sign/{row.pk}/", {"decision": "return", "comment": "缺少案号"})

    writer = sign_in("writer")
    assert "缺少案号" in todo(writer)
    assert waiting(article) == {}
    writer.post(f"/admin/pages/{article.pk}/edit/", FORM | {"action-submit": "1"})
    assert waiting(article).keys() == {Kind.UNIT, Kind.SECRECY}
    assert SignOff.objects.filter(page=article, state=SignOff.State.VOID).count() == 1


def test_a_text_sent_back_by_the_publisher_is_verified_once_more(
    sign_in: Callable[[str], Client], people: dict[str, User]
) -> None:
    article = submitted_article("开庭公告", people["writer"], slug="hearing")
    for name, kind in (("secrecy", Kind.SECRECY), ("head", Kind.UNIT)):
        sign_in(name).post(f"/admin/review/sign/{waiting(article)[kind].pk}/", {"decision": "agree"})
    last = waiting(article)[Kind.PUBLICATION]

    sign_in("publisher").post(f"/admin/review/sign/{last.pk}/", {"decision": "return", "comment": "标题过长"})
    sign_in("writer").post(f"/admin/pages/{article.pk}/edit/", FORM | {"action-submit": "1"})

    assert waiting(article).keys() == {Kind.UNIT, Kind.SECRECY}


def test_nothing_changes_under_review_and_the_author_can_take_it_back(
    sign_in: Callable[[str], Client], people: dict[str, User], browse: Browse, chaoyang: CourtSite
) -> None:
    article = submitted_article("开庭公告", people["writer"], slug="hearing")
    revision = article.latest_revision_id

    for name in ("writer", "administrator"):
        answer = browse(chaoyang, name).post(f"/admin/pages/{article.pk}/edit/", FORM | {"title": "改了"})
        assert "锁定" in answer.content.decode()
    article.refresh_from_db()
    assert article.latest_revision_id == revision

    sign_in("writer").post(f"/admin/pages/{article.pk}/edit/", FORM | {"action-cancel-workflow": "1"})
    assert waiting(article) == {}
    assert not article.workflow_in_progress


def test_whoever_is_not_asked_cannot_sign(sign_in: Callable[[str], Client], people: dict[str, User]) -> None:
    article = submitted_article("开庭公告", people["writer"])
    row = waiting(article)[Kind.SECRECY]
    Unit.objects.get(default=True).people.remove(people["head"])

    for name in ("head", "approver", "publisher", "supervisor"):
        answer = sign_in(name).post(f"/admin/review/sign/{row.pk}/", {"decision": "agree"})
        assert "不由您办理" in answer.content.decode()
    verifies = sign_in("head").post(f"/admin/review/sign/{waiting(article)[Kind.UNIT].pk}/", {"decision": "agree"})
    assert "不由您办理" in verifies.content.decode(), "the head of another unit"
    assert sign_in("writer").post(f"/admin/review/sign/{row.pk}/", {"decision": "agree"}).status_code in (302, 403)

    assert waiting(article).keys() == {Kind.UNIT, Kind.SECRECY}


def test_a_major_matter_needs_an_assessment_and_an_approval(
    sign_in: Callable[[str], Client], people: dict[str, User]
) -> None:
    article = draft_article("重大案件通报", "正文。", owner=people["writer"])
    article.save_revision(user=people["writer"])
    sign_in("writer").post(f"/admin/review/pages/{article.pk}/", {"major": "on"})
    article.get_workflow().start(article, people["writer"])
    for name, kind in (("secrecy", Kind.SECRECY), ("head", Kind.UNIT)):
        sign_in(name).post(f"/admin/review/sign/{waiting(article)[kind].pk}/", {"decision": "agree"})
    row = waiting(article)[Kind.APPROVAL]
    approver = sign_in("approver")

    assert "先完成风险评估" in approver.post(f"/admin/review/sign/{row.pk}/", {"decision": "agree"}).content.decode()
    assessment = {"risks": "误读", "measures": "配发解读", "decider": "分管副院长", "conclusion": "not_now"}
    sign_in("head").post(f"/admin/review/pages/{article.pk}/assessment/", assessment)
    assert "暂不公开" in approver.post(f"/admin/review/sign/{row.pk}/", {"decision": "agree"}).content.decode()
    sign_in("head").post(f"/admin/review/pages/{article.pk}/assessment/", assessment | {"conclusion": "measures"})
    approver.post(f"/admin/review/sign/{row.pk}/", {"decision": "agree"})

    assert waiting(article).keys() == {Kind.PUBLICATION}


def test_a_column_names_its_unit_its_partners_and_the_need_of_approval(people: dict[str, User]) -> None:
    enforcement, filing = Unit.objects.get(name="执行局"), Unit.objects.get(name="立案庭")
    rule = Responsibility.objects.create(column=column(), unit=enforcement, needs_approval=True)
    rule.partners.add(filing)

    article = submitted_article("曝光台", people["writer"])

    asked = {(row.kind, row.unit and row.unit.name) for row in SignOff.objects.filter(page=article)}
    assert asked == {(Kind.UNIT, "执行局"), (Kind.JOINT, "立案庭"), (Kind.SECRECY, None)}


def test_a_forced_publication_is_public_flagged_and_shown_until_somebody_else_confirms_it(
    sign_in: Callable[[str], Client], people: dict[str, User], browse: Browse, portal: CourtSite
) -> None:
    article = draft_article("紧急通告", "正文。", slug="urgent")
    article.save_revision(user=people["publisher"])
    publisher = sign_in("publisher")

    assert publisher.post(f"/admin/review/pages/{article.pk}/force/", {"reason": "急"}).status_code == 200
    assert not is_live(article)
    reason = "突发事件，须立即告知当事人改期开庭。"
    publisher.post(f"/admin/review/pages/{article.pk}/force/", {"reason": reason})

    assert is_live(article)
    assert Release.objects.get(page=article).ground == Release.Ground.FORCED
    forced = ForcedPublication.objects.get()
    flagged = ForcedPublicationReport.objects.get()
    assert (flagged.court_id, flagged.url, flagged.reason) == (
        "京0105",
        "http://chaoyang.localhost/news/urgent/",
        reason,
    )
    assert "紧急通告" in browse(portal, "platform").get("/admin/coordination/forced-publications/").content.decode()
    for name in ("writer", "publisher", "supervisor"):
        assert "尚未由他人确认" in todo(sign_in(name))

    publisher.post(f"/admin/review/forced/{forced.pk}/", {"remark": "属实"})
    forced.refresh_from_db()
    assert forced.confirmed_at is None, "who forced it does not confirm it"
    sign_in("supervisor").post(f"/admin/review/forced/{forced.pk}/", {"remark": "已核对，属实。"})
    forced.refresh_from_db()
    flagged.refresh_from_db()
    assert (forced.confirmer, flagged.confirmed_by) == ("supervisor", "supervisor")
    assert "尚未由他人确认" not in todo(sign_in("writer"))


def test_only_a_publisher_forces_and_no_supervisor_confirms_what_they_wrote(
    sign_in: Callable[[str], Client], people: dict[str, User], boss: User
) -> None:
    article = draft_article("通告", "正文。")
    article.save_revision(user=people["supervisor"])
    reason = {"reason": "突发事件，须立即告知当事人改期开庭。"}

    for name in ("writer", "head", "secrecy", "approver", "supervisor"):
        sign_in(name).post(f"/admin/review/pages/{article.pk}/force/", reason)
    assert not is_live(article)
    sign_in("publisher").post(f"/admin/review/pages/{article.pk}/force/", reason)
    forced = ForcedPublication.objects.get()
    answer = sign_in("supervisor").post(f"/admin/review/forced/{forced.pk}/", {"remark": "属实"})

    assert "尚未确认" in answer.content.decode()
    forced.refresh_from_db()
    assert forced.confirmed_at is None


@pytest.mark.parametrize(
    "address",
    [
        "sign-offs/", "forced-publications/", "hot-topics/", "hot-topics/new/", "units/", "units/new/",
        "responsibilities/", "responsibilities/new/", "substitutions/", "substitutions/new/", "countersignatures/", "terms/",
    ],
)  # fmt: skip
def test_the_pages_of_the_review_speak_chinese(browse: Browse, chaoyang: CourtSite, address: str) -> None:
    answer = browse(chaoyang, "administrator").get(f"/admin/review/{address}")

    assert answer.status_code == 200
    assert english_in(answer.content.decode()) == []


@pytest.mark.parametrize(
    "address", ["forced-publications/", "overdue/", "countersignatures/", "calendar/", "calendar/new/"]
)
def test_the_platforms_side_speaks_chinese_and_no_court_has_it(
    browse: Browse, chaoyang: CourtSite, portal: CourtSite, address: str
) -> None:
    answer = browse(portal, "platform").get(f"/admin/coordination/{address}")

    assert answer.status_code == 200
    assert english_in(answer.content.decode()) == []
    assert browse(chaoyang, "administrator").get(f"/admin/coordination/{address}").status_code == 404
    assert browse(portal, "platform").get("/admin/review/units/").status_code == 404
