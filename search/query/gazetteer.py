"""The names that a question may hold, given to the search as frozen values: it knows no directory and no catalogue."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from search.folding import fold


@dataclass(frozen=True, slots=True)
class CourtNames:
    """How citizens write a court.

    `names` are all forms that end in what makes them a court (朝阳区人民法院, 朝阳法院, 三中院), also in pinyin without
    spaces. `places` are those in which it lies (北京市, 北京, beijing): they may stand before a name, and tell courts
    of one name apart.
    """

    code: str
    label: str
    names: tuple[str, ...]
    places: tuple[str, ...] = ()
    province: str = ""


@dataclass(frozen=True, slots=True)
class ItemNames:
    """How a kind of information is called that courts publish."""

    code: str
    label: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Courts, provinces and catalogue items by their names in compared form (`search.folding.fold`)."""

    labels: Mapping[str, str] = field(default_factory=dict)
    courts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    provinces: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    longest: int = 0
    """Characters of the longest name of a court."""


def gazetteer(courts: Iterable[CourtNames], items: Iterable[ItemNames]) -> Gazetteer:
    """What is given, put in order for looking names up."""
    labels: dict[str, str] = {}
    by_name: defaultdict[str, list[str]] = defaultdict(list)
    places: dict[str, tuple[str, ...]] = {}
    provinces: dict[str, str] = {}
    for court in courts:
        labels[court.code] = court.label
        places[court.code] = tuple(sorted(map(fold, court.places), key=len, reverse=True))
        provinces |= {fold(place): court.province for place in court.places if court.province.startswith(place)}
        for name in {*map(fold, court.names)}:
            by_name[name].append(court.code)
    listed = list(items)
    return Gazetteer(
        labels=labels | {item.code: item.label for item in listed},
        courts={name: tuple(codes) for name, codes in by_name.items()},
        places=places,
        provinces=provinces,
        items={fold(name): item.code for item in listed for name in item.names},
        longest=max(map(len, by_name), default=0),
    )
