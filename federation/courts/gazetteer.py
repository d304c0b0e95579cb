"""How citizens write the courts of the directory: in full, short, colloquial and in pinyin, as values for the search."""

import re
from collections.abc import Iterator
from functools import cache

from federation.courts.models import Court
from federation.courts.pinyin import pinyin_key
from search.query.gazetteer import CourtNames

_ENDING = re.compile(r"(?P<ordinal>第[一二三四五六七八九十]+)?(?P<rank>高级|中级|基层)?(?:人民)?法院$")
_SUPREME = ("最高人民法院", "最高法院", "最高法", "最高院")
_BRANCH = re.compile(r"^(?P<above>.+?)高级人民法院(?P<place>.+)分院$")
_PEOPLES = (
    "满|回|蒙古|藏|维吾尔|苗|彝|壮|布依|朝鲜|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|"
    "达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|德昂|保安|裕固|独龙|鄂伦春|各"
)
_UNIT = re.compile(
    rf"(?:(?:{_PEOPLES})族|维吾尔|哈萨克|蒙古|柯尔克孜|塔吉克|锡伯)*"
    r"(?:自治区|自治州|自治县|自治旗|地区|新区|矿区|林区|垦区|省|市|区|县|旗|盟|州)$"
)
_ABRIDGED = {
    "铁路运输": "铁路",
    "知识产权": "知产",
    "高新技术产业开发": "高新",
    "经济技术开发": "经开",
    "新疆生产建设兵团": "兵团",
}


def court_names() -> list[CourtNames]:
    """Every court of the directory with its names."""
    fields = ("code", "name", "level", "province", "pinyin", "superior__name")
    return [names_of(court) for court in Court.objects.select_related("superior").only(*fields)]


def names_of(court: Court) -> CourtNames:
    """One court with its names."""
    names, places = _written(court)
    syllables = dict(zip(court.name, court.pinyin.split(), strict=False))

    def spelled(text: str) -> str:
        return "".join(syllables.get(character) or _syllable(character) for character in text)

    return CourtNames(
        code=court.code,
        label=court.name,
        names=(*names, *map(spelled, names)),
        places=(*places, *map(spelled, places)),
        province=court.province,
    )


_syllable = cache(pinyin_key)


def _written(court: Court) -> tuple[list[str], list[str]]:
    """The names of a court, and of the places in which it lies."""
    if court.superior is None:
        return [*_SUPREME], []
    if branch := _BRANCH.match(court.name):
        above = branch["above"]
        places = [*_variants(above), *(f"{each}{end}" for each in _variants(above) for end in ("高级人民法院", "高院"))]
        return [court.name, *(f"{each}分院" for each in _variants(branch["place"]))], places
    ending = _ENDING.search(court.name)
    place = court.name[: ending.start()] if ending else ""
    around = [court.province, _place_of(court.superior.name, court.province)]
    for wider in filter(None, around):
        if place.startswith(wider) and (place != wider or (ending and ending["ordinal"] and wider == court.province)):
            place = place[len(wider) :]
    names = (
        [f"{each}{end}" for each in _variants(place) for end in _endings(ending) if each or ending["ordinal"]]
        if ending
        else []
    )
    return [court.name, *names], [variant for wider in around for variant in _variants(wider) if variant]


def _place_of(name: str, province: str) -> str:
    """Where a court stands by its name, within its province: 吉林省长春市中级人民法院 stands in 长春市."""
    place = _ENDING.sub("", name)
    return place.removeprefix(province)


def _variants(place: str) -> list[str]:
    """The place as it is written, without its unit, and with long words cut short: 朝阳区, 朝阳."""
    written = [place]
    for long, short in _ABRIDGED.items():
        written += [each.replace(long, short) for each in written if long in each]
    return list(dict.fromkeys((*written, *map(_without_unit, written))))


def _without_unit(place: str) -> str:
    short = _UNIT.sub("", place)
    return short if len(short) > 1 else place


def _endings(ending: re.Match[str]) -> Iterator[str]:
    ordinal, rank = ending["ordinal"] or "", ending["rank"] or ""
    yield f"{ordinal}{rank}人民法院"
    yield f"{ordinal}{rank}法院"
    if rank in {"高级", "中级"}:
        yield f"{ordinal}{rank[0]}院"
        if ordinal:
            yield f"{ordinal[1:]}{rank[0]}院"
