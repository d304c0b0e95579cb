"""Other documents that say the same, word for word (`search.copies`)."""

from collections.abc import Collection
from dataclasses import dataclass

from search.documents.models import Document


@dataclass(frozen=True, slots=True)
class SameText:
    """A public document that has the text of another one."""

    key: str
    court: str
    court_name: str
    title: str
    url: str


def same_texts(keys: Collection[str]) -> list[SameText]:
    """The documents that share their text with any of these, which are themselves left out."""
    public = Document.objects.filter(removed=False)
    prints = list(public.filter(key__in=keys).values_list("fingerprint", flat=True))
    others = public.filter(fingerprint__in=prints).exclude(key__in=keys).order_by("court", "key")
    return [SameText(*row) for row in others.values_list("key", "court", "court_name", "title", "url")]
