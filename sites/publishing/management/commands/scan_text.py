"""`manage.py scan_text FILE…`: what in texts and files must not go public, one finding a line."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from sites.media.reading.kinds import OTHER, kind_of
from sites.media.reading.limits import MAX_SCANNED_CHARACTERS
from sites.media.reading.running import read_file
from sites.media.reading.verdicts import Unreadable
from sites.media.reading.written import decoded
from sites.publishing.findings import findings_in

STANDARD_INPUT = "-"
PLAIN = "text"


class Command(BaseCommand):
    help = (
        "Print what must not go public in texts (UTF-8, GB 18030, Big5) and in files (docx, xlsx, pptx, pdf, ofd and others) as "
        "JSON lines: file, check, severity, start, end, text_masked. start and end count characters of the text. Without a "
        "database: the word list of a court is not asked. Status 1 if a file cannot be read, or not to its end."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="a file, or - for text on standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        failures = [failure for name in options["files"] if (failure := self._scan(name))]
        if failures:
            raise CommandError("\n".join(failures))

    def _scan(self, name: str) -> str:
        """Print the findings of one file. Returns what went wrong with it, or nothing."""
        try:
            text, cut_short = _text_of(name)
        except (Unreadable, OSError) as error:
            return f"{name}: {error}"
        self.stdout.write("".join(f"{line}\n" for line in _lines(name, text)), ending="")
        return f"{name}: only its first {len(text)} characters were looked at" if cut_short else ""


def _lines(name: str, text: str) -> Iterator[str]:
    for finding in findings_in(text):
        row = {
            "file": name,
            "check": finding.check,
            "severity": str(finding.severity),
            "start": finding.start,
            "end": finding.end,
            "text_masked": finding.masked,
        }
        yield json.dumps(row, ensure_ascii=False)


def _text_of(name: str) -> tuple[str, bool]:
    """The text, and whether it goes on where the reader stopped. Text files are taken as they are, to the last character."""
    content = sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
    if name == STANDARD_INPUT or kind_of(name) in (PLAIN, OTHER):
        return decoded(content), False
    found = read_file(content, characters=MAX_SCANNED_CHARACTERS)
    return found.text, found.cut_short
