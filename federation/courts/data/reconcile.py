"""Makes courts.csv, the directory's data, from the source list of court codes.

    python -m federation.courts.data.reconcile SOURCE.csv > courts.csv

The source list names two superiors for a court: one inferred from the order of the list, and one from a second list, of
2019, which is given for 77 basic courts only. A court's superior here is, in this order: the reviewed correction below,
the one of 2019, the inferred one. docs/adr/0002-superiors-of-courts.md tells why, and what stays uncertain.
"""

import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import NamedTuple, TextIO

from federation.courts.pinyin import pinyin_key, unreviewed_in

LEVELS = {"最高": "supreme", "高级": "high", "中级": "intermediate", "基层": "basic"}
RANKS = tuple(LEVELS.values())


class Row(NamedTuple):
    """One court as the directory knows it; the fields are the columns of courts.csv."""

    code: str
    name: str
    level: str
    superior: str
    province: str
    division_code: str
    pinyin: str


@dataclass(frozen=True, slots=True)
class Correction:
    """Where a court stands, against the order of the source list.

    Not `certain`: no source names one superior, so the high court of the province stands in for it.
    """

    superior: str
    reason: str
    certain: bool = True


SAME_COURT = (
    "one court under two names with the reclamation-area court of its division; appeals go to the division's court"
)
CITY_COURT = "listed among the basic courts of the city, and has no railway intermediate court in its province"
NO_ONE_COURT = (
    "has no railway intermediate court in its province, was handed over to the high court in 2012, "
    "and its appeals go to different courts by kind of case"
)
PROVINCIAL = "handed over to the high court of Hunan in 2012 and described as directly under it"

CORRECTIONS = {
    # Railway transport courts. The inferred superior is only the court that happens to stand above them in the list.
    "津8601": Correction(
        "津", "public lists differ between the First Intermediate Court and the high court", certain=False
    ),
    "冀8601": Correction("冀01", CITY_COURT),
    "苏8601": Correction("苏", NO_ONE_COURT, certain=False),
    "苏8602": Correction("苏", NO_ONE_COURT, certain=False),
    "浙8601": Correction("浙01", CITY_COURT),
    "皖8601": Correction("皖01", CITY_COURT),
    "闽8601": Correction("闽", NO_ONE_COURT, certain=False),
    "湘8601": Correction("湘", PROVINCIAL),
    "湘8602": Correction("湘", PROVINCIAL),
    "湘8603": Correction("湘", PROVINCIAL),
    "黔8601": Correction("黔", NO_ONE_COURT, certain=False),
    "青8601": Correction("青", NO_ONE_COURT, certain=False),
    "宁8601": Correction("宁", NO_ONE_COURT, certain=False),
    # A mining area in the far west of Gansu; its code follows Gannan's in the south, which has nothing to do with it.
    "甘3091": Correction("甘", "listed beside the intermediate courts, not under that of Gannan", certain=False),
    # City courts of the Production and Construction Corps, numbered as county-level cities of Xinjiang.
    "新9001": Correction("兵08", SAME_COURT),
    "新9002": Correction("兵01", SAME_COURT),
    "新9003": Correction("兵03", SAME_COURT),
    "新9004": Correction("兵06", SAME_COURT),
    "新9005": Correction("兵10", SAME_COURT),
    "新9006": Correction("兵02", SAME_COURT),
    "新9007": Correction("兵05", SAME_COURT),
    "兵": Correction(
        "最高法",
        "a branch of the high court of Xinjiang that judges as a high court; its appeals go to the Supreme Court",
    ),
}

NAMES = {
    "吉71": ("长春铁路中级人民法院", "长春铁路运输中级法院"),
    "闽0803": ("龙泉市永定区人民法院", "龙岩市永定区人民法院"),
    "川03": ("四川省自贡市中级人法院", "四川省自贡市中级人民法院"),
    "黔02": ("贵州六盘水市中级人民法院", "贵州省六盘水市中级人民法院"),
    "黔03": ("贵州市遵义市中级人民法院", "贵州省遵义市中级人民法院"),
    "黔0302": ("贵州市红花岗区人民法院", "遵义市红花岗区人民法院"),
    "黔0303": ("贵州市汇川区人民法院", "遵义市汇川区人民法院"),
    "黔0327": ("凤岗县人民法院", "凤冈县人民法院"),
    "陕0323": ("歧山县人民法院", "岐山县人民法院"),
}
"""Slips of the source list: (as listed, as the court is called)."""


class UnreviewedReading(ValueError):
    """A name holds a character of more than one reading that nobody has looked at yet."""


def reconcile(source: Iterable[dict[str, str]]) -> Iterator[Row]:
    """The courts of the source list, in its order."""
    for listed in source:
        code, name = listed["code"], court_name(listed)
        yield Row(
            code=code,
            name=name,
            level=LEVELS[listed["level"]],
            superior=superior_of(listed),
            province=listed["province"],
            division_code=listed["adcode"].strip(),
            pinyin=reading_of(name),
        )


def superior_of(listed: dict[str, str]) -> str:
    correction = CORRECTIONS.get(listed["code"])
    if correction:
        return correction.superior
    return listed["superior_2019_code"] or listed["superior_code"]


def court_name(listed: dict[str, str]) -> str:
    slip, name = NAMES.get(listed["code"], (listed["name"], listed["name"]))
    if slip != listed["name"]:
        raise ValueError(f"{listed['code']} is no longer listed as {slip}: look at NAMES again")
    return name


def reading_of(name: str) -> str:
    """The sort key of a name all of whose readings have been looked at. Raises UnreviewedReading."""
    if unknown := unreviewed_in(name):
        raise UnreviewedReading(f"{name}: {unknown} has several readings; add it to CHARACTERS, or to COMMON")
    return pinyin_key(name)


def faults_in(rows: Iterable[Row]) -> Iterator[str]:
    """Why these rows are no hierarchy. None if every superior exists and is of a higher level, so cycles are excluded."""
    courts = {row.code: row for row in rows}
    for row in courts.values():
        superior = courts.get(row.superior)
        if row.level == "supreme":
            if row.superior:
                yield f"{row.code} is supreme, yet has the superior {row.superior}"
        elif superior is None:
            yield f"{row.code} has no superior in the list: {row.superior!r}"
        elif RANKS.index(superior.level) >= RANKS.index(row.level):
            yield f"{row.code} is {row.level}, its superior {superior.code} is {superior.level}"


def write(rows: Iterable[Row], file: TextIO) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(Row._fields)
    writer.writerows(rows)


def main(source: Path) -> None:
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = list(reconcile(csv.DictReader(file)))
    if faults := list(faults_in(rows)):
        sys.exit("\n".join(faults))
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    write(rows, sys.stdout)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m federation.courts.data.reconcile SOURCE.csv > courts.csv")
    main(Path(sys.argv[1]))
