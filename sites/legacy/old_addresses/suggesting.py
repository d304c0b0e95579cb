"""Where an address that visitors miss may have gone: the nearest old addresses, titles and columns, each with a score."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from posixpath import dirname

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from pypinyin import Style, lazy_pinyin
from rapidfuzz import fuzz
from wagtail.models import Page

from sites.legacy.addresses import path_of, query_of
from sites.legacy.models import OldAddress
from sites.legacy.old_addresses.keys import key_on_site
from sites.legacy.old_addresses.leading import folders_of, new_address
from sites.legacy.old_addresses.words import words_of_address
from sites.legacy.patterns import page_number
from sites.pages.base import HOME_DEPTH
from sites.pages.column import ColumnPage

MOST_SUGGESTIONS = 3
MOST_CANDIDATES, ROWS_A_CHUNK = 300, 5000
SHORTEST_NUMBER, SHORTEST_LEAF = 3, 5
_NUMBERS = re.compile(r"\d+")
_LETTERS = re.compile(r"[a-z]{2,}")
# How far each likeness is believed, in hundredths.
FIRST_PAGE, SAME_NUMBER, SAME_LEAF, COLUMN_TITLE, TITLE, PINYIN, LIST, FOLDER = 97, 70, 60, 85, 70, 65, 75, 55
STEP_UP, SECOND_REASON = 10, 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A page, or else a path on the site, that may stand for a missed address. `score` is in hundredths of certainty."""

    title: str
    score: int
    why: str
    page_id: int | None = None
    link: str = ""


@dataclass(frozen=True)
class _Column:
    page_id: int
    title: str
    shown: str
    path: str
    pinyin: str
    initials: str


class Suggester:
    """Makes suggestions for a list of missed addresses, for all of which it looks through the old addresses once."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = tuple(keys)

    def suggest(self, key: str) -> list[Suggestion]:
        """At most three for a key of the list, the likeliest first, each target once."""
        best: dict[tuple[int | None, str], Suggestion] = {}
        for suggestion in self._all(key):
            target = (suggestion.page_id, suggestion.link)
            best[target] = _surer(suggestion, best.get(target))
        return sorted(best.values(), key=lambda suggestion: -suggestion.score)[:MOST_SUGGESTIONS]

    def _all(self, key: str) -> Iterator[Suggestion]:
        yield from _first_page(key)
        yield from self._same_number(key)
        yield from self._same_leaf(key)
        yield from _slip_of_the_pen(key)
        yield from self._by_words(key)
        yield from self._by_pinyin(key)
        yield from self._by_folder(key)

    @cached_property
    def _columns(self) -> list[_Column]:
        """The site's public columns, each named with the column that it stands under."""
        columns = list(ColumnPage.objects.live().public())
        titles = {column.path: column.title for column in columns}
        return [
            _Column(
                column.pk,
                column.title,
                " › ".join(filter(None, (titles.get(column.path[: -column.steplen]), column.title))),
                column.path,
                "".join(lazy_pinyin(column.title)).lower(),
                "".join(lazy_pinyin(column.title, style=Style.FIRST_LETTER)).lower(),
            )
            for column in columns
        ]

    @cached_property
    def _alike(self) -> list[OldAddress]:
        """Old addresses that hold the number or end in the file name of any key of the list.

        Looked through here: PostgreSQL takes five times as long for one pattern of all of them.
        """
        numbers = set(filter(None, map(_number, self._keys)))
        leaves = set(filter(None, map(_leaf, self._keys)))
        rows = _leading().values_list("pk", "key").order_by().iterator(chunk_size=ROWS_A_CHUNK)
        alike = (
            pk for pk, key in rows if key.rpartition("/")[2] in leaves or not numbers.isdisjoint(_NUMBERS.findall(key))
        )
        found = list(islice(alike, MOST_CANDIDATES * len(self._keys))) if numbers or leaves else []
        return list(_leading().filter(pk__in=found))

    def _same_number(self, key: str) -> Iterator[Suggestion]:
        """The same number under another pattern: `/show.asp?id=1723` and `/news/1723.html`."""
        number, numbers = _number(key), set(_NUMBERS.findall(key))
        for old in self._alike if number else ():
            others = set(_NUMBERS.findall(old.key))
            if number in others:
                likeness = fuzz.ratio(_NUMBERS.sub("", key), _NUMBERS.sub("", old.key)) / 100
                certainty = SAME_NUMBER + (FIRST_PAGE - SAME_NUMBER) * likeness
                shared = len(numbers & others) / len(numbers)
                yield from _suggestion(old, round(certainty * shared), _("编号相同"))

    def _same_leaf(self, key: str) -> Iterator[Suggestion]:
        leaf = _leaf(key)
        for old in self._alike if leaf else ():
            if old.key.endswith(f"/{leaf}"):
                yield from _suggestion(old, SAME_LEAF + round(fuzz.ratio(key, old.key) * 0.35), _("文件名相同"))

    def _by_words(self, key: str) -> Iterator[Suggestion]:
        """Pages whose title holds a Chinese word of the address; a column of that very name first."""
        words = words_of_address(key).split()
        for column in self._columns:
            if column.title in words:
                yield Suggestion(column.shown, COLUMN_TITLE, _("栏目同名"), column.page_id)
        for word in words:
            titled = _open_pages().filter(title__contains=word).order_by("-first_published_at")
            for page in titled[:MOST_SUGGESTIONS]:
                score = round(TITLE * (0.6 + 0.4 * len(word) / len(page.title)))
                yield Suggestion(page.title, score, _("标题含“%(word)s”") % {"word": word}, page.pk)

    def _by_pinyin(self, key: str) -> Iterator[Suggestion]:
        """Columns whose name is a folder's or a parameter's pinyin: `kaitinggonggao`, or its initials, `ktgg`."""
        spelled = [path_of(key).lower(), *(value.lower() for _name, value in query_of(key))]
        for word in dict.fromkeys(_LETTERS.findall("/".join(spelled))):
            for column in self._columns:
                if word == column.pinyin or (len(word) > 2 and word == column.initials):
                    yield Suggestion(column.shown, PINYIN, _("栏目名的拼音"), column.page_id)
                elif len(word) > 5 and (likeness := fuzz.ratio(word, column.pinyin)) > 85:
                    yield Suggestion(
                        column.title, round(PINYIN * likeness / 100), _("与栏目名的拼音相近"), column.page_id
                    )

    def _by_folder(self, key: str) -> Iterator[Suggestion]:
        """The column of the nearest known folder: of its list, or that in which most of what stood there stands today."""
        for steps, folder in enumerate(folders_of(key)):
            near = _leading().filter(Q(key=folder) | Q(key__startswith=f"{folder}/"), page__isnull=False)
            neighbours = {old.key: self._column_of(old.page.path) for old in near[:MOST_CANDIDATES] if old.page}
            known = Counter(path for path in neighbours.values() if path)
            if known:
                listed = neighbours.get(folder, "")
                path, certainty = (listed, LIST) if listed else (known.most_common(1)[0][0], FOLDER)
                column = next(column for column in self._columns if column.path == path)
                yield Suggestion(
                    column.shown, max(certainty - STEP_UP * steps, STEP_UP), _("同一目录的栏目"), column.page_id
                )
                return

    def _column_of(self, path: str) -> str:
        """The tree path of the innermost column that a page stands under, or is."""
        return max((column.path for column in self._columns if path.startswith(column.path)), key=len, default="")


def _surer(one: Suggestion, other: Suggestion | None) -> Suggestion:
    """The surer of two suggestions of one target; two reasons make it surer still."""
    if other is None:
        return one
    better = max(one, other, key=lambda suggestion: suggestion.score)
    if one.why == other.why or better.score >= FIRST_PAGE:
        return better
    return replace(better, score=min(better.score + SECOND_REASON, FIRST_PAGE))


def _first_page(key: str) -> Iterator[Suggestion]:
    later = page_number(f"http://x{key}")
    if later:
        keys = [key_on_site(f"http://{first}") for first in later.first]
        for old in _leading().filter(key__in=keys):
            yield from _suggestion(old, FIRST_PAGE, _("同一内容的第一页"))


def _slip_of_the_pen(key: str) -> Iterator[Suggestion]:
    """An address in the same folder that differs by a letter or two, with the same numbers in it."""
    path = path_of(key)
    if len(path.rpartition("/")[2]) < SHORTEST_LEAF:
        return
    numbers = _NUMBERS.findall(key)
    for old in _leading().filter(key__startswith=f"{dirname(path).rstrip('/')}/")[:MOST_CANDIDATES]:
        likeness = fuzz.ratio(key, old.key)
        if likeness > 85 and _NUMBERS.findall(old.key) == numbers:
            yield from _suggestion(old, round(likeness * 0.9), _("地址相近"))


def _number(key: str) -> str:
    """The longest number of an address, which is its identifier as a rule; "" where all are short."""
    number = max(_NUMBERS.findall(key), key=len, default="")
    return number if len(number) >= SHORTEST_NUMBER else ""


def _leaf(key: str) -> str:
    leaf = path_of(key).rpartition("/")[2]
    return leaf if len(leaf) >= SHORTEST_LEAF else ""


def _leading() -> QuerySet[OldAddress]:
    """Old addresses for which something stands today, as far as the database can tell."""
    return OldAddress.objects.exclude(outcome__in=OldAddress.GONE).select_related("page").order_by("key")


def _suggestion(old: OldAddress, score: int, why: str) -> Iterator[Suggestion]:
    target = new_address(old)
    if target:
        title = old.page.title if old.page else target
        yield Suggestion(title, score, why, old.page_id, "" if old.page_id else target)


def _open_pages() -> QuerySet[Page]:
    return Page.objects.live().public().filter(depth__gt=HOME_DEPTH)
