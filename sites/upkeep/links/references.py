"""What a page refers to, from its body as it is stored: links, pictures, attachments, videos, each with its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext as _
from wagtail.models import Page

from sites.pages.cells import cell_markup
from sites.upkeep.models import CheckedAddress
from sites.upkeep.models.links import LONGEST_ADDRESS

Kind = CheckedAddress.Kind


@dataclass(frozen=True, slots=True)
class Reference:
    """`target` as in CheckedAddress; `place` is what editors see of where it stands, `words` what it is shown under."""

    kind: Kind
    target: str
    place: str
    words: str = ""


def references_of(page: Page, *, hosts: frozenset[str]) -> Iterator[Reference]:
    """`page` in its own type, read from the database. `hosts` are the court's own, without `www.`."""
    if (picture := getattr(page, "picture_id", None)) is not None:
        yield Reference(Kind.PICTURE, str(picture), _("题图"))
    body = getattr(page, "body", None)
    if body is None:
        return
    for number, (child, block) in enumerate(zip(body, body.raw_data, strict=True), start=1):
        place = _("第 %(number)d 块（%(kind)s）") % {"number": number, "kind": child.block.label}
        yield from _of_block(block["type"], block["value"], place, page.url or "/", hosts)


def _of_block(kind: str, value: Any, place: str, base: str, hosts: frozenset[str]) -> Iterator[Reference]:
    match kind:
        case "picture":
            yield from _keyed(Kind.PICTURE, value["image"], place, value.get("caption", ""))
        case "gallery":
            for each in value["pictures"]:
                yield from _of_block("picture", each.get("value", each), place, base, hosts)
        case "attachment":
            yield from _keyed(Kind.FILE, value["document"], place, value.get("title", ""))
        case "video":
            yield from _address(value["address"], place, value["title"], base, hosts)
        case "text":
            yield from _of_markup(value, place, base, hosts)
        case "table":
            for row in (value or {}).get("data", []):
                for cell in row:
                    yield from _of_markup(cell_markup(cell), place, base, hosts)


def _of_markup(markup: str, place: str, base: str, hosts: frozenset[str]) -> Iterator[Reference]:
    reader = _Links()
    reader.feed(markup)
    reader.close()
    for attributes, words in reader.found:
        match attributes.get("linktype"):
            case "page":
                yield from _keyed(Kind.PAGE, attributes.get("id"), place, words)
            case "document":
                yield from _keyed(Kind.FILE, attributes.get("id"), place, words)
            case None:
                yield from _address(attributes.get("href") or "", place, words, base, hosts)
    for key in reader.images:
        yield from _keyed(Kind.PICTURE, key, place, "")


def _keyed(kind: Kind, key: Any, place: str, words: str) -> Iterator[Reference]:
    if key is not None:
        yield Reference(kind, str(key), place, words.strip()[:200])


def _address(address: str, place: str, words: str, base: str, hosts: frozenset[str]) -> Iterator[Reference]:
    """Nothing of what is no address of the web: mail, telephones, places within the page."""
    address = address.strip()
    try:
        parts = urlsplit(urljoin(base, address))
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        yield Reference(Kind.EXTERNAL, address[:LONGEST_ADDRESS], place, words.strip()[:200])
        return
    if not address or address.startswith("#") or parts.scheme not in ("", "http", "https"):
        return
    whole = parts._replace(fragment="")
    ours = not host or host in hosts
    target = whole._replace(scheme="", netloc="").geturl() if ours else whole.geturl()
    yield Reference(Kind.INTERNAL if ours else Kind.EXTERNAL, target[:LONGEST_ADDRESS], place, words.strip()[:200])


class _Links(HTMLParser):
    """Links of markup as Wagtail stores it, each with its words, and the keys of the pictures within."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[dict[str, str | None], str]] = []
        self.images: list[str] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "a":
            self.found.append((attributes, ""))
            self._open = True
        elif tag == "embed" and attributes.get("embedtype") == "image" and attributes.get("id"):
            self.images.append(str(attributes["id"]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            attributes, words = self.found[-1]
            self.found[-1] = (attributes, words + data)
