import gzip
from argparse import ArgumentParser

import pytest

from sites.legacy.answers import CaptureUnreadable
from sites.legacy.management.commands.capture_site import Command, order_from
from sites.legacy.sources.seeds import read_seeds
from tests.unit.legacy.sources.exports import post, wordpress
from tests.unit.legacy.sources.sites import SITE

SITEMAP = f"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc> {SITE}/1.html </loc></url><url><loc>{SITE}/2.html?a=1&amp;b=2</loc></url></urlset>"
INDEX = f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>{SITE}/map-1.xml.gz</loc></sitemap></sitemapindex>"
RSS = f"<rss version='2.0'><channel><link>{SITE}/</link><item><link>{SITE}/3.html</link><enclosure url='{SITE}/a.mp3'/></item></channel></rss>"
ATOM = f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>tag:1</id><link rel='alternate' href='{SITE}/4.html'/></entry></feed>"


@pytest.mark.parametrize(
    ("content", "addresses"),
    [
        (f"\ufeff{SITE}/1\n\n {SITE}/2 \r\n{SITE}/1", ["/1", "/2"]),
        (SITEMAP, ["/1.html", "/2.html?a=1&b=2"]),
        (INDEX, ["/map-1.xml.gz"]),
        (RSS, ["/", "/3.html", "/a.mp3"]),
        (ATOM, ["/4.html"]),
    ],
)
@pytest.mark.parametrize("pack", [lambda content: content, gzip.compress])
def test_addresses_are_read_from_lists_sitemaps_and_feeds(tmp_path, content, addresses, pack):
    path = tmp_path / "seeds"
    path.write_bytes(pack(content.encode()))

    assert read_seeds(path, lambda _address: True) == tuple(SITE + address for address in addresses)


def order(path):
    parser = ArgumentParser()
    Command().add_arguments(parser)
    return order_from(vars(parser.parse_args(["--url", SITE, "--out", "x.warc.gz", "--seeds", str(path)])))


def test_the_posts_and_media_of_a_wordpress_export_are_seeds_and_other_hosts_are_not(tmp_path):
    items = [
        post(1),
        post(2, kind="attachment", attachment_url=f"{SITE}/up/a.png"),
        post(3, link="http://other.example/3"),
    ]
    export = wordpress(tmp_path / "export.xml", items)

    seeds = order(export).seeds

    assert {f"{SITE}/archives/1", f"{SITE}/?p=1", f"{SITE}/up/a.png"} <= set(seeds)
    assert not any("other.example" in seed for seed in seeds)


def test_entities_are_not_resolved(tmp_path):
    path = tmp_path / "map.xml"
    path.write_text(
        f"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'><!ENTITY a '{SITE}/a'>]><urlset><loc>&e;</loc><loc>{SITE}/1</loc></urlset>"
    )

    assert read_seeds(path, lambda _address: True) == (f"{SITE}/1",)


def test_a_bomb_of_seeds_is_refused(tmp_path):
    path = tmp_path / "map.xml.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(300):
            file.write(bytes(1 << 20))

    with pytest.raises(CaptureUnreadable, match="过大"):
        read_seeds(path, lambda _address: True)
