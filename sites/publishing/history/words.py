"""How what stands beside a text is called, and the item of the catalogue under which it went public."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from federation.catalogue.items import ITEMS

FACT_NAMES = {
    "subtitle": gettext_lazy("副标题"),
    "summary": gettext_lazy("摘要"),
    "published": gettext_lazy("发布日期"),
    "source": gettext_lazy("来源"),
    "author": gettext_lazy("作者"),
    "responsible_editor": gettext_lazy("责任编辑"),
    "keywords": gettext_lazy("关键词"),
    "corrections": gettext_lazy("更正说明"),
}
_ITEMS = {item.code: item.name for item in ITEMS}
_DIGITS = "〇一二三四五六七八九"


def facts_in_words(content: Mapping[str, Any]) -> dict[str, str]:
    """What stands beside the text of a content, by key, in the order above; the date in the platform's time zone."""
    facts = {key: str(content["facts"][key]) for key in FACT_NAMES if content["facts"].get(key)}
    if "published" in facts:
        moment = timezone.localtime(datetime.fromisoformat(facts["published"]))
        facts["published"] = moment.strftime("%Y-%m-%d %H:%M")
    return facts


def in_words_of_item(code: str) -> str:
    """A catalogue item as the legal ground of a publication; "" for none."""
    if code not in _ITEMS:
        return ""
    article, _dot, number = code.partition(".")
    numerals = {"article": _numeral(int(article)), "number": _numeral(int(number))}
    place = _("法发〔2018〕20号第%(article)s条第（%(number)s）项") % numerals
    return f"{place} {_ITEMS[code]}"


def _numeral(number: int) -> str:
    """A number below 20 as the opinion writes it."""
    tens, ones = divmod(number, 10)
    return ("十" if tens else "") + (_DIGITS[ones] if ones else "")
