"""What a recipe is: layouts, each with the addresses it serves and the places of an article's parts."""

from dataclasses import dataclass
from typing import Literal

from federation.domain.errors import FederationError

Kind = Literal["article", "list", "ignore"]
KINDS: tuple[Kind, ...] = ("article", "list", "ignore")
FACTS = ("title", "date", "source", "author", "editor", "columns")
MOST_LAYOUTS = 60
PLACES = (*FACTS, "body", "remove")


class RecipeInvalid(FederationError):
    """A recipe's text that cannot be used; `faults` are all its faults, each with its line or layout and the mend."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class RecipeLayout:
    """One template of a site.

    `addresses` are globs of paths (see `globs`), `marks` places that all of its pages have, which tell it from another layout under the
    same addresses. All other places (see `places`) are tried in turn, likeliest first; `remove` are places within the body that are not
    its text. `pages` is how many pages it was learned from, `confidence` how completely they are read by it, 0 to 1.
    """

    name: str
    addresses: tuple[str, ...]
    kind: Kind = "article"
    marks: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    pages: int = 0
    confidence: float = 0.0

    def places(self, name: str) -> tuple[str, ...]:
        """The places of one of PLACES, or the marks."""
        found: tuple[str, ...] = getattr(self, name)
        return found


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the pages of a site are read. `hosts` as in an address key (lower case, without `www.`); without any, every host."""

    name: str = ""
    hosts: tuple[str, ...] = ()
    layouts: tuple[RecipeLayout, ...] = ()
