"""Reads a recipe's text, and names all its faults at once."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from sites.legacy.recipes.globs import glob_fault
from sites.legacy.recipes.places import Place, PlaceInvalid
from sites.legacy.recipes.recipe import KINDS, MOST_LAYOUTS, PLACES, Recipe, RecipeInvalid, RecipeLayout

LIMIT = 200_000
"""Characters of a recipe."""
MOST_PLACES = 12
_LISTS = ("addresses", "marks", *PLACES)
_KEYS = ("name", "kind", "pages", "confidence", *_LISTS)
_HEADING = re.compile(r"^\s*\[\[\s*layouts\s*\]\]", re.M)


def read_recipe(text: str) -> Recipe:
    """The recipe that a text states. Raises RecipeInvalid with every fault, by line and layout, and what to do about it."""
    if len(text) > LIMIT:
        raise RecipeInvalid((_("方案过长，请控制在 %(limit)d 个字符以内。") % {"limit": LIMIT},))
    try:
        stated = tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RecipeInvalid(
            (_("不是正确的 TOML：%(error)s。请检查这一行的引号、逗号和方括号。") % {"error": error},)
        ) from error
    faults = tuple(_faults(stated, text))
    if faults:
        raise RecipeInvalid(faults)
    return Recipe(
        name=stated.get("name", ""),
        hosts=tuple(stated.get("hosts", ())),
        layouts=tuple(map(_layout, stated.get("layouts", ()))),
    )


def open_recipe(path: Path) -> Recipe:
    """The recipe in a file. Raises RecipeInvalid."""
    try:
        return read_recipe(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        message = _("无法打开 %(file)s：%(error)s") % {"file": path, "error": error.strerror or error}
    except UnicodeDecodeError:
        message = _("%(file)s 不是 UTF-8 编码的文字，请另存为 UTF-8。") % {"file": path}
    raise RecipeInvalid((message,))


def _layout(stated: dict[str, Any]) -> RecipeLayout:
    values: dict[str, Any] = {key: tuple(value) if key in _LISTS else value for key, value in stated.items()}
    return RecipeLayout(**values | {"confidence": float(stated.get("confidence", 0.0))})


def _faults(stated: dict[str, Any], text: str) -> Iterator[str]:
    for key in sorted(stated.keys() - {"name", "hosts", "layouts"}):
        yield _("第 %(line)s 行：不认识的键“%(key)s”，请删去；可用的是 name、hosts、layouts。") % {
            "line": _line(text, key),
            "key": key,
        }
    if not isinstance(stated.get("name", ""), str):
        yield _("name 应是一段文字，请加上引号。")
    if not _is_texts(stated.get("hosts", [])):
        yield _('hosts 应是一组主机名，如 hosts = ["www.example.cn"]。')
    layouts = stated.get("layouts", [])
    if (
        not isinstance(layouts, list)
        or not all(isinstance(each, dict) for each in layouts)
        or len(layouts) > MOST_LAYOUTS
    ):
        yield _("layouts 应写成至多 %(most)d 个 [[layouts]] 小节。") % {"most": MOST_LAYOUTS}
        return
    if not layouts:
        yield _("方案中没有版式，请至少写一个 [[layouts]] 小节。")
    names = Counter(str(each.get("name", "")) for each in layouts)
    for name in sorted(name for name, count in names.items() if count > 1 and name):
        yield _("有几个版式都叫“%(name)s”，请改成各不相同的名称。") % {"name": name}
    starts = [match.start() for match in _HEADING.finditer(text)]
    for number, layout in enumerate(layouts):
        start = starts[number] if len(starts) == len(layouts) else 0
        end = starts[number + 1] if number + 1 < len(starts) == len(layouts) else len(text)
        yield from _LayoutFaults(layout, number + 1, text, start, end)


class _LayoutFaults:
    """The faults of one layout, each with the line that it is on."""

    def __init__(self, layout: dict[str, Any], number: int, text: str, start: int, end: int) -> None:
        self._layout, self._number = layout, number
        self._text, self._start, self._end = text, start, end

    def __iter__(self) -> Iterator[str]:
        yield from self._shapes()
        name = self._layout.get("name")
        if not isinstance(name, str) or not name.strip():
            yield self._said("name", _('没有名称，请写上如 name = "文章页"。'))
        if not _is_texts(self._layout.get("addresses", [])) or not self._layout.get("addresses"):
            yield self._said("addresses", _('没有页面地址，请写上如 addresses = ["/news/{n}.html"]。'))
        if self._layout.get("kind", "article") == "article" and not self._layout.get("body"):
            yield self._said(
                "body", _("文章版式没有正文的位置，请写上 body；不是文章的页面请把 kind 改为 list 或 ignore。")
            )
        yield from self._contents()

    def _shapes(self) -> Iterator[str]:
        for key, value in self._layout.items():
            if key not in _KEYS:
                known = "、".join(_KEYS)
                yield self._said(
                    key, _("不认识的键“%(key)s”，请删去或改正；可用的是 %(known)s。") % {"key": key, "known": known}
                )
            elif key in _LISTS and (not _is_texts(value) or len(value) > MOST_PLACES):
                yield self._said(
                    key,
                    _('%(key)s 应是至多 %(most)d 段文字，如 %(key)s = ["div.title"]。')
                    % {"key": key, "most": MOST_PLACES},
                )
            elif key == "kind" and value not in KINDS:
                yield self._said(key, _("kind 只能是 article、list 或 ignore。"))
            elif key == "pages" and (type(value) is not int or value < 0):
                yield self._said(key, _("pages 应是不带引号的整数。"))
            elif key == "confidence" and (type(value) not in (int, float) or not 0 <= value <= 1):
                yield self._said(key, _("confidence 应是 0 到 1 之间的数。"))

    def _contents(self) -> Iterator[str]:
        for glob in self._texts("addresses"):
            if fault := glob_fault(glob):
                yield self._said(glob, _glob_words(fault, glob))
        for key in ("marks", *PLACES):
            for place in self._texts(key):
                try:
                    Place(place)
                except PlaceInvalid as error:
                    yield self._said(place, _place_words(error, key, place))

    def _texts(self, key: str) -> list[str]:
        value = self._layout.get(key, [])
        return value if _is_texts(value) and len(value) <= MOST_PLACES else []

    def _said(self, word: str, fault: str) -> str:
        line = _line(self._text, word, self._start, self._end)
        name = self._layout.get("name") or self._number
        return _("第 %(line)s 行，版式“%(layout)s”：%(fault)s") % {"line": line, "layout": name, "fault": fault}


def _glob_words(fault: str, glob: str) -> str:
    if fault == "long":
        return _("地址“%(glob)s”过长或 * 过多，请简化。") % {"glob": glob[:80]}
    return _("地址“%(glob)s”应以 / 开头，不带主机名和空格。") % {"glob": glob[:80]}


def _place_words(error: PlaceInvalid, key: str, place: str) -> str:
    why = {
        "length": _("为空或过长，请控制在 300 个字符、5 个函数以内"),
        "syntax": _("写法有误，请检查括号和引号（%(part)s）"),
        "css": _(
            "“%(part)s”不是可用的 CSS，只能用标签、#id、.class、[属性=值]、:nth-of-type(n)、空格和 >；多个位置请分开写成几项"
        ),
        "deep": _("一条 XPath 中只能有一个 //，请写明中间各级，或改用 CSS 选择器"),
        "nested": _("条件套得过深，请简化"),
        "axis": _("不能用“%(part)s”，XPath 只能逐级向下；对上级元素的条件请用 CSS 选择器"),
        "function": _("不能用函数“%(part)s”，可用 contains、starts-with、normalize-space、text 等"),
        "absolute": _("方括号内不能从页面开头另找，请改为 .// 或子元素"),
        "comparison": _("“%(part)s”的右边应是带引号的文字或数字"),
    }[error.reason] % {"part": error.part[:80]}
    return _("%(key)s 中的“%(place)s”：%(why)s。") % {"key": key, "place": place[:80], "why": why}


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _line(text: str, word: str, start: int = 0, end: int | None = None) -> int:
    """The number of the line that a word is on; that of the section where it cannot be found, as with escapes."""
    found = text.find(word, start, len(text) if end is None else end)
    heading = re.search(rf"^\s*{re.escape(word)}\s*=", text[start:end], re.M)
    at = start + heading.end() if heading else found if found >= 0 else start
    return text.count("\n", 0, at) + 1
