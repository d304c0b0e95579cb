from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.legacy.dates import SHANGHAI, date_in_address, find_date, find_dates, finer, stated_date
from sites.legacy.metalines import read_meta_line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("发布时间:2018年11月20日", (2018, 11, 20)),
        ("2018-11-20 08:30", (2018, 11, 20, 8, 30)),
        ("2018年11月20日 星期二 08时30分", (2018, 11, 20, 8, 30)),
        ("2018年 11月 20日", (2018, 11, 20)),
        ("18/11/20", (2018, 11, 20)),
        ("18-11-20 8:05", (2018, 11, 20, 8, 5)),
        ("2018.11.20", (2018, 11, 20)),
        ("2018/1/2", (2018, 1, 2)),
        ("２０１８年１１月２０日", (2018, 11, 20)),
        ("二○一六年十一月二十一日", (2016, 11, 21)),
        ("二〇一六年一月三十日", (2016, 1, 30)),
        ("二零零九年十月十日", (2009, 10, 10)),
        ("二０一六年三月廿一日", (2016, 3, 21)),
        ("20181120", (2018, 11, 20)),
        ("Nov 20, 2018 8:30 pm", (2018, 11, 20, 20, 30)),
        ("Tuesday, 20 November 2018", (2018, 11, 20)),
        ("2018年11月20日08:30:15", (2018, 11, 20, 8, 30, 15)),
        ("二〇一八年十二月三十一日", (2018, 12, 31)),
        ("20.11.2018", (2018, 11, 20)),
        ("20/11/2018 09:15", (2018, 11, 20, 9, 15)),
        ("20. November 2018", (2018, 11, 20)),
        ("2018 Nov 20", (2018, 11, 20)),
        ("3 août 2018", (2018, 8, 3)),
        ("27 de marzo de 2018", (2018, 3, 27)),
    ],
)
def test_every_form_of_date_is_understood(text, expected):
    assert find_date(text) == datetime(*expected, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("02.12.19", (2019, 12, 2)),
        ("30.10.23", (2023, 10, 30)),
        ("Published on 01/25/26", (2026, 1, 25)),
        ("12.16.2025", (2025, 12, 16)),
        ("15 августа 2016, 13:43", (2016, 8, 15, 13, 43)),
        ("31. Jänner 2018", (2018, 1, 31)),
        ("17 Agustus 2021", (2021, 8, 17)),
    ],
)
def test_the_short_forms_of_elsewhere_are_understood_on_pages_from_there(text, expected):
    assert find_date(text, chinese=False) == datetime(*expected, tzinfo=SHANGHAI)


def test_a_short_year_stands_first_on_chinese_pages():
    assert find_date("18.11.20") == datetime(2018, 11, 20, tzinfo=SHANGHAI)


def test_of_one_day_the_moment_that_knows_the_hour_is_kept():
    day, moment = datetime(2018, 11, 20, tzinfo=SHANGHAI), datetime(2018, 11, 20, 8, 30, tzinfo=SHANGHAI)

    assert finer(day, moment) == finer(moment, day) == moment
    assert finer(day, datetime(2018, 11, 21, 8, 30, tzinfo=SHANGHAI)) == day


@pytest.mark.parametrize(
    "text",
    [
        "https://news.example/2018/11/20/a-word",
        "2018年3月",
        "第2018112001号",
        "120.18.1.2",
        "2018-13-40",
        "电话 010-1234567",
        "",
    ],
)
def test_what_is_no_date_is_none(text):
    assert find_date(text) is None


def test_nothing_is_published_before_the_web_or_after_tomorrow():
    year = datetime.now(SHANGHAI).year

    assert find_date(f"{year + 2}-01-01") is None
    assert stated_date(f"{year + 2}-01-01T00:00:00Z") is None
    assert find_date("1912-01-01") is None


def test_a_day_and_a_month_that_could_change_places_are_read_in_the_order_that_is_possible():
    assert find_date("11/20/2018") == datetime(2018, 11, 20, tzinfo=SHANGHAI)
    assert find_date("20/11/2018") == datetime(2018, 11, 20, tzinfo=SHANGHAI)


def test_an_offset_is_kept():
    assert stated_date("2018-03-15T20:35:43-05:00").isoformat() == "2018-03-15T20:35:43-05:00"


def test_addresses_name_days():
    assert date_in_address("http://x.cn/sfgk/201611/t20161121_4711.html").date().isoformat() == "2016-11-21"
    assert date_in_address("http://x.cn/2018-11/20/c_1.htm").date().isoformat() == "2018-11-20"
    assert date_in_address("http://x.cn/article/detail/2018/11/id/358.shtml") is None


@given(st.text())
def test_no_text_breaks_the_search_for_dates(text):
    assert all(moment.tzinfo for moment in find_dates(text))


@pytest.mark.parametrize(
    ("line", "source", "author", "editor"),
    [
        ("来源:网络整理   作者:郑某 人气: 发布时间:2018-03-14", "网络整理", "郑某", ""),
        ("来源:中国法院网|作者:李四 王五|责任编辑:赵六", "中国法院网", "李四 王五", "赵六"),
        ("2018年11月20日 10:03 来源:人民网-某某频道  分享到:", "人民网-某某频道", "", ""),
        ("来源:朝阳法院点击数:123更新时间:2018/11/20", "朝阳法院", "", ""),
        ("作者: 来源: 点击:5", "", "", ""),
    ],
)
def test_labelled_facts_end_where_the_next_label_begins(line, source, author, editor):
    read = read_meta_line(line)

    assert (read.source, read.author, read.editor) == (source, author, editor)
