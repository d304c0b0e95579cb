"""A recipe as TOML with a comment on every part, for an operator to read and edit. Reading it back gives the same recipe."""

import json
from collections.abc import Iterator

from django.utils.translation import gettext as _

from sites.legacy.recipes.recipe import PLACES, Recipe, RecipeLayout


def recipe_to_toml(recipe: Recipe) -> str:
    """The recipe's text, the same every time."""
    lines = [
        *_commented(_("读取方案：说明原网站每一类页面的标题、日期、来源、栏目和正文在页面的什么位置。")),
        *_commented(
            _(
                "位置可用 CSS 选择器（div.title > h1），也可用 XPath（/html/body/table[2]/tr[1]/td）；按先后次序尝试，取第一个找得到的。"
            )
        ),
        *_commented(_("方案名称")),
        f"name = {_string(recipe.name)}",
        *_commented(_("原网站的主机名，不写 www；留空表示不限")),
        f"hosts = {_strings(recipe.hosts)}",
    ]
    for layout in recipe.layouts:
        lines += ["", *_layout(layout)]
    return "\n".join(lines) + "\n"


def _layout(layout: RecipeLayout) -> Iterator[str]:
    yield "[[layouts]]"
    yield from _commented(
        _("由 %(pages)d 个样本页面归纳，可信度 %(share)d%%")
        % {"pages": layout.pages, "share": round(layout.confidence * 100)}
    )
    yield f"name = {_string(layout.name)}"
    yield from _commented(_("页面地址：{n} 是数字，{id} 是编号，* 是一级目录内的任意文字，** 是任意多级目录"))
    yield f"addresses = {_strings(layout.addresses)}"
    yield from _commented(_("页面种类：article 文章，list 列表，ignore 不读取"))
    yield f"kind = {_string(layout.kind)}"
    if layout.marks:
        yield from _commented(_("只有页面上有这些位置时才用本版式，用来区分同一地址形式下的几种版式"))
        yield f"marks = {_strings(layout.marks)}"
    for name in PLACES:
        if places := layout.places(name):
            yield from _commented(_explained(name))
            yield f"{name} = {_strings(places)}"
    yield f"pages = {layout.pages}"
    yield f"confidence = {layout.confidence!r}"


def _explained(name: str) -> str:
    return {
        "title": _("标题"),
        "date": _("发布日期；日期可以夹在其他文字中间"),
        "source": _("来源；整行“来源：某某 作者：某某”也可以，会按标签取值"),
        "author": _("作者；同上"),
        "editor": _("责任编辑；同上"),
        "columns": _("栏目路径，如“当前位置：首页 > 新闻 > 正文”"),
        "body": _("正文"),
        "remove": _("正文之内不属于正文、应当去掉的位置"),
    }[name]


def _commented(text: str) -> list[str]:
    return [f"# {text}"]


def _strings(values: tuple[str, ...]) -> str:
    if len(values) < 2:
        return f"[{''.join(map(_string, values))}]"
    return "[\n" + "".join(f"    {_string(value)},\n" for value in values) + "]"


def _string(value: str) -> str:
    """A literal string where that is legible; otherwise a basic one, whose escapes are those of JSON."""
    if '"' in value and "'" not in value and value.isprintable():
        return f"'{value}'"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
