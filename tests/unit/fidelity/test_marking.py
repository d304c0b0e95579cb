"""Two texts side by side, with what differs marked."""

from sites.legacy.fidelity.marking import marked_lines


def test_lines_that_are_the_same_are_not_marked() -> None:
    (line,) = marked_lines("第一条 为了规范诉讼。", "第一条 为了规范诉讼。\n\n")

    assert not line.differs


def test_a_changed_word_is_marked_within_its_line() -> None:
    (line,) = marked_lines("原告应当预交诉讼费用", "原告可以预交诉讼费用")

    assert line.old == (("原告", False), ("应当", True), ("预交诉讼费用", False))
    assert line.new == (("原告", False), ("可以", True), ("预交诉讼费用", False))


def test_a_line_that_only_one_text_has_stands_alone() -> None:
    first, second = marked_lines("甲方负责送达文书\n乙方负责签收", "甲方负责送达文书")

    assert not first.differs
    assert second.old == (("乙方负责签收", True),)
    assert not "".join(text for text, _ in second.new)
