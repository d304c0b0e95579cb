"""The names by which people call a court: 朝阳法院, 北京三中院, 广东高院. All leave out characters of the full name."""

import re
from itertools import product

_UNITS = "自治区|自治州|自治县|自治旗|特别行政区|地区|林区|新区|矿区|省|市|区|县|州|盟|旗"
_PEOPLES = """
阿昌 白 保安 布朗 布依 朝鲜 达斡尔 傣 德昂 东乡 侗 独龙 鄂伦春 鄂温克 仡佬 哈尼 哈萨克 回 京 景颇 柯尔克孜 拉祜 黎 傈僳 满 毛南 蒙古 苗
仫佬 纳西 怒 普米 羌 撒拉 畲 水 塔吉克 土 土家 佤 维吾尔 锡伯 瑶 彝 裕固 藏 壮 各
"""
_NATIONS = "(?:(?:" + "|".join(sorted(_PEOPLES.split(), key=len, reverse=True)) + ")族?)+(?=自治)"
_PLACE = re.compile(rf"(?P<bare>.{{2,}}?)(?:{_NATIONS})?(?:{_UNITS})")
_TAILS = (
    (re.compile(r"最高人民法院"), ("最高法院", "最高法", "最高院")),
    (re.compile(r"高级人民法院"), ("高院", "高级法院")),
    (re.compile(r"第(?P<number>.)中级人民法院"), ("{number}中院", "{number}中")),
    (re.compile(r"中级人民法院"), ("中院", "中级法院")),
    (re.compile(r"铁路运输中级法院"), ("铁路中院",)),
    (re.compile(r"铁路运输法院"), ("铁路法院",)),
    (re.compile(r"知识产权法院"), ("知产法院",)),
    (re.compile(r"人民法院"), ("法院",)),
)
"""What names end in, and what people say instead; the first that fits counts."""


def short_names(name: str) -> tuple[str, ...]:
    """The full name, then what it is called in short, each once.

    北京市朝阳区人民法院 -> also 北京市朝阳区法院, 北京朝阳法院, 朝阳区法院, 朝阳法院 and so on.
    """
    places, tails = _parts(name)
    return tuple(dict.fromkeys((name, *(place + tail for place, tail in product(places, tails)))))


def _parts(name: str) -> tuple[list[str], list[str]]:
    """What the places are called, and what the kind of court is called."""
    for pattern, shorter in _TAILS:
        if (found := pattern.search(name)) and found.end() == len(name):
            places = _places(name[: found.start()])
            spoken = [tail.format(**found.groupdict()) for tail in shorter]
            return (places, [found[0], *spoken]) if places else ([""], spoken)
    return [""], []


def _places(text: str) -> list[str]:
    """The places in full, without their units, and the innermost one alone."""
    if not text:
        return []
    found = [(match[0], match["bare"]) for match in _PLACE.finditer(text)]
    rest = _PLACE.sub("", text)
    if not found or rest:
        return [text]
    bare = "".join(each for _, each in found)
    return list(dict.fromkeys((text, bare, found[-1][0], found[-1][1])))
