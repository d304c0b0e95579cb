"""Builds the demonstration's three legacy sites: `python -m deploy.demo.legacy_sites FOLDER`.

Below the folder each site has a folder named for its host; `manifest.json` tells what a mover should find on them, and how
`serve_legacy` must answer addresses that are no file's path. The same sources give the same bytes.
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .courts import COURTS, LegacyCourt
from .families import chinacourt, php, trs
from .site import LegacySite

BUILDERS = {"chinacourt": chinacourt.build, "trs": trs.build, "php": php.build}
MANIFEST = "manifest.json"


def build_legacy_sites(folder: Path) -> list[dict[str, Any]]:
    """Write the sites and their manifest below `folder`; gives the manifest's `sites`."""
    sites = [write_site(court, folder) for court in COURTS]
    text = json.dumps({"sites": sites}, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    return sites


def write_site(court: LegacyCourt, folder: Path) -> dict[str, Any]:
    site = BUILDERS[court.family](court)
    site.write(folder / court.host)
    return describe_site(site)


def describe_site(site: LegacySite) -> dict[str, Any]:
    court = site.court
    description = {
        "court": court.code,
        "name": court.name,
        "host": court.host,
        "start_url": site.url("/"),
        "encoding": court.encoding,
        "family": court.family,
        "serving": asdict(site.serving),
        "articles": [asdict(article) for article in site.articles],
    }
    plain: dict[str, Any] = json.loads(json.dumps(description))
    return plain


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    for site in build_legacy_sites(parser.parse_args().folder):
        print(f"{site['court']}  {site['start_url']}  {len(site['articles'])} articles")


if __name__ == "__main__":
    main()
