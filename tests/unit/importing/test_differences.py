"""Two texts side by side, with what differs marked."""

from sites.legacy.importing.differences import Piece, Row, compare


def test_lines_that_are_the_same_are_not_marked() -> None:
    (stretch,) = compare(["第一条 为了规范诉讼。"], ["第一条 为了规范诉讼。"])

    assert stretch.same
    assert not any(piece.changed for row in stretch.rows for piece in (*row.ours, *row.theirs))


def test_a_changed_word_is_marked_within_its_line() -> None:
    (stretch,) = compare(["原告应当预交诉讼费用"], ["原告可以预交诉讼费用"])

    assert stretch.rows == (
        Row(
            (Piece("原告", False), Piece("应当", True), Piece("预交诉讼费用", False)),
            (Piece("原告", False), Piece("可以", True), Piece("预交诉讼费用", False)),
        ),
    )


def test_a_line_that_only_one_text_has_stands_alone() -> None:
    first, second = compare(["甲方负责送达文书", "乙方负责签收"], ["甲方负责送达文书"])

    assert first.same
    assert second.rows == (Row((Piece("乙方负责签收", True),), ()),)
