"""Texts for people are Chinese in the source; the one catalogue is English, and it is complete.

`python -m tests.translations` fails and names what lacks a translation or has lost its source;
`--update` puts new texts into the catalogue, untranslated, and drops the lost ones.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "federation/config/locale/en/LC_MESSAGES/django.po"
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
}  # fmt: skip
Message = str | tuple[str, ...]


def messages() -> Iterator[Message]:
    """Every text marked for translation in Python files and templates."""
    for storey in ("federation", "sites", "search"):
        for file in sorted((ROOT / storey).rglob("*.py")):
            if "migrations" not in file.parts:
                yield from _extracted(file.read_text(encoding="utf-8"))
        for file in sorted((ROOT / storey).rglob("*.html")):
            yield from _extracted(templatize(file.read_text(encoding="utf-8"), origin=str(file)))


def _extracted(source: str) -> Iterator[Message]:
    for _line, _function, message, _comments in extract_python(BytesIO(source.encode()), KEYWORDS, [], {}):
        text = tuple(part for part in message if part)[:2] if isinstance(message, tuple) else message
        if text:
            yield text


def main() -> int:
    settings.configure(USE_I18N=True)
    wanted = dict.fromkeys(messages())
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue = read_po(CATALOGUE.open("rb"), locale="en") if CATALOGUE.exists() else Catalog(locale="en")
    known = {message.id: message for message in catalogue if message.id}
    if "--update" in sys.argv:
        return _update(wanted, known)
    bad = [f"no source any more: {message!r}" for message in known if message not in wanted]
    bad += [f"not translated: {message!r}" for message in wanted if not _translated(known.get(message))]
    print("\n".join(bad) or f"{len(wanted)} texts, all translated")
    return bool(bad)


def _translated(message) -> bool:
    return message is not None and not message.fuzzy and all([*_parts(message.string)])


def _parts(string: Message) -> tuple[str, ...]:
    return string if isinstance(string, tuple) else (string,)


def _update(wanted, known) -> int:
    fresh = Catalog(locale="en", project="court-federation", charset="utf-8", fuzzy=False)
    for message in wanted:
        fresh.add(message, known[message].string if message in known else None)
    with CATALOGUE.open("wb") as file:
        write_po(file, fresh, width=120, omit_header=False, sort_output=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
