import json
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from rich.console import Console

from sites.legacy.recipes.parsing import open_recipe
from tests.unit.legacy.captured import Site
from tests.unit.legacy.templates import TEMPLATES, build, stories


@pytest.fixture
def capture(site: Site) -> Path:
    build(site, TEMPLATES[1], stories(12))
    return site.warc()


def test_a_recipe_is_learned_into_a_file_and_read_by(capture, tmp_path):
    out, said = tmp_path / "site.toml", StringIO()

    call_command("learn_recipe", str(capture), "--out", str(out), stderr=said)
    text = out.read_text(encoding="utf-8").replace('source = ["span.o"]', 'source = ["span.w"]')
    out.write_text(text, encoding="utf-8")
    printed = StringIO()
    call_command("read_capture", str(capture), "--recipe", str(out), stdout=printed)

    articles = [json.loads(line) for line in printed.getvalue().splitlines()]
    assert "文章页 1：12 个页面，可信度 100%，/web/content/{n}.shtml" in said.getvalue()
    assert len(articles) == 12
    assert {article["reader"] for article in articles} == {"recipe"}
    assert {article["source"] for article in articles}.isdisjoint(story.source for story in stories(12))


def test_learning_shows_a_bar_on_a_terminal(capture, tmp_path, monkeypatch):
    screen = StringIO()
    monkeypatch.setattr(
        "sites.legacy.management.shown.Console",
        lambda **_options: Console(file=screen, force_terminal=True, width=100, color_system=None),
    )

    call_command("learn_recipe", str(capture), "--out", str(tmp_path / "site.toml"), stderr=StringIO())

    shown = screen.getvalue()
    assert "正在挑选样本页面" in shown
    assert "正在归纳版式" in shown
    assert "24/24" in shown


def test_a_recipe_goes_to_standard_output_and_what_was_edited_is_never_overwritten(capture, tmp_path):
    printed = StringIO()
    call_command("learn_recipe", str(capture), stdout=printed, stderr=StringIO())
    out = tmp_path / "site.toml"
    out.write_text(printed.getvalue(), encoding="utf-8")

    with pytest.raises(CommandError, match="无法写入"):
        call_command("learn_recipe", str(capture), "--out", str(out), stderr=StringIO())

    assert open_recipe(out).layouts[0].body == ("div.a-c",)


def test_a_site_of_two_pages_teaches_nothing(site):
    build(site, TEMPLATES[1], stories(2))

    with pytest.raises(CommandError, match="无从归纳"):
        call_command("learn_recipe", str(site.warc()))


@pytest.mark.parametrize(("text", "said"), [(b"layouts = 3", "layouts"), (b"\xff\xfe", "UTF-8"), (None, "无法打开")])
def test_a_file_that_is_no_recipe_is_refused_in_words(capture, tmp_path, text, said):
    path = tmp_path / "bad.toml"
    if text is not None:
        path.write_bytes(text)

    with pytest.raises(CommandError, match=said):
        call_command("read_capture", str(capture), "--recipe", str(path))


def test_a_recipe_is_learned_from_several_archives_of_one_site(site, tmp_path):
    halves = []
    for name, those in (("first", stories(4)[:2]), ("second", stories(4)[2:])):
        site.answers.clear()
        build(site, TEMPLATES[1], those)
        halves.append(site.warc().rename(tmp_path / f"{name}.warc.gz"))
    printed = StringIO()

    with pytest.raises(CommandError, match="无从归纳"):
        call_command("learn_recipe", str(halves[0]))
    call_command("learn_recipe", *map(str, halves), "--kind", "warc", stdout=printed, stderr=StringIO())

    assert "div.a-c" in printed.getvalue()


def test_a_recipe_is_learned_from_a_mirror_whose_site_is_named(site, tmp_path):
    build(site, TEMPLATES[1], stories(12))
    folder = tmp_path / "mirror"
    for url, body, _headers, _status in site.answers:
        file = folder / urlsplit(url).path.strip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
    printed, base = StringIO(), "http://www.named.example"

    call_command(
        "learn_recipe", str(folder), "--kind", "mirror", "--base", base, "--work", str(tmp_path / "work"),
        stdout=printed, stderr=StringIO(),
    )  # fmt: skip

    assert 'hosts = ["named.example"]' in printed.getvalue()
    assert list((tmp_path / "work").iterdir())
