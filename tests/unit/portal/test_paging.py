from federation.portal.paging import GAP, pager
from federation.portal.templatetags.portal import figures, phrases


def addresses(number: int) -> str:
    return f"?page={number}"


def test_numbers_far_from_the_page_are_left_out():
    links = pager(number=20, pages=39, address_of=addresses).links

    assert [link and link.number for link in links] == [1, GAP, 18, 19, 20, 21, 22, GAP, 39]


def test_the_first_page_has_none_before_it_and_the_last_none_after():
    assert pager(number=1, pages=2, address_of=addresses).previous == ""
    assert pager(number=2, pages=2, address_of=addresses).next == ""


def test_a_list_without_pages_has_a_pager_without_a_way_on():
    assert pager(number=1, pages=0, address_of=addresses).next == ""


def test_headings_break_between_words_and_stay_text():
    assert phrases("最高人民法院关于司法公开的意见") == "最高人民法院<wbr>关于<wbr>司法<wbr>公开的<wbr>意见"
    assert "<b>" not in phrases("<b>标题</b>")
    assert phrases(None) == ""


def test_figures_are_set_apart_by_thousands():
    assert figures(3582) == "3,582"
