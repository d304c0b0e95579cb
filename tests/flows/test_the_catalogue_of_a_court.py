"""What a court owes to the public: in its admin, on its site, and what the platform and superior courts demand."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from federation.catalogue.models import ItemTerms, Priority
from federation.courts.models import CourtSite
from federation.ledger.models import Entry
from sites.publishing.coverage.models import Withholding
from sites.publishing.review.models import Responsibility, Unit
from tests.flows.test_platform_admin import words
from tests.pages import publish_article

Browse = Callable[..., Client]
Inside = Callable[..., Any]
PAGE, MATRIX = "/disclosure-catalogue/", "/admin/coverage/"


@pytest.fixture
def supervisor(chaoyang: CourtSite, browse: Browse) -> Client:
    return browse(chaoyang, "administrator")


@pytest.fixture
def administrator(portal: CourtSite, browse: Browse) -> Client:
    return browse(portal, "platform")


def withholding(**changed: str) -> dict[str, str]:
    return {
        "item": "5.5",
        "subject": "某专案的审理情况",
        "ground": "trial_secret",
        "basis": "《人民法院工作国家秘密范围的规定》第三条",
        "review_on": (timezone.localdate() + timedelta(days=90)).isoformat(),
    } | changed


def test_citizens_see_what_is_public_what_is_missing_and_who_answers_for_it(
    chaoyang: CourtSite, inside: Inside, browse: Browse
) -> None:
    with inside(chaoyang):
        publish_article("2025年工作报告", "正文。", catalogue_item="4.5")
        office = Unit.objects.get(default=True)
        Responsibility.objects.create(item="4.5", unit=office, contact="李某", phone="010-85998114")

    page = words(browse(chaoyang).get(PAGE))

    assert "应当主动公开以下 42 项信息" in page, "a basic court interprets no law"
    assert f"已公开 1 条，最近一次 {timezone.localdate():%Y-%m-%d}" in page
    assert f"责任部门：{office.name} 李某 010-85998114" in page
    assert "司法解释" not in page
    assert f"{PAGE}" in browse(chaoyang).get("/").content.decode()


def test_what_is_withheld_is_counted_with_its_ground_and_never_named(
    chaoyang: CourtSite, supervisor: Client, browse: Browse
) -> None:
    answer = supervisor.post("/admin/withholdings/new/", withholding(), follow=True)
    assert answer.redirect_chain, words(answer)

    public = words(browse(chaoyang).get(PAGE))
    assert "1 项不予公开：审判秘密（《人民法院工作国家秘密范围的规定》第三条）" in public
    assert "某专案" not in public
    assert "某专案的审理情况" in words(supervisor.get("/admin/withholdings/"))
    entry = Entry.objects.filter(court="京0105", event="withheld").latest("number")
    assert "某专案" not in entry.details


@pytest.mark.parametrize("days", [0, 367])
def test_a_review_in_the_past_or_after_more_than_a_year_is_refused(
    supervisor: Client, days: int, chaoyang: CourtSite, inside: Inside
) -> None:
    day = (timezone.localdate() + timedelta(days=days)).isoformat()

    answer = supervisor.post("/admin/withholdings/new/", withholding(review_on=day))

    assert "复核日期须在今天之后、一年之内。" in words(answer)
    with inside(chaoyang):
        assert not Withholding.objects.exists()


def test_a_withholding_is_looked_at_again_and_lifted_but_never_written_over(
    chaoyang: CourtSite, supervisor: Client, inside: Inside
) -> None:
    supervisor.post("/admin/withholdings/new/", withholding())
    with inside(chaoyang):
        row = Withholding.objects.get()

    unsaid = supervisor.post(f"/admin/withholdings/{row.pk}/review/", {"conclusion": "keep", "outcome": "仍在审理。"})
    assert "继续不予公开的，请写明下次复核的日期。" in words(unsaid)
    lifted = supervisor.post(
        f"/admin/withholdings/{row.pk}/review/", {"conclusion": "lift", "outcome": "案件已审结。"}, follow=True
    )

    assert "已解除" in words(lifted)
    events = list(Entry.objects.filter(subject=f"5.5:{row.pk}").values_list("event", flat=True).order_by("number"))
    assert events == ["withheld", "withholding_reviewed"]
    assert supervisor.get(f"/admin/withholdings/edit/{row.pk}/").status_code == 404


def test_a_superiors_priority_counts_from_its_day_for_the_courts_below(
    administrator: Client, supervisor: Client, chaoyang: CourtSite, inside: Inside
) -> None:
    today = timezone.localdate()
    given = {
        "year": today.year,
        "item": "5.6",
        "issuer": "京",
        "demand": "每月公布执行案款发放情况。",
        "renewal_days": 31,
    }

    later = administrator.post(
        "/admin/catalogue/priorities/new/", given | {"effective_on": f"{today.year}-12-31"}, follow=True
    )
    assert later.redirect_chain, words(later)
    if today != date(today.year, 12, 31):
        assert "执行案款" not in words(supervisor.get(MATRIX))
    Priority.objects.update(effective_on=today)

    assert "年度重点（北京市高级人民法院）：每月公布执行案款发放情况。" in words(supervisor.get(MATRIX))
    assert Entry.objects.filter(court="", event="priority_issued", subject=f"{today.year}:5.6").exists()


def test_a_statutory_limit_may_be_made_stricter_and_never_laxer(administrator: Client) -> None:
    laxer = administrator.post("/admin/catalogue/terms/5.4/", {"limit_days": "30", "renewal_days": "90"})
    assert "规定的时限是 7 天，不能放宽。" in words(laxer)
    assert not ItemTerms.objects.exists()

    administrator.post("/admin/catalogue/terms/5.4/", {"limit_days": "5", "renewal_days": "90"})

    assert "裁判文书生效之日起 5 个工作日内（法释〔2016〕19号第七条）" in words(
        administrator.get("/admin/catalogue/terms/")
    )


def test_an_unknown_item_is_not_found(administrator: Client) -> None:
    assert administrator.get("/admin/catalogue/terms/4.9/").status_code == 404


def test_court_a_sees_nothing_of_what_court_b_withholds(
    chaoyang: CourtSite, fengtai: CourtSite, supervisor: Client, browse: Browse
) -> None:
    supervisor.post("/admin/withholdings/new/", withholding())
    neighbour = browse(fengtai, "administrator")

    for address in (MATRIX, "/admin/withholdings/", PAGE):
        assert "审判秘密（" not in words(neighbour.get(address)), address


@pytest.mark.parametrize("address", [MATRIX, "/admin/withholdings/", "/admin/withholdings/new/"])
def test_the_platform_has_no_matrix_of_its_own(administrator: Client, address: str) -> None:
    assert administrator.get(address).status_code in (302, 404)


@pytest.mark.parametrize("address", ["/admin/catalogue/terms/", "/admin/catalogue/priorities/"])
def test_a_court_sets_no_terms(supervisor: Client, address: str) -> None:
    assert supervisor.get(address).status_code in (302, 404)
