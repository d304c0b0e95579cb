"""Nobody releases what they wrote or submitted, by any way that Wagtail has; superusers are no exception."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from federation.accounts.models import User
from federation.coordination.reasons import Reason
from federation.courts.models import CourtSite
from sites.pages.models import ArticlePage
from sites.publishing.gate import PublicationRefused
from sites.publishing.review.capacities import signable_by
from sites.publishing.review.four_eyes import SameHands
from sites.publishing.review.models import Release, SignOff
from sites.publishing.review.signing import sign
from sites.publishing.withdrawal.withdrawing import Decision, withdraw
from tests.pages import column, draft_article, publish_article
from tests.review import submitted_article, waiting

Browse = Callable[..., Client]
Kind = SignOff.Kind
pytestmark = pytest.mark.reviewed


@pytest.fixture
def written(boss: User) -> ArticlePage:
    """A draft of the administrator's own, not yet submitted."""
    article = draft_article("通知", "正文。", slug="own", owner=boss)
    article.save_revision(user=boss)
    return article


def is_live(page: ArticlePage) -> bool:
    return Page.objects.get(pk=page.pk).live


def action(page: ArticlePage, name: str) -> str:
    return f"/admin/pages/workflow/action/{page.pk}/{name}/{page.current_workflow_state.current_task_state_id}/"


def test_a_text_goes_public_when_all_have_signed(people: dict[str, User]) -> None:
    article = submitted_article("通知", people["writer"], slug="notice")
    assert waiting(article).keys() == {Kind.UNIT, Kind.SECRECY}

    sign(waiting(article)[Kind.SECRECY], user=people["secrecy"])
    assert waiting(article).keys() == {Kind.UNIT}, (
        "secrecy is reviewed at the same time, and neither goes before the other"
    )
    sign(waiting(article)[Kind.UNIT], user=people["head"])
    assert waiting(article).keys() == {Kind.PUBLICATION}
    assert not is_live(article)
    sign(waiting(article)[Kind.PUBLICATION], user=people["publisher"])

    assert is_live(article)
    release = Release.objects.get(page=article)
    assert (release.ground, release.releaser) == (Release.Ground.REVIEW, "publisher")
    assert release.hands == [people["writer"].pk]


def test_whoever_wrote_or_submitted_a_text_can_sign_nothing_of_it(people: dict[str, User], boss: User) -> None:
    article = draft_article("通知", "正文。")
    article.save_revision(user=people["head"])
    article.save_revision(user=people["writer"])
    article.get_workflow().start(article, boss)

    for name in ("head", "writer"):
        assert not signable_by(people[name]).filter(page=article).exists()
    assert not signable_by(boss).filter(page=article).exists(), "a superuser who submitted it"
    for row in waiting(article).values():
        with pytest.raises(SameHands):
            sign(row, user=boss)
    assert waiting(article).keys() == {Kind.UNIT, Kind.SECRECY}


def test_the_editors_button_publishes_nothing(written: ArticlePage, browse: Browse, chaoyang: CourtSite) -> None:
    administrator = browse(chaoyang, "administrator")
    page = administrator.get(f"/admin/pages/{written.pk}/edit/").content.decode()
    assert 'name="action-publish"' not in page
    assert 'name="action-submit"' in page
    form = {
        "title": "通知", "slug": "own", "body-count": "0", "published_at": "2024-03-01 09:00",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "comment_notifications": "",
    }  # fmt: skip

    administrator.post(f"/admin/pages/{written.pk}/edit/", form | {"action-publish": "1"})

    assert not is_live(written)


def test_bulk_publishing_publishes_nothing(written: ArticlePage, browse: Browse, chaoyang: CourtSite) -> None:
    address = f"/admin/bulk/wagtailcore/page/publish/?id={written.pk}"

    browse(chaoyang, "administrator").post(address, {"include_descendants": "1"})
    below = f"/admin/bulk/wagtailcore/page/publish/?id={column().pk}"
    browse(chaoyang, "administrator").post(below, {"include_descendants": "1"})

    assert not is_live(written)


def test_the_submitter_cannot_approve_in_wagtails_own_workflow(
    written: ArticlePage, boss: User, browse: Browse, chaoyang: CourtSite
) -> None:
    written.get_workflow().start(written, boss)

    answer = browse(chaoyang, "administrator").post(action(written, "approve"), {"comment": ""})

    assert answer.status_code in (302, 403)
    assert waiting(written).keys() == {Kind.UNIT, Kind.SECRECY}


def test_approving_a_task_without_its_sign_offs_leads_nowhere(people: dict[str, User], boss: User) -> None:
    article = submitted_article("通知", people["writer"])

    article.current_workflow_state.current_task_state.approve(user=boss)
    with pytest.raises(PublicationRefused):
        article.current_workflow_state.current_task_state.approve(user=boss)

    assert not is_live(article)


def test_a_publisher_cannot_leave_out_the_steps_before(people: dict[str, User], boss: User) -> None:
    article = submitted_article("通知", people["writer"])
    article.current_workflow_state.current_task_state.approve(user=boss)

    with pytest.raises(PublicationRefused):
        sign(waiting(article)[Kind.PUBLICATION], user=people["publisher"])

    assert not is_live(article)


def test_a_schedule_is_no_way_round(written: ArticlePage, boss: User) -> None:
    written.go_live_at = timezone.now() + timedelta(days=1)
    revision = written.save_revision(user=boss)

    with pytest.raises(PublicationRefused):
        revision.publish(user=boss, skip_permission_checks=True)
    with pytest.raises(PublicationRefused):
        written.save_revision(user=boss, approved_go_live_at=timezone.now() + timedelta(seconds=1))

    call_command("publish_scheduled")
    assert not is_live(written)


def test_what_was_signed_goes_public_on_its_date(people: dict[str, User]) -> None:
    article = submitted_article("通知", people["writer"], go_live_at=timezone.now() + timedelta(days=1))
    for kind, name in ((Kind.UNIT, "head"), (Kind.SECRECY, "secrecy"), (Kind.PUBLICATION, "publisher")):
        sign(waiting(article)[kind], user=people[name])
    assert not is_live(article)
    article.refresh_from_db()

    article.latest_revision.as_object()
    Page.objects.filter(pk=article.pk).update(go_live_at=timezone.now() - timedelta(minutes=1))
    revision = article.scheduled_revision
    revision.content["go_live_at"] = None
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()
    call_command("publish_scheduled")

    assert is_live(article)


@pytest.mark.parametrize("skip", [False, True])
def test_publishing_a_revision_from_code_is_refused(written: ArticlePage, boss: User, skip: bool) -> None:
    with pytest.raises(Exception, match=r"permission|审核"):
        written.get_latest_revision().publish(user=boss, skip_permission_checks=skip)

    assert not is_live(written)


def test_a_live_copy_is_refused(boss: User, people: dict[str, User]) -> None:
    article = submitted_article("通知", people["writer"])
    for kind, name in ((Kind.UNIT, "head"), (Kind.SECRECY, "secrecy"), (Kind.PUBLICATION, "publisher")):
        sign(waiting(article)[kind], user=people[name])
    article.refresh_from_db()

    for user in (None, boss):
        with pytest.raises(Exception, match=r"permission|审核"):
            article.copy(update_attrs={"slug": "copy", "title": "另一题"}, keep_live=True, user=user)
    article.copy(update_attrs={"slug": "copy", "title": "另一题"}, keep_live=False, user=boss)

    assert not Page.objects.filter(slug="copy", live=True).exists()


def test_a_live_copy_of_a_whole_column_is_refused(boss: User, people: dict[str, User]) -> None:
    with pytest.raises(Exception, match=r"permission|审核"):
        column().copy(recursive=True, update_attrs={"slug": "copied"}, keep_live=True, user=boss)
    with pytest.raises(PublicationRefused):
        column().copy(recursive=True, update_attrs={"slug": "copied"}, keep_live=True)

    assert not Page.objects.filter(slug="copied").exists()


def test_the_admins_copy_form_makes_drafts(
    boss: User, browse: Browse, chaoyang: CourtSite, people: dict[str, User]
) -> None:
    article = submitted_article("通知", people["writer"], slug="notice")
    for kind, name in ((Kind.UNIT, "head"), (Kind.SECRECY, "secrecy"), (Kind.PUBLICATION, "publisher")):
        sign(waiting(article)[kind], user=people[name])
    form = {
        "new_title": "通知",
        "new_slug": "again",
        "new_parent_page": column().pk,
        "publish_copies": "on",
        "alias": "on",
    }

    browse(chaoyang, "administrator").post(f"/admin/pages/{article.pk}/copy/", form)

    assert not Page.objects.filter(slug="again", live=True).exists()


def test_moving_a_draft_publishes_nothing_and_a_public_page_stays_public(written: ArticlePage, boss: User) -> None:
    written.move(column("about"), pos="last-child", user=boss)
    assert not is_live(written)

    public = column("about")
    public.move(column("news"), pos="last-child", user=boss)
    assert Page.objects.get(pk=public.pk).live


def test_what_was_taken_down_is_reviewed_again(people: dict[str, User], boss: User) -> None:
    article = submitted_article("通知", people["writer"])
    for kind, name in ((Kind.UNIT, "head"), (Kind.SECRECY, "secrecy"), (Kind.PUBLICATION, "publisher")):
        sign(waiting(article)[kind], user=people[name])
    article = ArticlePage.objects.get(pk=article.pk)
    withdraw(article, Decision(reason=Reason.WRONG, words="日期写错了。"), user=boss)

    with pytest.raises(PublicationRefused):
        article.get_latest_revision().publish(user=people["publisher"], skip_permission_checks=True)

    assert not is_live(article)


def test_a_text_that_changes_under_review_is_signed_anew(people: dict[str, User], boss: User) -> None:
    article = submitted_article("通知", people["writer"])
    standing = waiting(article)
    ArticlePage.objects.get(pk=article.pk).save_revision(user=boss)

    with pytest.raises(PublicationRefused, match="新的版本"):
        sign(standing[Kind.UNIT], user=people["head"])


def test_the_operator_publishes_from_the_command_line_and_not_as_an_account(
    chaoyang: CourtSite, browse: Browse, written: ArticlePage
) -> None:
    from sites.publishing.review.releasing import publishing_as

    with publishing_as(Release.Ground.OPERATOR):
        assert publish_article("运维", slug="operated").live
        browse(chaoyang, "administrator").post(f"/admin/bulk/wagtailcore/page/publish/?id={written.pk}", {})

    assert Release.objects.get(page__slug="operated").ground == Release.Ground.OPERATOR
    assert not is_live(written)
