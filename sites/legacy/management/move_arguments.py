"""The acts of `manage.py move`, each with its options."""

from argparse import ArgumentParser
from pathlib import Path


def add_registration(parser: ArgumentParser) -> None:
    parser.add_argument("--url", required=True, help="home page of the legacy site")
    parser.add_argument("--host", action="append", default=[], help="a further host of the same site")
    parser.add_argument("--publish", action="store_true", help="publish what is imported at once; otherwise drafts")
    parser.add_argument("--resolve", action="append", default=[], metavar="HOST=ADDRESS:PORT")
    parser.add_argument("--allow-private", action="append", default=[], metavar="NETWORK", help="such as 10.3.0.0/16")
    parser.add_argument("--delay", type=float, default=0.5, help="seconds between requests to a host (%(default)s)")
    parser.add_argument("--concurrency", type=int, default=4, help="requests at a time (%(default)s)")
    parser.add_argument("--max-pages", type=int, help="addresses of a capture")
    parser.add_argument("--ignore-robots", action="store_true", help="fetch what robots.txt forbids")
    parser.add_argument(
        "--insecure-tls", action="store_true", help="believe servers whose certificate is not valid; each is recorded"
    )


def add_anew(parser: ArgumentParser) -> None:
    parser.add_argument("--anew", action="store_true", help="begin anew, even if the last one was stopped or failed")


def add_file(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a WARC, a WordPress export, a table of articles, a zip of the site")


def add_reason(parser: ArgumentParser) -> None:
    parser.add_argument("--reason", default="", help="why, kept on record")


def add_domain(parser: ArgumentParser) -> None:
    parser.add_argument("--domain", required=True, help="host name of the site from now on")
    parser.add_argument("--alias", action="append", default=[], help="a host name that redirects to it")


def add_nothing(parser: ArgumentParser) -> None:
    """An act without options of its own."""


ACTS = [
    ("register", "register the move and its legacy site", add_registration),
    ("capture", "crawl the legacy site into a new archive", add_anew),
    ("add-file", "take a file as a source, in place of a capture or beside it", add_file),
    ("read", "read the sources", add_anew),
    ("import", "import what was read", add_anew),
    ("columns", "let imported pages follow what was decided about their columns since", add_anew),
    ("check", "compare with the original, and account for every address", add_anew),
    ("review", "declare the site reviewed; with things left undone only for a reason", add_reason),
    ("cut-over", "check everything, then switch the domain", add_domain),
    ("roll-back", "give the site back its earlier domain, and lose nothing", add_reason),
    ("undo", "undo the last capture, reading, import or review", add_nothing),
    ("stop", "stop the step that is under way, whoever runs it", add_nothing),
    ("status", "say how far the move is, and what remains", add_nothing),
]
