"""How often proposals for old columns are right, and how sure they say they are."""

import pytest

from federation.catalogue.items import ITEMS
from federation.domain.courts import Level
from sites.legacy.mapping.names import likeness, plain_name
from sites.legacy.mapping.proposals import UNSORTED, Candidate, propose
from sites.legacy.mapping.topics import topics
from tests.unit.legacy.mapping.labelled import Labelled, candidates, labelled_columns

SURE = 0.8


def right(cases: list[Labelled], *, at_least: float = 0.0) -> tuple[float, int]:
    """Which share of proposals of some confidence is right, and how many there are."""
    proposals = [(case, propose(case.names, case.articles, candidates(case.level))) for case in cases]
    judged = [case.is_right(proposal) for case, proposal in proposals if proposal.confidence >= at_least]
    return sum(judged) / len(judged), len(judged)


def test_the_labelled_columns_cover_every_catalogue_item() -> None:
    cases = labelled_columns()

    assert len(cases) >= 180
    assert {case.item for case in cases} == {item.code for item in ITEMS}
    assert sum(case.held_out for case in cases) >= 60


def test_every_catalogue_item_has_a_topic() -> None:
    assert {topic.catalogue_item for topic in topics()} == {item.code for item in ITEMS}


def test_proposals_for_columns_that_were_held_out_are_right() -> None:
    held_out = [case for case in labelled_columns() if case.held_out]

    overall, _count = right(held_out)
    sure, count = right(held_out, at_least=SURE)

    assert overall >= 0.9
    assert sure >= 0.97
    assert count >= len(held_out) / 2


def test_proposals_from_the_names_alone_are_less_often_right_and_say_so() -> None:
    cases = [
        Labelled(case.level, case.names, case.item, case.columns, (), case.held_out) for case in labelled_columns()
    ]

    overall, _count = right(cases)
    sure, count = right(cases, at_least=SURE)

    assert 0.75 <= overall < sure
    assert sure >= 0.97
    assert count < len(cases)


def test_proposals_from_the_articles_alone_are_never_called_sure() -> None:
    cases = labelled_columns()
    proposals = [propose(("甲乙丙",), case.articles, candidates(case.level)) for case in cases]

    assert max(proposal.confidence for proposal in proposals) < 0.9
    assert sum(
        case.item == proposal.catalogue_item for case, proposal in zip(cases, proposals, strict=True)
    ) >= 0.9 * len(cases)


def test_a_proposal_gives_its_grounds() -> None:
    proposal = propose(("老赖曝光台",), [("失信被执行人名单（第三期）", "")], candidates(Level.BASIC))

    assert proposal.column is not None
    assert proposal.column.names == ("审判执行", "执行信息")
    assert proposal.catalogue_item == "5.6"
    assert proposal.reasons[0] == "属于“执行工作信息”"
    assert "名称近于“执行信息”" in proposal.reasons[1]


def test_the_text_of_articles_counts_where_their_titles_say_nothing() -> None:
    text = "张大山：本院受理原告某银行诉你金融借款合同纠纷一案，现依法向你公告送达起诉状副本及开庭传票。"

    silent = propose(("其它",), [("张大山", "")] * 5, candidates(Level.BASIC))
    telling = propose(("其它",), [("张大山", text)] * 5, candidates(Level.BASIC))

    assert telling.column is not None
    assert telling.column.title == "送达公告"
    assert telling.confidence > silent.confidence


def test_a_column_of_the_same_name_is_taken_even_if_the_court_made_it_itself() -> None:
    own = Candidate(1, ("法院概况", "天平之声"), "")

    proposal = propose(("文化", "天平之声"), [], [*candidates(Level.BASIC), own])

    assert proposal.column == own
    assert proposal.confidence > 0.9


def test_of_two_columns_of_one_name_the_one_under_the_same_parent_is_taken() -> None:
    first, second = Candidate(1, ("立案", "动态"), ""), Candidate(2, ("执行", "动态"), "")

    assert propose(("执行", "动态"), [], [first, second]).column == second


def test_where_no_column_fits_a_new_one_is_proposed_under_the_kindred_one() -> None:
    few = [Candidate(1, ("甲",), ""), Candidate(2, ("乙",), ""), Candidate(3, ("乙", "法院文化"), "10.7")]

    proposal = propose(("法警之窗",), [("法警大队开展警务技能训练", "")], few)

    assert (proposal.column, proposal.new_name, proposal.catalogue_item) == (few[1], "法警之窗", "10.6")


def test_an_unknown_column_keeps_its_name_under_the_parent_that_is_there_and_no_deeper_than_two_levels() -> None:
    here = [Candidate(1, ("专题",), "")]

    proposal = propose(("专题", "二级", "甲乙丙"), [], here)

    assert (proposal.column, proposal.new_name, proposal.catalogue_item) == (here[0], "甲乙丙", "")
    assert proposal.confidence < 0.3


def test_articles_without_a_column_go_to_one_for_the_unsorted() -> None:
    proposal = propose((), [("无题", "")], candidates(Level.BASIC))

    assert (proposal.column, proposal.new_name) == (None, UNSORTED)


def test_names_are_compared_without_the_courts_name_marks_and_endings() -> None:
    assert plain_name("【青山区人民法院 开庭公告】栏目") == "开庭公告"
    assert likeness("开庭公告", "开庭公告") == 1.0
    assert likeness("公告", "开庭公告") < likeness("开庭公告", "公告") < likeness("开庭公告信息", "开庭公告") < 1.0
    assert likeness("开庭公告", "队伍建设") == 0.0


@pytest.mark.parametrize(
    "text", ["某" * 10_000, "、".join(["张三"] * 3_000), "：".join(["本院受"] * 3_000), "（" * 10_000]
)
def test_no_text_makes_the_words_of_a_topic_go_round_in_circles(text: str) -> None:
    proposal = propose(("甲乙丙",), [(text, text)], candidates(Level.BASIC))

    assert 0 <= proposal.confidence <= 1


def test_articles_outweigh_a_name_that_stands_over_anything() -> None:
    cases = labelled_columns()
    proposals = [propose(("信息公告",), case.articles * 5, candidates(case.level)) for case in cases]

    right_items = sum(case.item == each.catalogue_item for case, each in zip(cases, proposals, strict=True))
    assert right_items >= 0.9 * len(cases)


def test_two_names_are_not_one_for_sharing_most_characters() -> None:
    proposal = propose(("司法公开",), [("关于进一步深化司法公开的意见", "")], candidates(Level.BASIC))

    assert proposal.column is not None
    assert proposal.column.title == "公开目录"
