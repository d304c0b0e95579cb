"""Pages of a site that were made from one template: their addresses have one shape, and their skeletons are alike."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from sites.legacy.documents import Document
from sites.legacy.patterns import leaf_shape, loose_shape
from sites.legacy.recipes.globs import first_page
from sites.legacy.recipes.places import place
from sites.legacy.skeletons import likeness, outer_places, signs, skeleton

FEWEST = 3
"""Pages from which a layout can be learned."""
_ALIKE = 0.55
_OWN, _OTHERS = 0.95, 0.05


@dataclass(slots=True)
class Cluster:
    """Pages of one template. `marks` are places that they have and the others under such addresses have not."""

    shape: str
    skeleton: frozenset[str]
    documents: list[Document] = field(default_factory=list)
    marks: tuple[str, ...] = ()


def clusters_of(documents: Sequence[Document], *, note: Callable[[int], None]) -> list[Cluster]:
    """All clusters, in the order in which their first pages come. `note` is told after each page how many are placed."""
    shapes = Counter(_shape(document) for document in documents)
    by_shape: dict[str, list[Cluster]] = defaultdict(list)
    for placed, document in enumerate(documents, 1):
        shape = _shape(document)
        _join(document, by_shape[shape if shapes[shape] >= FEWEST else loose_shape(first_page(document.url))])
        note(placed)
    for same_shape in by_shape.values():
        _tell_apart([cluster for cluster in same_shape if len(cluster.documents) >= FEWEST])
    return [cluster for same_shape in by_shape.values() for cluster in same_shape if len(cluster.documents) >= FEWEST]


def _shape(document: Document) -> str:
    return leaf_shape(first_page(document.url))


def _join(document: Document, clusters: list[Cluster]) -> None:
    own = skeleton(document.root)
    best = max(clusters, key=lambda cluster: likeness(own, cluster.skeleton), default=None)
    if best is not None and likeness(own, best.skeleton) >= _ALIKE:
        best.documents.append(document)
    else:
        clusters.append(Cluster(_shape(document), own, [document]))


def _tell_apart(clusters: list[Cluster]) -> None:
    """Give each cluster the one mark that tells it best from its siblings; none where no single place does."""
    for cluster in clusters:
        others = [document for each in clusters if each is not cluster for document in each.documents]
        if others:
            cluster.marks = tuple(_marks(cluster.documents, others))


def _marks(own: Sequence[Document], others: Sequence[Document]) -> Iterable[str]:
    for shown in (signs, outer_places):
        counts = Counter(sign for document in own for sign in frozenset(shown(document.root)))
        common = sorted(sign for sign, count in counts.items() if count >= _OWN * len(own))
        spread = {sign: sum(bool(place(sign)(other.root)) for other in others) for sign in common}
        if common and spread[best := min(common, key=lambda sign: (spread[sign], len(sign), sign))] <= _OTHERS * len(
            others
        ):
            return [best]
    return []
