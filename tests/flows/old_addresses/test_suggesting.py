"""Where an address that visitors miss may have gone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sites.legacy.models import OldAddress
from sites.legacy.old_addresses.suggesting import Suggester, Suggestion
from sites.pages.models import ColumnPage
from tests.pages import column, draft_article, publish_article

Make = Callable[..., OldAddress]


def suggested(key: str) -> list[Suggestion]:
    return Suggester([key]).suggest(key)


def best(key: str) -> tuple[str, str]:
    """Title and reason of the first suggestion."""
    first = suggested(key)[0]
    return first.title, first.why


def test_the_same_number_under_another_pattern(old_address: Make) -> None:
    old_address("/public/detail.php?id=1723", page=publish_article("执行公告"))
    old_address("/public/detail.php?id=17231", page=publish_article("别的"))

    assert best("/news/1723.html") == ("执行公告", "编号相同")
    assert best("/wap.asp?aid=1723") == ("执行公告", "编号相同")


def test_a_later_page_leads_to_the_first(old_address: Make) -> None:
    old_address("/n/88.html", page=publish_article("长文"))

    assert best("/n/88_3.html") == ("长文", "同一内容的第一页")


def test_the_same_file_elsewhere_and_a_slip_of_the_pen(old_address: Make) -> None:
    old_address("/sfgk/lianxiwomen.html", page=publish_article("联系我们"))

    assert best("/about/lianxiwomen.html") == ("联系我们", "文件名相同")
    assert best("/sfgk/lianxiwomem.html") == ("联系我们", "地址相近")


def test_a_neighbour_with_another_number_is_no_suggestion_but_its_column_is(old_address: Make) -> None:
    for number in (1230, 1231):
        old_address(f"/sfgk/x/{number}.html", page=publish_article(f"文章{number}"))

    found = suggested("/sfgk/x/4567.html")

    assert [(each.title, each.why) for each in found] == [(column().title, "同一目录的栏目")]


def test_the_column_of_a_folders_list_is_surer_than_that_of_its_neighbours(old_address: Make) -> None:
    old_address("/sfgk/x/1230.html", page=publish_article("文章"))
    guessed = suggested("/sfgk/x/4567.html")[0]
    old_address("/sfgk/x/", "list", page=column("notices"))

    listed = suggested("/sfgk/x/4567.html")[0]

    assert (guessed.page_id, listed.page_id) == (column().pk, column("notices").pk)
    assert listed.score > guessed.score


def test_words_of_the_address_are_looked_for_in_titles(court: Any) -> None:
    publish_article("2016年拍卖公告汇总")
    publish_article("无关")

    assert best("/search.asp?lm=拍卖公告") == ("2016年拍卖公告汇总", "标题含“拍卖公告”")


@pytest.mark.parametrize("key", ["/ktgg/", "/kaitinggonggao/list.html", "/list.asp?lm=ktgg", "/kaitinggongao/"])
def test_a_column_by_the_pinyin_of_its_name(court: Any, key: str) -> None:
    column().add_child(instance=ColumnPage(title="开庭公告", slug="hearings"))

    title, why = best(key)

    assert (title.rpartition(" › ")[2], "拼音" in why) == ("开庭公告", True)


def test_two_reasons_for_one_target_make_it_surer(old_address: Make) -> None:
    hearings = column().add_child(instance=ColumnPage(title="开庭公告", slug="hearings"))
    other = column("notices").add_child(instance=ColumnPage(title="开庭公告", slug="hearings"))
    old_address("/sfgk/ktgg/", "list", page=other)

    found = suggested("/sfgk/ktgg/2017/t7.html")

    assert [each.page_id for each in found[:2]] == [other.pk, hearings.pk]


def test_nothing_is_suggested_that_is_not_public(old_address: Make) -> None:
    old_address("/a/1723.html", page=draft_article("草稿的标题"))
    old_address("/b/1723.html", "failed", page=column())
    hidden = publish_article("拍卖公告仅内部")
    hidden.view_restrictions.create(restriction_type="login")

    assert suggested("/c/1723.html") == []
    assert suggested("/c.asp?lm=拍卖公告") == []


def test_scores_fall_and_each_target_stands_once(old_address: Make) -> None:
    page = publish_article("执行公告")
    for path in ("/n/1723.html", "/m/n/1723.html", "/x.asp?id=1723", "/y/1723.html"):
        old_address(path, page=page)
    old_address("/z/1723/2.html", page=publish_article("次选"))

    scores = [each.score for each in suggested("/news/1723.html")]

    assert len(scores) == 2
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score < 100 for score in scores)


def test_the_work_is_bounded(old_address: Make) -> None:
    for number in range(400):
        old_address(f"/n/{number}/1723.html", page=column())
    keys = [f"/公告/a/b/{number}.html" for number in range(1700, 1720)]

    with CaptureQueriesContext(connection) as one:
        Suggester(keys[:1]).suggest(keys[0])
    with CaptureQueriesContext(connection) as all_of_them:
        suggester = Suggester(keys)
        for key in keys:
            suggester.suggest(key)

    assert len(one) <= 10
    assert len(all_of_them) < 9 * len(keys)


@pytest.mark.parametrize(
    "key", ["", "/", "?id=7", "//img.x.cn/a.html", "/" + "9" * 400, "/%25/\\/", "/..", "/a(b[c*.html"]
)
def test_no_key_breaks_it(court: Any, key: str) -> None:
    assert isinstance(suggested(key), list)
