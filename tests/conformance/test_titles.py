"""Who types a title in full finds that document first."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.conformance.samples import keys

TITLE = "关于规范执行款物管理的通知"
NOW = datetime.now(UTC)


@pytest.fixture
def among_others(backend, document):
    """The one meant is old, of a basic court, and says nothing more; all others hold every word, most of them in the title."""
    backend.index(
        [document(TITLE, "见附件。", published=NOW - timedelta(days=3_000))]
        + [
            document(f"{TITLE}之{number}", f"{TITLE}。" * 20, published=NOW, level="supreme", keywords=(TITLE,))
            for number in "一二三四五六"
        ]
        + [document("工作简报", f"转发{TITLE}。" * 20, published=NOW, level="high")]
    )
    return backend


@pytest.mark.parametrize(
    "typed", [TITLE, f"《{TITLE}》", "关于规范执行款物管理的  通知", "關於規範執行款物管理的通知", f"{TITLE}。"]
)
def test_a_title_typed_in_full_comes_first_however_it_is_written(among_others, typed):
    assert keys(among_others, typed)[0] == "d1"


def test_part_of_a_title_decides_nothing(among_others):
    assert keys(among_others, "执行款物管理通知")[0] != "d1"


def test_it_comes_first_too_where_words_had_to_be_left_out(backend, document):
    backend.index(
        [
            document("火星诉讼服务中心的便民措施", "", published=NOW - timedelta(days=3_000)),
            document("便民措施与诉讼服务中心", "火星诉讼服务中心便民措施。" * 5, published=NOW, level="supreme"),
        ]
    )

    assert keys(backend, "火星诉讼服务中心的便民措施")[0] == "d1"


def test_a_court_that_the_title_names_does_not_hide_it(backend, document):
    title = "北京市朝阳区人民法院关于诉讼费退费的公告"
    backend.index(
        [
            document(title, "见附件。", published=NOW - timedelta(days=3_000)),
            document("公告", f"{title}。" * 20, published=NOW, level="supreme"),
        ]
    )

    assert keys(backend, title)[0] == "d1"


def test_an_excluded_word_is_not_brought_back_by_a_title(backend, document):
    backend.index([document("执行款物管理 -通知"), document("执行款物管理")])

    assert keys(backend, "执行款物管理 -通知") == ["d2"]
