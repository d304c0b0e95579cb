"""Suggestions while typing, over a hundred thousand documents in PostgreSQL, beside the limit of 50 ms at the median.

What is measured is the whole request as the portal answers it; of corrected questions and of related pages, the function alone. The texts are what a typist leaves in the box on the way:
beginnings and insides of titles from two characters on, names of courts in full and in short, pinyin and its initials.
"""

import os
import random
from collections.abc import Callable, Iterator, Sized
from dataclasses import replace
from functools import partial
from time import perf_counter
from typing import Any

from bench.support.platform import scratch_platform
from bench.support.tables import percentile, ratio, show
from bench.support.texts import documents

DOCUMENTS = int(os.environ.get("DOCUMENTS", "100000"))
ASKED = int(os.environ.get("ASKED", "400"))
LIMIT = 50
"""Milliseconds that the median may take."""

MATTERS = """
离婚 物业费 劳动争议 民间借贷 交通事故 房屋租赁 网上立案 财产保全 执行悬赏 失信被执行人 司法拍卖 诉讼费缴纳 庭审直播 司法救助
未成年人保护 知识产权 破产重整 行政诉讼 刑事附带民事 调解协议确认
"""
SLIPS = """
离昏 离昏财产分割 民间界贷 交通士故 失信被执信人 laodongzhengyi 工伤赔尝 劳动仲才 起素 网上立安 司法拍买 信用卡诈片 物业服务和同 诉松时效 上诉壮
"""
RELATED = 100
FORMS = (
    "{court}关于{matter}案件的公告（第{n}号）",
    "{matter}案件开庭公告",
    "{matter}诉讼指南",
    "{court}召开{matter}工作新闻发布会",
    "{matter}典型案例之{n}",
    "如何办理{matter}",
)


def main() -> None:
    with scratch_platform():
        titles = store()
        took = measure(titles) | measure_the_rest()
        size = _one("SELECT pg_size_pretty(pg_relation_size('public.search_document_title_pairs'))")
    show(
        f"Suggestions while typing, {DOCUMENTS:,} documents, milliseconds a request",
        ("", "asked", "offered", "p50", "p95", "p99", "worst", "p50 to the limit"),
        [
            (
                name,
                len(each),
                sum(offered for _, offered in each),
                *(percentile([ms for ms, _ in each], percent) for percent in (50, 95, 99)),
                max(ms for ms, _ in each),
                ratio(percentile([ms for ms, _ in each], 50), LIMIT),
            )
            for name, each in took.items()
        ],
        f"The limit is {LIMIT} ms at the median. The index of titles takes {size}. Courts: the first request reads the directory.",
    )


def store() -> list[str]:
    """The titles of what is stored: two in three such as courts write, the others of statutes."""
    from django.db import connection

    from search.indexing import store_many

    chance, titles, batch = random.Random(7), [], []
    for number, document in enumerate(documents(DOCUMENTS)):
        title = document.title if number % 3 == 0 else _title(chance, document.court_name, number)
        titles.append(title)
        batch.append(replace(document, title=title))
        if len(batch) == 1000 or number == DOCUMENTS - 1:
            store_many(batch)
            batch = []
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE public.search_document")
    return titles


def measure(titles: list[str]) -> dict[str, list[tuple[float, int]]]:
    """Milliseconds, and how many suggestions came, of every request, by what was typed; and of all together."""
    from django.test import Client

    client, took = Client(HTTP_HOST="portal.localhost"), {}
    for name, typed in texts(titles).items():
        took[name] = [_ask(client, text) for text in typed]
    return {"all": [each for every in took.values() for each in every], **took}


def measure_the_rest() -> dict[str, list[tuple[float, int]]]:
    """The same of mending slips, and of reading and finding what is related to a page."""
    from search.documents.models import Document
    from search.suggesting.related import find_related, keep_related, related_pages
    from search.suggesting.vocabulary import renew_vocabulary

    began = perf_counter()
    words = renew_vocabulary()
    print(f"{words:,} words counted in {perf_counter() - began:.1f} s")
    keys = list(Document.objects.order_by("key").values_list("key", flat=True)[: 10 * RELATED : 10])
    found = [_timed(partial(find_related, key)) for key in keys]
    for key in keys:
        keep_related(key, find_related(key))
    return {
        "did you mean": [_timed(partial(_mended, text)) for text in SLIPS.split() * 5],
        "related pages, found in the background": found,
        "related pages, read": [_timed(partial(related_pages, key)) for key in keys],
    }


def texts(titles: list[str]) -> dict[str, list[str]]:
    from federation.courts.gazetteer import names_of
    from federation.courts.models import Court

    chance = random.Random(11)
    courts = list(Court.objects.select_related("superior").order_by("code"))
    share = ASKED // 4
    return {
        "beginnings of titles": [title[: chance.randint(2, 8)] for title in chance.sample(titles, share)],
        "insides of titles": list(_insides(chance, titles, share)),
        "names of courts": [
            _cut(chance, chance.choice(_written(names_of(chance.choice(courts)).names))) for _ in range(share)
        ],
        "pinyin of courts": [_cut(chance, _letters(chance, chance.choice(courts).pinyin)) for _ in range(share)],
    }


def _written(names: tuple[str, ...]) -> list[str]:
    return [name for name in names if not name.isascii()]


def _insides(chance: random.Random, titles: list[str], number: int) -> Iterator[str]:
    for title in chance.sample(titles, number):
        start = chance.randrange(max(1, len(title) - 2))
        yield title[start : start + chance.randint(2, 6)]


def _letters(chance: random.Random, pinyin: str) -> str:
    syllables = pinyin.split()
    return "".join(syllables) if chance.random() < 0.5 else "".join(each[0] for each in syllables)


def _cut(chance: random.Random, text: str) -> str:
    return text[: chance.randint(2, max(2, len(text)))]


def _title(chance: random.Random, court: str, number: int) -> str:
    return chance.choice(FORMS).format(court=court, matter=chance.choice(MATTERS.split()), n=number % 97 + 1)


def _ask(client: Any, text: str) -> tuple[float, int]:
    began = perf_counter()
    answer = client.get("/search/suggest/", {"q": text})
    milliseconds = (perf_counter() - began) * 1000
    assert answer.status_code == 200, answer.content
    return milliseconds, len(answer.json()["suggestions"])


def _mended(text: str) -> str:
    from search.suggesting.correcting import corrected

    return corrected(text) or ""


def _timed(work: Callable[[], Sized]) -> tuple[float, int]:
    began = perf_counter()
    result = work()
    return (perf_counter() - began) * 1000, len(result)


def _one(sql: str) -> Any:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


if __name__ == "__main__":
    main()
