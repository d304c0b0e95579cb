import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sites.legacy.articles import Verdict
from sites.legacy.captures import CapturedPage
from sites.legacy.layouts import Layouts
from sites.legacy.pages import ListNote, ReadPage, read_page
from sites.legacy.reading import family_readers
from tests.unit.legacy import families

READERS = family_readers(Layouts(()))
TAGS = ["<table><tr><td>", "</td>", "<a href='x.html'>甲乙丙丁戊己庚</a>", "<p>", "<br>", "<b>", "<li>", "<ul>", "</ul>", "<img src=a.jpg>", "<h1>标题</h1>",
        "来源:某院 ", "2018-01-02", "<frameset>", "<!--", "-->", "<title>某某</title>", "<div class=content>", "。", "<iframe src=//v.cn/player>", "<th>", "<figure>"]  # fmt: skip


def read(body: bytes, url: str = "http://www.xxfy.gov.cn/n/1.html") -> ReadPage | ListNote | Verdict:
    return read_page(CapturedPage(url, 200, "text/html", "", body, "", None, True), READERS, frozenset())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(TAGS) | st.text(max_size=30), max_size=60).map("".join))
def test_no_markup_breaks_reading(html):
    assert isinstance(read(html.encode("utf-8", "replace")), ReadPage | ListNote | Verdict)


@pytest.mark.parametrize("seed", range(12))
def test_a_page_damaged_anywhere_is_still_read(seed):
    chance = random.Random(seed)
    page = bytearray(families.trs(1, title="某案开庭公告发布").encode("gb18030"))
    for _ in range(chance.randint(1, 60)):
        start = chance.randrange(len(page))
        page[start : start + chance.randint(0, 9)] = chance.randbytes(chance.randint(0, 4))

    assert isinstance(read(bytes(page)), ReadPage | ListNote | Verdict)
