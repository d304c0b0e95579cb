"""What must not go public: recall, precision and speed of the checks, beside plain regular expressions in the same run.

    python -m bench.scan_text [FOLDER] [--cases 8000]

The labelled sentences are those of tests/unit/publishing/labelled_texts.py under another seed. `FOLDER` holds real texts in which
next to nothing must be found (`*.md`, `*.txt`; statutes, for example): every finding in them is listed as false. Speed is on one
core, by processor time, in bytes of UTF-8.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

from bench.support.plain_patterns import plain_findings
from bench.support.platform import scratch_folder
from bench.support.tables import ratio, show

Found = tuple[str, int, int]
Finder = Callable[[str], Iterator[Found]]
LIMIT = 5.0
"""Millions of bytes a second that are asked for."""

SHOWN = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, help="real texts without personal data")
    parser.add_argument("--cases", type=int, default=8_000)
    order = parser.parse_args()
    with scratch_folder():
        _show_labelled(order.cases)
        _show_speed("sentences, each of them labelled", _labelled_text())
        if order.folder:
            _show_real(order.folder)


def ours(text: str) -> Iterator[Found]:
    from sites.publishing.findings import findings_in

    return ((each.check, each.start, each.end) for each in findings_in(text))


def _show_labelled(count: int) -> None:
    from tests.unit.publishing.labelled_texts import measured, negatives, positives

    cases = [*positives(count, seed=2018), *negatives(count, seed=20)]
    own, plain = measured(cases, ours), measured(cases, plain_findings)
    rows = [
        (check, each.wanted, f"{each.recall:.4f}", f"{each.precision:.4f}", *_of_peer(plain.get(check)))
        for check, each in own.items()
    ]
    show(f"{len(cases):,} sentences", ("check", "cases", "recall", "precision", "plain: recall", "precision"), rows)


def _of_peer(measure: object) -> tuple[str, str]:
    recall, precision = getattr(measure, "recall", None), getattr(measure, "precision", None)
    if measure is None or recall is None or not getattr(measure, "all_findings", 0):
        return "-", "-"
    return f"{recall:.4f}", f"{precision:.4f}"


def _labelled_text() -> list[str]:
    from tests.unit.publishing.labelled_texts import negatives, positives

    cases = [*positives(4_000, seed=7), *negatives(16_000, seed=8)]
    return ["\n".join(case.text for case in cases)]


def _show_real(folder: Path) -> None:
    texts = [path.read_text("utf-8") for kind in ("*.md", "*.txt") for path in sorted(folder.rglob(kind))]
    _show_speed(f"{len(texts):,} real texts", texts)
    false = [
        (check, text[max(0, start - 12) : end + 12].replace("\n", " "))
        for text in texts
        for check, start, end in ours(text)
    ]
    plain = Counter(check for text in texts for check, _start, _end in plain_findings(text))
    counts = Counter(check for check, _around in false)
    rows = [(check, counts[check], plain[check]) for check in sorted(counts | plain)]
    show("Findings in real texts that have nothing to hide", ("check", "ours", "plain"), rows)
    for check, around in false[:SHOWN]:
        print(f"{check}: {around}")


def _show_speed(title: str, texts: list[str]) -> None:
    size = sum(len(text.encode()) for text in texts) / 1e6
    own, plain = (_rate(finder, texts, size) for finder in (ours, plain_findings))
    rows = [
        ("all checks", own, f"{ratio(own, plain)} of plain, {ratio(own, LIMIT)} of what is asked"),
        ("plain patterns", plain, ""),
    ]
    show(f"{title}, {size:.1f} MB", ("", "MB/s", ""), rows)


def _rate(finder: Finder, texts: list[str], size: float) -> float:
    began = process_time()
    for text in texts:
        for _found in finder(text):
            pass
    return size / (process_time() - began)


if __name__ == "__main__":
    main()
