"""推荐: pinned above the results of the questions that they are for, while they are valid and their page is public."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from federation.courts.models import CourtSite
from federation.questions.best_bets import best_bets_for, locate
from federation.questions.models import BestBet
from search.indexing import next_version, remove, store
from search.types import SearchDocument

pytestmark = pytest.mark.urls("federation.config.urls_platform")


def pin(questions: str, url: str = "https://example.cn/guide", **fields: object) -> BestBet:
    bet = BestBet(**({"questions": questions, "title": f"{questions}指引", "url": url} | fields))
    locate(bet)
    bet.save()
    return bet


def titles(question: str) -> list[str]:
    return [bet.title for bet in best_bets_for(question)]


@pytest.mark.parametrize(
    "question", ["物业费 起诉", "起诉 物业费", "不交物业费会被起诉吗", "物业费　起诉!", "北京朝阳物业费起诉"]
)
def test_a_line_of_words_fits_every_question_that_holds_them_all(question: str, db: None):
    pin("物业费 起诉\n取暖费", title="指引")

    assert titles(question) == ["指引"]


@pytest.mark.parametrize("question", ["物业费", "起诉", "", "的", "物业 起诉"])
def test_a_question_that_lacks_a_word_has_none(question: str, db: None):
    pin("物业费 起诉")

    assert titles(question) == []


def test_an_exact_line_fits_nothing_but_itself(db: None):
    pin("网上立案", match=BestBet.Match.EXACT)

    assert titles(" 网上立案 ") == ["网上立案指引"]
    assert titles("网上立案 流程") == []


def test_several_stand_in_their_order_and_not_too_many(db: None):
    for place in (4, 2, 3, 1):
        pin("立案", title=f"第{place}条", place=place)

    assert titles("立案") == ["第1条", "第2条", "第3条"]


@pytest.mark.parametrize(
    ("starts", "ends", "is_shown"),
    [(0, 0, True), (None, 0, True), (-3, None, True), (1, None, False), (-9, -1, False), (None, None, True)],
)
def test_it_is_shown_within_its_period_alone(starts: int | None, ends: int | None, is_shown: bool, db: None):
    today = timezone.localdate()
    days = [None if each is None else today + timedelta(days=each) for each in (starts, ends)]
    pin("立案", starts_on=days[0], ends_on=days[1])

    assert bool(titles("立案")) is is_shown


def test_one_whose_page_came_down_is_not_shown_and_returns_with_the_page(published):
    document = published("立案指南")
    bet = pin("立案", document.url)
    assert bet.document == document.key
    assert [each.url for each in best_bets_for("立案")] == [document.url]

    remove(document.key, next_version())
    assert titles("立案") == []

    changed = {name: getattr(document, name) for name in SearchDocument.__dataclass_fields__}
    store(SearchDocument(**changed | {"version": next_version(), "url": "http://chaoyang.localhost/moved/"}))
    assert [each.url for each in best_bets_for("立案")] == ["http://chaoyang.localhost/moved/"]


@pytest.mark.parametrize("spelling", ["{}", "{}?from=mail#top"])
def test_the_page_is_found_in_any_spelling_of_its_address(spelling: str, published):
    document = published("立案指南")

    assert pin("立案", spelling.format(document.url)).document == document.key


def test_a_page_of_a_closed_site_is_not_shown(chaoyang: CourtSite):
    bet = pin("立案", "http://chaoyang.localhost/guides/")
    assert (bet.host, bet.document) == ("chaoyang.localhost", "")
    assert titles("立案")

    CourtSite.objects.filter(pk=chaoyang.pk).update(closed_at=timezone.now())

    assert titles("立案") == []


def test_a_page_elsewhere_is_shown(db: None):
    bet = pin("立案", "https://elsewhere.example.cn/a")

    assert (bet.host, bet.document) == ("", "")
    assert titles("立案")


def test_it_stands_above_the_results_of_the_first_page_alone_and_is_text_not_markup(citizen: Client, published):
    published("立案指南")
    pin("立案", title="<b>网上立案</b>", text="足不出户 & 立等可取")

    page = citizen.get("/search/", {"q": "怎样立案"}).content.decode()

    assert page.index("best-bets") < page.index('class="hits"')
    assert "&lt;b&gt;网上立案&lt;/b&gt;" in page
    assert ">推荐</h2>" in page
    assert "best-bets" not in citizen.get("/search/", {"q": "立案", "page": "2"}).content.decode()


def test_it_is_shown_though_nothing_is_found(citizen: Client):
    pin("量子")

    page = citizen.get("/search/", {"q": "量子雪糕"}).content.decode()

    assert "没有找到符合条件的内容" in page
    assert "量子指引" in page


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(question=st.text(max_size=60), line=st.text(max_size=30))
def test_anything_may_be_asked_and_pinned(question: str, line: str, db: None):
    BestBet.objects.all().delete()
    pin(line.replace("\x00", "") or "x", title="t")

    assert titles(question) in ([], ["t"])
