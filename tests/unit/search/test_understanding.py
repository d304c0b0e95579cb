"""What is understood of a question beside its words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.question import Kind, Narrowing
from tests.unit.search.known import TODAY, shipped, understand

PIECES = """
北京市 北京 朝阳 朝阳区 人民 法院 三中院 第三中级人民法院 最高法 chaoyang fayuan 2023年 2020-2022 3月 13月 32日 以后 以前 去年 最近 三 个月
年份: 法院： 审级:中级 日期: 第四百 六十五 条 之一 民法典 （2018）京0105民初1234号 法发〔2018〕 20号 老赖 不 工资 诉讼指南 “ ” - 《 》
朝陽 訴訟
"""
PIECE = st.sampled_from(PIECES.split())
TYPED = st.one_of(
    st.lists(PIECE, max_size=12).map("".join),
    st.lists(PIECE, max_size=12).map(" ".join),
    st.text(st.characters(exclude_categories=[]), max_size=300),
)


@pytest.fixture(scope="module", autouse=True)
def _loaded():
    shipped()


def words(question):
    return ["".join(phrase.single_words) for phrase in question.wanted]


def understood(typed):
    return [(each.kind, each.typed, each.label) for each in understand(typed).understood]


@given(TYPED)
def test_anything_can_be_understood(typed):
    question = understand(typed)

    for each in question.understood:
        assert each.typed.strip()
        assert each.label


@given(TYPED)
def test_what_is_taken_back_is_not_understood_again(typed):
    question = understand(typed)

    for each in question.understood:
        again = understand(typed, literally=[each.typed])
        assert each not in again.understood


@given(TYPED)
def test_taken_back_altogether_a_question_narrows_nothing(typed):
    literally: list[str] = []
    for _ in range(40):
        question = understand(typed, literally=literally)
        if not question.narrowing:
            break
        literally += [each.typed for each in question.understood]

    assert not question.narrowing


# Courts


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("北京市朝阳区人民法院", {"京0105"}),
        ("北京朝阳法院", {"京0105"}),
        ("朝阳区法院", {"京0105", "吉0104"}),
        ("朝阳法院", {"京0105", "吉0104", "辽1321"}),
        ("长春市朝阳区法院", {"吉0104"}),
        ("吉林省长春朝阳法院", {"吉0104"}),
        ("北京市第三中级人民法院", {"京03"}),
        ("北京三中院", {"京03"}),
        ("北京第三中院", {"京03"}),
        ("三中院", {"京03", "沪03", "渝03"}),
        ("杭州中院", {"浙01"}),
        ("浙江省杭州市中级法院", {"浙01"}),
        ("石家庄正定县法院", {"冀0123"}),
        ("河北省正定县人民法院", {"冀0123"}),
        ("广西高院", {"桂"}),
        ("最高法", {"最高法"}),
        ("最高人民法院", {"最高法"}),
        ("上海海事法院", {"沪72"}),
        ("北京知产法院", {"京73"}),
        ("北京铁路法院", {"京7101"}),
        ("浦东法院", {"沪0115"}),
        ("大理中院", {"云29"}),
        ("伊犁分院", {"新40"}),
        ("第一师中院", {"兵01"}),
        ("北京市第三中級人民法院", {"京03"}),
        ("chaoyangfayuan", {"京0105", "吉0104", "辽1321", "粤0513"}),
        ("beijing chaoyang fayuan", {"京0105"}),
        ("Beijing Sanzhongyuan", {"京03"}),
        ("法院:朝阳", {"京0105", "吉0104", "辽1321"}),
        ("法院：杭州中院", {"浙01"}),
        ("法院:京0105", {"京0105"}),
    ],
)
def test_a_court_is_known_by_all_its_names(typed, codes):
    question = understand(f"{typed} 公告")

    assert set(question.narrowing.courts) == codes
    assert words(question) == ["公告"]


@pytest.mark.parametrize(
    "typed",
    [
        "当地法院",
        "向有管辖权的法院起诉",
        "基层法院",
        "朝阳",
        "朝阳区",
        "fayuan",
        "法院:火星",
        "最高法律",
        "最高人民法院关于审理民间借贷案件的规定",
        "《最高人民法院公报》",
        "“北京三中院”",
        "-朝阳法院",
    ],
)
def test_what_names_no_court_narrows_to_none(typed):
    assert not understand(typed).narrowing


def test_every_court_is_known_by_its_own_name():
    names = shipped().names

    for code, label in names.labels.items():
        if code in names.places:
            assert code in understand(label).narrowing.courts, label


# Periods


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2023年", "2023-01-01", "2023-12-31"),
        ("二〇二三年", "2023-01-01", "2023-12-31"),
        ("２０２３年", "2023-01-01", "2023-12-31"),
        ("2023年3月", "2023-03-01", "2023-03-31"),
        ("2024年二月份", "2024-02-01", "2024-02-29"),
        ("2023年3月5日", "2023-03-05", "2023-03-05"),
        ("2023-03-05", "2023-03-05", "2023-03-05"),
        ("2023/3/5", "2023-03-05", "2023-03-05"),
        ("2023.3.5", "2023-03-05", "2023-03-05"),
        ("2020-2022", "2020-01-01", "2022-12-31"),
        ("2020年至2022年", "2020-01-01", "2022-12-31"),
        ("2020年3月到2021年5月", "2020-03-01", "2021-05-31"),
        ("2020年3月-5月", "2020-03-01", "2020-05-31"),
        ("2021年3月以后", "2021-03-01", None),
        ("自2021年以来", "2021-01-01", None),
        ("2021年之前", None, "2020-12-31"),
        ("今天", "2026-11-24", "2026-11-24"),
        ("昨天", "2026-11-23", "2026-11-23"),
        ("上周", "2026-11-16", "2026-11-22"),
        ("本月", "2026-11-01", "2026-11-30"),
        ("上个月", "2026-10-01", "2026-10-31"),
        ("今年", "2026-01-01", "2026-12-31"),
        ("去年", "2025-01-01", "2025-12-31"),
        ("前年", "2024-01-01", "2024-12-31"),
        ("最近三个月", "2026-08-24", "2026-11-24"),
        ("近两年", "2024-11-24", "2026-11-24"),
        ("最近半年", "2026-05-24", "2026-11-24"),
        ("过去10天", "2026-11-14", "2026-11-24"),
        ("年份:2020", "2020-01-01", "2020-12-31"),
        ("日期:2020-2022", "2020-01-01", "2022-12-31"),
        ("2020年 2022年", "2020-01-01", "2022-12-31"),
        ("2020年以后 2022年以前", "2020-01-01", "2021-12-31"),
    ],
)
def test_periods(typed, first, last):
    question = understand(f"{typed} 拍卖")

    days = (question.narrowing.published_from, question.narrowing.published_until)
    assert [day and day.isoformat() for day in days] == [first, last]
    assert words(question) == ["拍卖"]


@pytest.mark.parametrize(
    "typed",
    [
        "2023",
        "2023.5",
        "2023年度",
        "2023年工作报告",
        "2023年朝阳法院工作报告",
        "2020年修正",
        "2023年13月32日",
        "2022-2020",
        "以前年度",
    ]
    + ["（2018）京0105民初1234号", "法发〔2018〕20号", "138-2020-2021", "附近3天"],
)
def test_what_is_no_day_of_publication_narrows_to_none(typed):
    narrowing = understand(typed).narrowing

    assert (narrowing.published_from, narrowing.published_until) == (None, None)


def test_a_period_ends_with_its_last_day():
    last = understand("2020年以后").narrowing.also(Narrowing(published_until=TODAY))

    assert (last.published_from, last.published_until) == (date(2020, 1, 1), TODAY)


# Numbers


@pytest.mark.parametrize(
    ("typed", "kind", "label"),
    [
        ("(2018)京0105民初1234号", Kind.CASE, "（2018）京0105民初1234号"),
        ("法发[2018]20号", Kind.DOCUMENT, "法发〔2018〕20号"),
        ("法释2020年17号", Kind.DOCUMENT, "法释〔2020〕17号"),
        ("民法典第四百六十五条", Kind.ARTICLE, "民法典第465条"),
        ("刑法第120条之一", Kind.ARTICLE, "刑法第120条之1"),
    ],
)
def test_numbers_are_shown_in_normal_form(typed, kind, label):
    assert [(each.kind, each.label) for each in understand(typed).understood] == [(kind, label)]


def test_an_article_is_the_same_in_figures_and_numerals():
    assert words(understand("民法典第四百六十五条")) == words(understand("民法典 第 465 条")) == ["民法典", "第465条"]


def test_a_number_taken_back_is_read_as_words():
    assert words(understand("第465条", literally=["第465条"])) == ["第465条"]
    assert understand("第465条", literally=["第465条"]).wanted != understand("第465条").wanted


# Filters, items, meanings


def test_filters_typed_as_text():
    narrowing = understand("审级:中级 地区:浙江 栏目:法院公告 目录:诉讼指南 拍卖").narrowing

    assert narrowing == Narrowing(
        levels=("intermediate",), provinces=("浙江省",), columns=("法院公告",), catalogue_items=("6.1",)
    )


def test_a_filter_with_a_value_that_does_not_exist_is_words():
    question = understand("审级:特级")

    assert not question.narrowing
    assert words(question) == ["审级", "特级"]


def test_a_catalogue_item_leans_and_narrows_nothing():
    question = understand("诉讼指南")

    assert question.leaning == ("6.1",)
    assert not question.narrowing
    assert words(question) == ["诉讼", "指南"]


def test_lay_words_bring_the_words_of_the_law():
    question = understand("老赖怎么办")

    [meant] = [each for each in question.expansions if each.text == "失信被执行人"]
    assert meant.stands_for == question.wanted
    assert understood("老赖怎么办")[0][:2] == (Kind.MEANING, "老赖")


def test_lay_words_taken_back_bring_nothing():
    question = understand("老赖", literally=["老赖"])

    assert not question.expansions
    assert words(question) == ["老赖"]


def test_a_meaning_is_not_found_inside_another_word():
    assert all(each.kind is not Kind.MEANING for each in understand("古老赖皮").understood)
