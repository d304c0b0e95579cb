"""Questions in words that no document holds all: the best answers stand in the order of what they mean too."""

from datetime import timedelta

from tests.conformance.samples import DAY, keys
from tests.search_documents import asked

QUESTION = "邻居养的动物咬人怎么办"
LENGTH = 40
LIABLE = "饲养的动物造成他人损害的，饲养人应当承担侵权责任。".ljust(LENGTH, "。")
OTHERS = [
    text.ljust(LENGTH, "。")
    for text in (
        "出售动物产品的企业应当依法缴纳税款，报送财务报表。",
        "进口动物疫苗的船舶应当向海事管理机构办理进港手续。",
        "动物图案的外观设计，可以向国务院专利部门申请专利。",
        "动物园工程的招标投标活动，应当公开、公平、公正。",
    )
]
"""All hold one word of the question, once, in texts of one length: by words, none is better than another."""


def test_of_equal_words_the_likest_meaning_comes_first(backend, document):
    backend.index([document("规定", text=text) for text in (*OTHERS, LIABLE)])

    results = backend.search(asked(QUESTION))

    assert results.relaxed
    assert results.hits[0].key == "d5"


def test_what_holds_every_word_stays_first(backend, document):
    backend.index([document("规定", text=text) for text in (*OTHERS, LIABLE)])
    backend.index([document("邻居养的动物咬人怎么办", text="登记编号。" * 8)])

    assert keys(backend, QUESTION)[0] == "d6"


def test_the_pages_of_such_an_answer_hold_every_hit_once(backend, document):
    backend.index([document("规定", text=f"{OTHERS[number % 4]}{number}") for number in range(70)])

    pages = [[hit.key for hit in backend.search(asked(QUESTION, page=page, page_size=30)).hits] for page in (1, 2, 3)]

    assert [len(page) for page in pages] == [30, 30, 10]
    assert len({key for page in pages for key in page}) == 70


def test_by_date_the_newest_comes_first_whatever_it_means(backend, document):
    ages = (
        document("规定", text=text, published=DAY - timedelta(days=age)) for age, text in enumerate((*OTHERS, LIABLE))
    )
    backend.index([*ages])

    assert keys(backend, QUESTION, sort="date") == ["d1", "d2", "d3", "d4", "d5"]
