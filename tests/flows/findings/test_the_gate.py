"""No page goes live with findings against it, by whichever way it comes; answers let through what may be answered."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.models import Page

from federation.accounts.models import User
from federation.courts.models import CourtSite
from federation.ledger.models import Entry
from sites.pages.models import ArticlePage
from sites.publishing.announcing import announce
from sites.publishing.answers.answering import NothingToAnswer, ReasonTooShort, answer
from sites.publishing.answers.checking import findings_of_page, unanswered
from sites.publishing.answers.guarding import HoldsFindings
from sites.publishing.answers.models import Answer, CourtWord, FileFindings, ReleasedNumber
from tests import papers
from tests.attached import read_queued, upload
from tests.pages import column, draft_article, publish_article

pytestmark = pytest.mark.usefixtures("inside_chaoyang")

IDENTITY = "原告张某，身份证号11010519491231002X。"
TELEPHONE = "联系电话：010-85998888。"


@pytest.fixture
def boss() -> User:
    return User.objects.get(username="administrator")


@pytest.fixture
def admin(chaoyang: CourtSite, browse: Callable[..., Client]) -> Client:
    return browse(chaoyang, "administrator")


def is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


def checks(refusal: pytest.ExceptionInfo[HoldsFindings]) -> list[str]:
    return [finding.check for finding in refusal.value.findings]


def test_a_notice_with_an_identity_number_is_refused_with_all_findings_at_once() -> None:
    notice = draft_article("通知", f"{IDENTITY}{TELEPHONE}")

    with pytest.raises(HoldsFindings) as refusal:
        notice.save_revision().publish()

    assert checks(refusal) == ["resident_id", "phone_number"]
    assert "身份证" in str(refusal.value)
    assert "11010519491231002X" not in str(refusal.value)
    assert not is_live(notice)


def test_a_live_page_cannot_be_saved_with_a_finding() -> None:
    notice = publish_article("通知", "正文。")
    notice.title = "张某身份证号11010519491231002X"

    with pytest.raises(HoldsFindings):
        notice.save()
    with pytest.raises(HoldsFindings):
        notice.save(clean=False)


@pytest.mark.parametrize(
    ("field", "part"),
    [
        ("title", "title"),
        ("subtitle", "subtitle"),
        ("summary", "summary"),
        ("seo_title", "seo_title"),
        ("keywords", "keywords"),
    ],
)
def test_every_field_that_visitors_see_is_looked_through(field: str, part: str) -> None:
    notice = draft_article("通知", "正文。")
    setattr(notice, field, "手机13812345678")

    (found,) = findings_of_page(notice)

    assert (found.check, found.part, found.start, found.end) == ("mobile_number", part, 2, 13)
    assert found.anchor.endswith(f"{field}-section")


def test_bodies_are_looked_through_block_by_block_and_row_by_row() -> None:
    notice = draft_article("通知")
    notice.body = notice.body.stream_block.to_python(
        [
            {"type": "text", "value": "<p>第一段。</p><p>手机<b>138</b>12345678</p>", "id": "one"},
            {"type": "table", "value": {"data": [["姓名", "电话"], ["张某", "13912345678"]]}, "id": "two"},
            {"type": "quote", "value": {"text": "邮箱a@163.com", "source": ""}, "id": "three"},
            {"type": "video", "value": {"title": "手机13712345678", "address": "https://a.cn/v"}, "id": "four"},
        ]
    )

    found = findings_of_page(notice)

    assert [(each.check, each.part, each.anchor) for each in found] == [
        ("mobile_number", "text", "#block-one-section"),
        ("mobile_number", "table", "#block-two-section"),
        ("email", "quote", "#block-three-section"),
        ("mobile_number", "video", "#block-four-section"),
    ]
    assert "第 2 行" in found[1].label


def with_attachment(name: str, content: bytes, title: str = "") -> ArticlePage:
    notice = draft_article("通知")
    document = upload(name, content, title=title)
    notice.body = notice.body.stream_block.to_python(
        [{"type": "attachment", "value": {"document": document.pk, "title": ""}, "id": "file"}]
    )
    return notice


@pytest.mark.parametrize(
    ("name", "content"),
    [("名单.docx", papers.docx(IDENTITY)), ("名单.pdf", papers.pdf(IDENTITY)), ("名单.txt", IDENTITY.encode())],
)
def test_attachments_are_looked_into_once_for_each_content(name: str, content: bytes) -> None:
    notice = with_attachment(name, content)

    (found,) = findings_of_page(notice)
    assert (found.check, found.part) == ("resident_id", "attachment")
    assert name in found.label

    FileFindings.objects.update(findings=[])
    assert findings_of_page(notice) == (), "what was found before is kept"
    CourtWord.objects.create(text="新词语")
    assert len(findings_of_page(notice)) == 1, "a changed list has files looked into again"


def test_names_of_files_are_looked_at() -> None:
    notice = with_attachment("a.zip", b"PK", title="张某11010519491231002X的材料")

    assert [(each.check, each.part) for each in findings_of_page(notice)] == [("resident_id", "file_name")]


def test_a_file_that_no_program_reads_has_to_be_answered(boss: User) -> None:
    notice = with_attachment("扫描件.pdf", papers.scanned_pdf())
    revision = notice.save_revision()

    (found,) = unanswered(notice)
    assert "人工核对" in found.message
    answer(notice, fingerprint=found.fingerprint, reason="已逐页核对", user=boss)
    revision.publish()

    assert is_live(notice)


def test_an_answer_lets_the_same_words_through_and_no_others(boss: User) -> None:
    notice = draft_article("通知", TELEPHONE)
    notice.save_revision()
    (found,) = findings_of_page(notice)

    answer(notice, fingerprint=found.fingerprint, reason="本院对外公布的办公电话", user=boss)
    notice.get_latest_revision().publish()

    assert is_live(notice)
    kept = Answer.objects.get()
    assert (kept.answered_by, kept.revision_id, kept.check_name) == (boss, notice.latest_revision_id, "phone_number")
    assert "85998888" not in f"{kept.fingerprint}{kept.masked}"
    entry = Entry.objects.filter(event="finding_answered").latest("pk")
    assert (entry.actor, "本院对外公布的办公电话" in entry.details) == (boss.username, True)
    notice.refresh_from_db()
    notice.title = "通知 010-85991234"
    with pytest.raises(HoldsFindings):
        notice.save_revision().publish()


def test_what_is_forbidden_cannot_be_answered_and_a_reason_is_words(boss: User) -> None:
    notice = draft_article("通知", f"{IDENTITY}{TELEPHONE}")
    notice.save_revision()
    blocked, asked = findings_of_page(notice)

    with pytest.raises(NothingToAnswer):
        answer(notice, fingerprint=blocked.fingerprint, reason="确有必要公开", user=boss)
    with pytest.raises(ReasonTooShort):
        answer(notice, fingerprint=asked.fingerprint, reason=" 行 ", user=boss)
    with pytest.raises(NothingToAnswer):
        answer(notice, fingerprint="phone_number:0", reason="确有必要公开", user=boss)
    assert not Answer.objects.exists()


def test_numbers_that_the_court_has_released_are_no_findings_and_its_own_series_are() -> None:
    notice = draft_article("通知", f"{TELEPHONE}依据京朝法发〔2024〕7号、京朝法发〔2024〕8号。")
    ReleasedNumber.objects.create(kind="contact", number="（010）8599 8888")
    ReleasedNumber.objects.create(kind="series", number="京朝法发")
    ReleasedNumber.objects.create(kind="document", number="京朝法发〔2024〕7号")

    (found,) = findings_of_page(notice)

    assert found.check == "unpublished_number"


def test_words_of_the_court_are_found_in_any_width_and_case() -> None:
    CourtWord.objects.create(text="ABC专案", severity="blocks", advice="请改称某案。")

    (found,) = findings_of_page(draft_article("关于ａｂｃ专案的通报"))

    assert (found.check, found.severity) == ("court_word", "blocks")
    assert found.message.endswith("请改称某案。")


def test_a_copy_that_would_be_live_meets_the_findings_and_a_draft_copy_does_not() -> None:
    section = column().add_child(instance=type(column())(title="一组", slug="group", kind="notice"))
    notice = publish_article("通知", "正文。", parent=section)
    CourtWord.objects.create(text="正文")

    with pytest.raises(HoldsFindings):
        section.copy(recursive=True, update_attrs={"slug": "copy"}, keep_live=True)
    section.copy(recursive=True, update_attrs={"slug": "copy-of-drafts"}, keep_live=False)

    assert ArticlePage.objects.filter(title="通知").count() == 2
    assert is_live(notice)


def test_an_alias_meets_the_findings_when_it_is_made_and_when_it_follows(boss: User) -> None:
    notice = publish_article("通知", "正文。")
    alias = notice.create_alias(parent=column("notices") if column_exists("notices") else column(), update_slug="alias")
    notice.refresh_from_db()
    notice.title = IDENTITY

    with pytest.raises(HoldsFindings):
        notice.save_revision().publish()
    with pytest.raises(HoldsFindings):
        notice.update_aliases()

    assert Page.objects.get(pk=alias.pk).title == "通知"


def column_exists(slug: str) -> bool:
    return Page.objects.filter(slug=slug, depth=3).exists()


def test_answers_of_a_page_hold_for_its_alias(boss: User) -> None:
    notice = draft_article("通知", TELEPHONE)
    revision = notice.save_revision()
    answer(notice, fingerprint=findings_of_page(notice)[0].fingerprint, reason="本院对外公布的办公电话", user=boss)
    revision.publish()
    notice.refresh_from_db()

    assert notice.create_alias(update_slug="alias").live


def test_what_is_refused_when_its_time_comes_stays_a_draft_and_the_others_go_live() -> None:
    due = {"go_live_at": timezone.now() + timedelta(hours=1)}
    held, fine = (
        draft_article("通知一", "正文。", slug="one", **due),
        draft_article("通知二", "其他。", slug="two", **due),
    )
    for each in (held, fine):
        each.save_revision().publish()
    for each in (held, fine):
        each.revisions.update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
        Page.objects.filter(pk=each.pk).update(go_live_at=timezone.now() - timedelta(minutes=1))
        for revision in each.revisions.all():
            revision.content["go_live_at"] = None
            revision.save()
            revision.__class__.objects.filter(pk=revision.pk).update(
                approved_go_live_at=timezone.now() - timedelta(minutes=1)
            )
    CourtWord.objects.create(text="正文")

    call_command("publish_scheduled")

    assert (is_live(held), is_live(fine)) == (False, True)
    assert not held.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_the_editor_keeps_the_draft_and_shows_what_keeps_it_from_the_public(admin: Client) -> None:
    notice = draft_article("通知", f"{IDENTITY}{TELEPHONE}", slug="notice")
    notice.save_revision()

    shown = admin.get(f"/admin/publishing/findings/{notice.pk}/").content.decode()

    assert "居民身份证号码" in shown
    assert "固定电话" in shown
    assert "11010519491231002X" not in shown
    assert shown.count('name="reason"') == 1, "what is forbidden has no form"
    assert f"/admin/publishing/findings/{notice.pk}/" in admin.get(f"/admin/pages/{notice.pk}/edit/").content.decode()


def test_a_reason_is_given_in_the_admin(admin: Client) -> None:
    notice = draft_article("通知", TELEPHONE)
    notice.save_revision()
    (found,) = findings_of_page(notice)

    admin.post(
        f"/admin/publishing/findings/{notice.pk}/answer/",
        {"finding": found.fingerprint, "reason": "本院对外公布的办公电话"},
    )

    assert unanswered(notice) == ()
    assert "本院对外公布的办公电话" in admin.get(f"/admin/publishing/findings/{notice.pk}/").content.decode()


def test_the_bulk_action_meets_the_findings() -> None:
    held = draft_article("二", IDENTITY, slug="b")
    held.save_revision()

    with pytest.raises(HoldsFindings):
        PublishBulkAction.execute_action([held])

    assert not is_live(held)


def test_anonymising_shows_before_and_after_and_writes_a_draft(admin: Client) -> None:
    body = "原告李红梅与被告王强离婚纠纷一案，李红梅身份证号<b>110105</b>19491231002X，住北京市朝阳区建国路88号3号楼。"
    notice = draft_article("李红梅离婚案", body, slug="case")
    notice.save_revision()
    address = f"/admin/publishing/findings/{notice.pk}/anonymise/"

    preview = admin.get(address).content.decode()
    assert "<mark>李红梅</mark>" in preview
    assert 'value="李某"' in preview
    count = preview.count('name="chosen"')
    admin.post(address, {"chosen": [str(number) for number in range(count)]})

    draft = ArticlePage.objects.get(pk=notice.pk).get_latest_revision_as_object()
    assert draft.title == "李某离婚案"
    text = draft.body[0].value.source
    assert "李红梅" not in text
    assert "王强" not in text
    assert "朝阳区某路某号" in text
    assert "110105" not in text
    assert findings_of_page(draft) == ()
    assert ArticlePage.objects.get(pk=notice.pk).title == "李红梅离婚案", "nothing but the draft is changed"


def test_whoever_may_not_edit_a_page_sees_nothing_of_its_findings(
    chaoyang: CourtSite, fengtai: CourtSite, browse: Callable[..., Client]
) -> None:
    notice = draft_article("通知", IDENTITY)

    elsewhere = browse(fengtai, "administrator").get(f"/admin/publishing/findings/{notice.pk}/")
    unknown = Client(headers={"host": "chaoyang.localhost"}).get(f"/admin/publishing/findings/{notice.pk}/")

    assert "居民身份证" not in elsewhere.content.decode()
    assert unknown.status_code == 302


@pytest.mark.parametrize(("content", "stays"), [(papers.docx(IDENTITY), False), (papers.docx("正文。"), True)])
def test_a_planted_page_becomes_a_draft_again_when_its_files_are_looked_into(content: bytes, stays: bool) -> None:
    notice = with_attachment("名单.docx", content)
    notice.save_revision()
    ArticlePage.objects.filter(pk=notice.pk).update(body=notice.body)
    Page.objects.filter(pk=notice.pk).update(live=True)  # as an import plants it
    announce({notice.pk})

    read_queued()

    assert is_live(notice) is stays


def test_lists_and_answers_of_one_court_are_not_anothers(fengtai: CourtSite, inside: Callable) -> None:
    CourtWord.objects.create(text="正文")

    with inside(fengtai):
        assert not CourtWord.objects.exists()
        assert findings_of_page(draft_article("通知", "正文。")) == ()
