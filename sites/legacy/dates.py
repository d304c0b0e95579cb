"""Dates in every form that Chinese court sites print them in, and the common ones of elsewhere."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
_FIRST_YEAR = 1980
_CLOCK = r"(?:[\sT,，(（|]{0,4}(?:星期.|周.)?\s*(?P<hour>[01]?\d|2[0-4])\s*[:：时點点]\s*(?P<minute>[0-5]\d)?(?:\s*[:：分]\s*(?P<second>[0-5]\d))?\s*(?P<half>[ap]\.?m\b)?)?"
_ZONE = r"(?:\.\d+)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?"
# How the months begin in English, German, French, Spanish, Italian, Portuguese, Dutch, Indonesian, Russian and Ukrainian.
_MONTHS = (
    "jan|jän|ene|gen|янв|січ", "feb|fév|fev|фев|лют", "mar|mär|maa|mrz|мар|бер", "apr|avr|abr|апр|квіт", "may|mai|mei|mag|май|мая|трав",
    "juni|juin|jun|giu|июн|черв", "juil|jul|lug|июл|лип", "aug|aoû|ago|agu|авг|серп", "sep|set|сен|вер", "oct|okt|ott|out|окт|жовт",
    "nov|ноя|лист", "dec|déc|dez|dic|des|дек|груд",
)  # fmt: skip
_MONTH_OF = {start: number for number, starts in enumerate(_MONTHS, 1) for start in starts.split("|")}
_MONTH = rf"(?P<name>{'|'.join(_MONTHS)})[^\W\d_]{{0,7}}\.?"
_ZERO = "〇○零0Oo◯Οº"
_NUMERALS = {
    **dict.fromkeys(_ZERO, 0),
    **{digit: value for value, digit in enumerate("一二三四五六七八九", 1)},
    "元": 1,
}
_FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        r"(?<!\d)(?<![a-z]/)(?P<year>(?:19|20)\d{2})\s*(?P<sep>[-/.年])\s*(?P<month>1[0-2]|0?\d)\s*(?:(?P=sep)|月)\s*(?P<day>3[01]|[12]\d|0?\d)(?!\d)\s*日?"
        + _CLOCK
        + _ZONE,
        rf"(?P<year>[{_ZERO}一二三四五六七八九]{{4}})\s*年\s*(?P<month>[一二三四五六七八九十元]{{1,3}})\s*月\s*(?P<day>[一二三四五六七八九十廿卅]{{1,4}})\s*日",
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d{{2}})(?:\s+at)?" + _CLOCK,
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.)?[\s-]+(?:of\s+|de\s+)?{_MONTH},?(?:[\s-]+|\s+de\s+)(?P<year>(?:19|20)\d{{2}})"
        rf"(?:,?\s+(?:at|um|à|às))?{_CLOCK}",
        rf"(?<!\d)(?P<year>(?:19|20)\d{{2}})[\s-]+{_MONTH}[\s-]+(?P<day>\d{{1,2}})(?!\d)" + _CLOCK,
        r"(?<![\d./-])(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?:T?(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d))?(?!\d)",
        r"(?<![\d./-])(?P<year>\d{2})(?P<sep>[-/.])(?P<month>1[0-2]|0?\d)(?P=sep)(?P<day>3[01]|[12]\d|0?\d)(?![\d./-]\d|\d)"
        + _CLOCK,
        r"(?<![\d./-])(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|[12]\d|0?[1-9])/(?P<year>(?:19|20)\d{2})(?!\d)" + _CLOCK,
        r"(?<![\d./-])(?P<day>3[01]|[12]\d|0?[1-9])(?P<sep>[./-])\s?(?P<month>1[0-2]|0?[1-9])(?P=sep)\s?(?P<year>(?:19|20)\d{2})(?!\d)"
        + _CLOCK,
    )
)
# Where Chinese pages write a short year first, German ones put it last, and American ones the month first.
_SHORT_GERMAN = re.compile(
    r"(?<![\d./-])(?P<day>3[01]|[12]\d|0?[1-9])\.\s?(?P<month>1[0-2]|0?[1-9])\.\s?(?P<year>\d{2})(?![\d./-]\d|\d)"
    + _CLOCK,
    re.I,
)
_AMERICAN = re.compile(
    r"(?<![\d./-])(?P<month>1[0-2]|0?[1-9])(?P<sep>[./])(?P<day>3[01]|[12]\d|0?[1-9])(?P=sep)(?P<year>(?:20)?\d{2})(?![\d./-]\d|\d)"
    + _CLOCK,
    re.I,
)
_FORMS_ELSEWHERE = (_SHORT_GERMAN, *_FORMS, _AMERICAN)
_MARK = re.compile(r"\d|年")
_IN_ADDRESS = tuple(
    re.compile(form)
    for form in (
        r"/(?P<year>(?:19|20)\d{2})[-/_]?(?P<month>0[1-9]|1[0-2])[-/_]?(?P<day>0[1-9]|[12]\d|3[01])(?=[/_.-])",
        r"[/_]t?(?P<year>20\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?=\D|\d{0,9}\.)",
        r"/(?P<year>20\d{2})/(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|[12]\d|0?[1-9])/",
        r"[/_-](?P<year>20\d{2})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?=\D|$)",
    )
)


def find_date(text: str, *, chinese: bool = True) -> datetime | None:
    """The first date that a line of text states, or None. Aware: Asia/Shanghai unless an offset is given."""
    return next(find_dates(text, chinese=chinese), None)


def find_dates(text: str, *, chinese: bool = True) -> Iterator[datetime]:
    """All dates that a text states, the earliest in the text first; every stretch of text is used once.

    `chinese` says how dates are read whose short years stand first on Chinese pages, and last on others.
    """
    if _MARK.search(text) is None:
        return
    plain = unicodedata.normalize("NFKC", text)
    matches = sorted(
        (match for form in (_FORMS if chinese else _FORMS_ELSEWHERE) for match in form.finditer(plain)),
        key=lambda match: (match.start(), -match.end()),
    )
    end = -1
    for match in matches:
        moment = _moment(match) if match.start() >= end else None
        if moment is not None:
            end = match.end()
            yield moment


def stated_date(value: str) -> datetime | None:
    """The date of a machine-readable field: ISO 8601, any form of `find_date`, or seconds since 1970."""
    value = value.strip()
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return _since_epoch(value) or find_date(value)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=SHANGHAI)
    return moment if is_plausible(moment) else None


def date_in_address(url: str) -> datetime | None:
    """The day that an address names, as in `/2018/11/20/` or `t20181120_4711.html`."""
    for form in _IN_ADDRESS:
        for match in form.finditer(url):
            if (moment := _moment(match)) is not None:
                return moment
    return None


def is_same_day(one: datetime, other: datetime) -> bool:
    """Whether two moments are of one day, which may have been read with day and month in the wrong order."""
    return one.year == other.year and (one.month, one.day) in ((other.month, other.day), (other.day, other.month))


def finer(one: datetime, other: datetime) -> datetime:
    """The first of two moments, or the second where it says the same day and alone knows the hour."""
    knows_hour = one.hour or one.minute or one.second
    return other if not knows_hour and other.date() == one.date() else one


def in_local_time(moment: datetime, *, chinese: bool) -> datetime:
    """A moment as the readers of a Chinese page saw it; other pages keep the offset that they state."""
    return moment.astimezone(SHANGHAI) if chinese else moment


def _since_epoch(value: str) -> datetime | None:
    if not re.fullmatch(r"1\d{9}(?:\d{3})?", value):
        return None
    return datetime.fromtimestamp(int(value[:10]), SHANGHAI)


def _moment(match: re.Match[str]) -> datetime | None:
    parts = match.groupdict()
    month = _MONTH_OF[parts["name"].lower()] if parts.get("name") else _number(parts["month"])
    try:
        moment = datetime(_year(parts["year"]), month, _number(parts["day"]), tzinfo=_zone(parts.get("zone")))
    except ValueError:
        return None
    moment += _time_of_day(parts)
    return moment if is_plausible(moment) else None


def is_plausible(moment: datetime) -> bool:
    """Whether something on the web can have been published then: not before 1980, not after tomorrow."""
    return moment.year >= _FIRST_YEAR and moment <= datetime.now(UTC) + timedelta(days=1)


def _time_of_day(parts: dict[str, str | None]) -> timedelta:
    hour, half = int(parts.get("hour") or 0), (parts.get("half") or "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    return timedelta(hours=hour % 24, minutes=int(parts.get("minute") or 0), seconds=int(parts.get("second") or 0))


def _zone(text: str | None) -> ZoneInfo | timezone:
    if not text:
        return SHANGHAI
    if text.upper() == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    offset = timedelta(hours=min(hours, 14), minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)


def _year(text: str) -> int:
    year = int(text) if text.isdigit() and text.isascii() else int("".join(str(_NUMERALS[digit]) for digit in text))
    return year if year > 99 else 2000 + year if year < 80 else 1900 + year


def _number(text: str) -> int:
    """A day or month in digits or Chinese numerals: 二十一, 廿一, 十, 三十."""
    if text.isascii():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    if ten:
        return (_NUMERALS.get(tens, 1) if tens else 1) * 10 + (_NUMERALS.get(ones, 0) if ones else 0)
    return _NUMERALS.get(ones[-1], 0)
