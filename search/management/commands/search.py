"""`manage.py search "朝阳 公告"`: what a citizen would find, in a table or as JSON."""

import json
from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from search.backends.base import SearchUnavailable
from search.facets import COLUMN_TYPES, FILE_TYPES
from search.plain import plain_results
from search.services import search
from search.types import MAX_PAGE_SIZE, InvalidQuery, Query, Results, Sort


class Command(BaseCommand):
    """Search the public documents of every court."""

    help = "Search the public documents of every court."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Filters may be given several times; values of one filter are alternatives."""
        parser.add_argument("text", nargs="?", default="", help="words, “phrases”, -exclusions; empty for the newest")
        parser.add_argument("--court", action="append", default=[], metavar="CODE", help="code of a court, as 京0105")
        parser.add_argument("--level", action="append", default=[], help="supreme, high, intermediate or basic")
        parser.add_argument("--province", action="append", default=[])
        parser.add_argument("--year", action="append", default=[], type=int, help="year of publication")
        parser.add_argument("--column", action="append", default=[], help="name of a column")
        parser.add_argument("--catalogue-item", action="append", default=[], metavar="CODE", help="as 5.9")
        parser.add_argument("--column-type", action="append", default=[], help=", ".join(COLUMN_TYPES))
        parser.add_argument("--language", action="append", default=[], help="as zh-hans")
        parser.add_argument("--file-type", action="append", default=[], help=", ".join(FILE_TYPES))
        parser.add_argument(
            "--from", type=date.fromisoformat, dest="published_from", help="first day of publication, as 2023-05-06"
        )
        parser.add_argument("--until", type=date.fromisoformat, dest="published_until", help="last day of publication")
        parser.add_argument(
            "--as-words", action="append", default=[], help="a piece of the text to read as plain words"
        )
        parser.add_argument("--sort", default=Sort.RELEVANCE, help=" or ".join(Sort))
        parser.add_argument("--page", type=int, default=1)
        parser.add_argument("--page-size", type=int, default=10, help=f"1 to {MAX_PAGE_SIZE}")
        parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")

    def handle(self, *args: str, **options: Any) -> None:
        """Ask, and print the answer on standard output."""
        try:
            results = search(_query(options))
        except (InvalidQuery, SearchUnavailable) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(_json(plain_results(options["text"], results)))
        else:
            self.stdout.write(_table(results))


def _query(options: dict[str, Any]) -> Query:
    return Query(
        text=options["text"],
        courts=tuple(options["court"]),
        levels=tuple(options["level"]),
        provinces=tuple(options["province"]),
        years=tuple(options["year"]),
        columns=tuple(options["column"]),
        catalogue_items=tuple(options["catalogue_item"]),
        column_types=tuple(options["column_type"]),
        languages=tuple(options["language"]),
        file_types=tuple(options["file_type"]),
        published_from=options["published_from"],
        published_until=options["published_until"],
        literally=tuple(options["as_words"]),
        sort=options["sort"],
        page=options["page"],
        page_size=options["page_size"],
    )


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=datetime.isoformat)


def _table(results: Results) -> str:
    table = Table("date", "court", "title", "url", box=box.SIMPLE)
    for hit in results.hits:
        day = timezone.localtime(hit.published).date().isoformat()
        table.add_row(day, escape(hit.court_name), escape(hit.title), escape(hit.url))
    console = Console(highlight=False)
    with console.capture() as shown:
        console.print(table)
        console.print(_summary(results))
    return shown.get()


def _summary(results: Results) -> str:
    total = f"{results.total}{'' if results.total_is_exact else ' or more'} found"
    some_words = ", not all with every word" if results.relaxed else ""
    table = ", from the table of documents because the index is away" if results.degraded else ""
    return f"{total}{some_words}{table}; page {results.page} of {results.pages}; {results.seconds:.3f} s"
