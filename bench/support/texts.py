"""Realistic documents and questions for the search: statutes by the article, and what lay people ask of them."""

import json
import os
import random
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

LAWS = Path(os.environ.get("LAWS") or "../shared/corpora/laws.tar.xz")
QUESTIONS = Path(os.environ.get("QUESTIONS") or "../shared/relevance/queries.dev.jsonl")
DEMO_TEXTS = Path("deploy/demo/texts")
A_DOCUMENT = 700
"""Characters of a document, about."""

COMMON = (
    "合同",
    "公告",
    "人民法院",
    "司法公开",
    "劳动者 工资",
    "交通事故 赔偿",
    '"诉讼时效"',
    "房屋 租赁 合同",
    "2018 规定",
    "离婚 财产 分割",
)
FIRST_DAY = datetime(2008, 1, 1, tzinfo=UTC)
DAYS = 18 * 365


def documents(number: int, *, courts: int = 0) -> Iterator[Any]:
    """So many search documents, spread over so many courts (0: every seventh) and years. Texts repeat if there are
    not enough, each with a number of its own at its end, so that none is the copy of another."""
    from federation.courts.models import Court
    from search.types import SearchDocument

    every = Court.objects.filter(level__in=("basic", "intermediate")).order_by("code")
    publishing = list(every[: courts or None : 1 if courts else 7])
    chance = random.Random(20)
    for serial, (title, text) in enumerate(islice(_endless(), number)):
        court = chance.choice(publishing)
        yield SearchDocument(
            key=f"{court.code}:{serial}",
            version=1,
            court=court.code,
            court_name=court.name,
            level=court.level,
            province=court.province,
            url=f"http://court.localhost/{serial}/",
            title=title,
            text=f"{text}登记编号{serial}。",
            published=FIRST_DAY + timedelta(days=chance.randrange(DAYS)),
            column=chance.choice(("法院要闻", "法院公告", "规范性文件", "典型案例")),
        )


def questions(number: int) -> list[str]:
    """Short questions that a citizen types, and whole ones where a set of them is at hand, in a fixed order of chance."""
    asked = list(COMMON)
    if QUESTIONS.exists():
        lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
        asked += [json.loads(line)["query"] for line in random.Random(20).sample(lines, min(number, len(lines)))]
    repeated = list(islice(cycle(asked), number))
    random.Random(18).shuffle(repeated)
    return repeated


def varied_questions(number: int) -> list[str]:
    """A third single words, a third two or three words of one text, a third whole sentences; all different where the texts
    allow it, in a fixed order of chance."""
    from search.segmenting import question_tokens

    chance, words = random.Random(7), []
    for _, text in islice(_endless(), 2 * number):
        cut = [
            token.word for token in question_tokens(text[:300]) if len(token.word) > 1 and not token.word.isdecimal()
        ]
        words.append(chance.sample(cut, min(3, len(cut))) or list(COMMON[:1]))
    third = number // 3
    single = [each[0] for each in words[:third]]
    several = [" ".join(each[: chance.choice((2, 3))]) for each in words[third : 2 * third]]
    sentences = [each for each in questions(2 * number) if each not in COMMON] or [" ".join(each) for each in words]
    asked = single + several + sentences[: number - 2 * third]
    random.Random(18).shuffle(asked)
    return asked


def _endless() -> Iterator[tuple[str, str]]:
    return cycle(_laws() if LAWS.exists() else _demo())


def _laws() -> Iterator[tuple[str, str]]:
    with tarfile.open(LAWS, "r|xz") as archive:
        for member in archive:
            if member.name.endswith(".md") and not Path(member.name).name.startswith("_"):
                file = archive.extractfile(member)
                yield from _pieces(file.read().decode("utf-8") if file else "")


def _demo() -> Iterator[tuple[str, str]]:
    for path in sorted(DEMO_TEXTS.glob("*.md")):
        header, _, body = path.read_text(encoding="utf-8").partition("---\n")
        yield from _pieces("# " + header.splitlines()[0].partition(": ")[2] + "\n" + body)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """A text in pieces of about `A_DOCUMENT` characters, each with the title and a number."""
    first, _, rest = text.partition("\n")
    title, piece, number = first.lstrip("# ").strip(), "", 1
    for line in filter(None, map(str.strip, rest.splitlines())):
        piece += line + "\n"
        if len(piece) >= A_DOCUMENT:
            yield f"{title}（{number}）", piece
            piece, number = "", number + 1
    if piece:
        yield f"{title}（{number}）", piece
