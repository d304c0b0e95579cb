import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from sites.legacy.addresses import address_key
from sites.legacy.answers import CaptureUnreadable
from sites.legacy.sources import unpacking
from sites.legacy.sources.mirror_names import addresses_of, is_host
from sites.legacy.sources.opening import Manner, open_source
from tests.unit.legacy.sources import sites
from tests.unit.legacy.sources.sites import HOST, SITE


def zipped(folder: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, f"site/{file.relative_to(folder)}")
    return path


def tarred(folder: Path, path: Path) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        archive.add(folder, "site")
    return path


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("index.html", "/"),
        ("n/index.htm", "/n/"),
        ("show.asp@id=7.html", "/show.asp?id=7"),
        ("show.asp?id=7", "/show.asp?id=7"),
        ("show.asp?id=7&p=2.html", "/show.asp?id=7&p=2"),
        ("show.php%3Fid=7.html", "/show.php?id=7"),
        ("show.asp@7.html", "/show.asp?7"),
        ("list.php.html", "/list.php"),
        ("a/b.shtml", "/a/b.shtml"),
        ("photo@2x.png", "/photo@2x.png"),
        ("公告 一.html", "/%E5%85%AC%E5%91%8A%20%E4%B8%80.html"),
    ],
)
def test_the_name_of_a_file_tells_the_address_it_was_saved_from(name, address):
    assert addresses_of(SITE, name).likely == SITE + address


def listed(*links: str) -> str:
    """A page with links as a site wrote them."""
    return "<title>目录</title>" + "".join(f"<a href='{link}'>关于公开开庭的公告</a>" for link in links)


@pytest.mark.parametrize(
    ("name", "links", "address"),
    [
        ("about.html", ["about"], "/about"),
        ("about.html", ["/about#top"], "/about"),
        ("about.html", ["about.html"], "/about.html"),
        ("about.html", ["about", "about.html"], "/about.html"),
        ("about.html", [], "/about.html"),
        ("公告.html", ["%B9%AB%B8%E6"], "/%E5%85%AC%E5%91%8A"),
        ("read/7.html", ["http://xxfy.gov.cn/read/7"], "/read/7"),
        ("show.asp?id=3.html", ["show.asp?id=3"], "/show.asp?id=3"),
        ("show.asp?id=3.html", ["show.asp%3Fid=3.html"], "/show.asp?id=3"),
        ("show.asp?file=a.html", ["show.asp?file=a.html"], "/show.asp?file=a.html"),
        ("list.php.html", ["/list.php.html"], "/list.php.html"),
        ("list.php.html", ["list.php.html"], "/list.php"),
        ("7.shtml.html", ["7.shtml.html"], "/7.shtml"),
    ],
)
def test_html_at_the_end_of_a_name_counts_as_the_links_of_the_pages_have_it(tmp_path, name, links, address):
    files = {f"{HOST}/index.html": listed(*links), f"{HOST}/{name}": sites.notice(1)}

    with open_source(sites.put(tmp_path / "mirror", files)) as source:
        assert {found.url for found in source} == {f"{SITE}/", SITE + address}


def test_a_page_and_a_folder_of_one_name_stay_two(tmp_path):
    files = {"index.html": listed("news/", "news/1"), "news.html": sites.notice(1), "news/index.html": listed("1")}

    with open_source(sites.put(tmp_path / "mirror" / HOST, files).parent) as source:
        assert {found.url for found in source} == {f"{SITE}/", f"{SITE}/news.html", f"{SITE}/news/"}


def test_links_are_compared_as_the_site_wrote_them_where_originals_were_kept(tmp_path):
    files = {"index.html": listed("about.html"), "index.html.orig": listed("about"), "about.html": sites.notice(1)}

    with open_source(sites.put(tmp_path / "mirror" / HOST, files).parent) as source:
        assert source.find(address_key(f"{SITE}/about")) is not None


@pytest.mark.parametrize(
    ("saved", "kept", "address"),
    [
        ("7.shtml.html", "7.shtml.orig", "/7.shtml"),
        ("show.php?id=7.html", "show.php?id=7.orig", "/show.php?id=7"),
        ("about.html", "about.orig", "/about"),
        ("about.html", "about.html.orig", "/about.html"),
    ],
)
def test_originals_are_found_under_both_names_that_wget_gives_them(tmp_path, saved, kept, address):
    files = {
        "index.html": listed(saved),
        saved: "<title>改过的链接</title>",
        kept: sites.notice(1),
    }

    with open_source(sites.put(tmp_path / "mirror" / HOST, files).parent) as source:
        page = source.find(address_key(SITE + address))
        assert page is not None
        assert source.read(page).body == sites.notice(1).encode()


STATED = {
    "canonical": '<link rel="canonical" href="/detail.php?id=103">',
    "og": f"<meta content='{SITE}/detail.php?id=103' property='og:url'>",
    "norm of government sites": f'<META name="Url" content="{SITE}/detail.php?id=103">',
}


@pytest.mark.parametrize("statement", STATED.values(), ids=STATED)
def test_a_page_saved_under_an_address_that_led_to_it_has_the_address_that_it_states(tmp_path, statement):
    files = {"index.html": listed("show.php?id=1"), "show.php?id=1": statement + sites.notice(1)}

    with open_source(sites.put(tmp_path / "mirror" / HOST, files).parent) as source:
        articles, verdicts = sites.read(source)

    assert list(articles) == [f"{SITE}/detail.php?id=103"]
    assert verdicts[f"{SITE}/show.php?id=1"].kind == "redirected"
    assert verdicts[f"{SITE}/show.php?id=1"].of == f"{SITE}/detail.php?id=103"


def test_what_a_page_states_counts_for_nothing_where_others_state_it_too_or_the_mirror_has_it(tmp_path):
    files = {
        "index.html": listed("1.html", "2.html", "3.html", "4.html"),
        "1.html": '<link rel="canonical" href="/all.html">' + sites.notice(1),
        "2.html": '<link rel="canonical" href="/all.html">' + sites.notice(2),
        "3.html": '<link rel="canonical" href="http://other.example/3.html">' + sites.notice(3),
        "4.html": '<link rel="canonical" href="/">' + sites.notice(4),
    }

    with open_source(sites.put(tmp_path / "mirror" / HOST, files).parent) as source:
        assert {address.url for address in source} == {f"{SITE}/", *(f"{SITE}/{number}.html" for number in range(1, 5))}


def test_folders_are_told_from_hosts():
    assert [is_host(name) for name in (HOST, "10.1.2.3+8080", "localhost", "images", "index.html", "a.b_c.cn", "jquery.min.js")] == [
        True, True, False, False, False, True, False,
    ]  # fmt: skip


def test_a_mirror_of_wget_is_read_under_its_old_addresses(tmp_path):
    with open_source(sites.wget(tmp_path / "mirror")) as source:
        assert source.kind == "mirror"
        articles, verdicts = sites.read(source)
        doc = source.find(address_key(f"{SITE}/down/list.doc"))
        damage = source.damage

    assert set(articles) == {f"{SITE}/show.asp?id=1", f"{SITE}/show.asp?id=2", f"{SITE}/news/7.php"}
    first = articles[f"{SITE}/show.asp?id=1"]
    assert first.title == "关于第1次公开开庭的公告"
    assert f'href="{SITE}/show.asp?id=2"' in first.body_html
    assert first.images == (f"{SITE}/pic/a.png",)
    assert [file.name for file in first.attachments] == ["名单.doc"]
    assert doc is not None
    assert {verdicts[f"{SITE}{path}"].kind for path in ("/pic/a.png", "/down/list.doc")} == {"asset"}
    assert not any("orig" in url or url.endswith(".1") for url in verdicts)
    assert "index.html.1" in damage[0] or "show.asp@id=2.html.1" in damage[0]


def test_links_that_were_made_local_lead_to_old_addresses_again(tmp_path):
    folder = sites.wget(tmp_path / "mirror")
    (folder / HOST / "show.asp@id=1.html.orig").unlink()

    with open_source(folder) as source:
        articles, _ = sites.read(source)

    assert f'href="{SITE}/show.asp?id=2"' in articles[f"{SITE}/show.asp?id=1"].body_html
    assert f'href="{SITE}/show.asp?id=1"' in articles[f"{SITE}/show.asp?id=2"].body_html


def test_a_project_of_httrack_is_read_by_its_list(tmp_path):
    with open_source(sites.httrack(tmp_path / "project")) as source:
        articles, verdicts = sites.read(source)

    assert set(articles) == {f"{SITE}/show.asp?id=1", f"{SITE}/show.asp?id=2"}
    assert f'href="{SITE}/show.asp?id=2"' in articles[f"{SITE}/show.asp?id=1"].body_html
    assert verdicts[f"{SITE}/gone.asp"].kind == "failed"
    assert not any("Local index" in url or "hts" in url for url in verdicts)


def test_a_mirror_without_a_folder_of_its_host_is_told_by_its_pages_or_by_the_operator(tmp_path):
    folder = sites.put(tmp_path / "backup", {"show.asp@id=1.html": sites.notice(1)})
    with pytest.raises(CaptureUnreadable, match="--base"):
        open_source(folder)
    with open_source(folder, Manner(base=SITE + "/")) as source:
        assert [address.url for address in source] == [f"{SITE}/show.asp?id=1"]

    sites.put(folder, {"index.html": f'<link rel="canonical" href="{SITE}/"><title>首页</title>'})
    with open_source(folder) as source:
        assert sorted(address.url for address in source) == [f"{SITE}/", f"{SITE}/show.asp?id=1"]


def test_links_of_the_file_system_are_not_followed(tmp_path):
    secret = tmp_path / "secret.html"
    secret.write_text("<title>机密</title>")
    folder = sites.wget(tmp_path / "mirror")
    (folder / HOST / "leak.html").symlink_to(secret)
    (folder / HOST / "up").symlink_to(tmp_path)

    with open_source(folder) as source:
        assert not any("leak" in address.url or "/up" in address.url for address in source)
        assert sum("指向别处的链接" in damage for damage in source.damage) == 2


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize("make", [sites.wget, sites.httrack])
def test_an_archive_of_a_mirror_is_read_as_the_mirror(pack, make, tmp_path):
    folder = make(tmp_path / "mirror")
    with open_source(folder) as source:
        plain = sites.read(source)
    with open_source(pack(folder, tmp_path / "site.packed")) as source:
        packed = sites.read(source)

    assert packed == plain


def test_a_zip_made_on_a_chinese_windows_has_its_names(tmp_path):
    path = tmp_path / "site.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{HOST}/XXXX.html", sites.notice(1))
    path.write_bytes(path.read_bytes().replace(b"XXXX", "公告".encode("gb18030")))

    with open_source(path) as source:
        assert source.find(address_key(f"{SITE}/公告.html")) is not None


HOSTILE = [
    "../../evil.html",
    "/srv/evil.html",
    "C:\\evil.html",
    f"{HOST}/../../../evil.html",
    "..\\..\\evil.html",
]


def test_a_zip_that_wants_out_of_its_folder_is_read_without_what_wants_out(tmp_path):
    path = tmp_path / "site.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in HOSTILE:
            archive.writestr(name, "<title>坏</title>")
        link = zipfile.ZipInfo(f"{HOST}/passwd.html")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr(f"{HOST}/show.asp@id=1.html", sites.notice(1).encode())

    with open_source(path) as source:
        articles, verdicts = sites.read(source)

    assert list(articles) == list(verdicts) == [f"{SITE}/show.asp?id=1"]
    assert len(source.damage) == len(HOSTILE) + 1
    assert not list(tmp_path.rglob("*evil*"))


def test_a_tar_that_wants_out_of_its_folder_is_read_without_what_wants_out(tmp_path):
    path = tmp_path / "site.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name in HOSTILE:
            info = tarfile.TarInfo(name)
            info.size = 3
            archive.addfile(info, io.BytesIO(b"bad"))
        for kind, name in (
            (tarfile.SYMTYPE, "soft.html"),
            (tarfile.LNKTYPE, "hard.html"),
            (tarfile.CHRTYPE, "device.html"),
        ):
            info = tarfile.TarInfo(f"{HOST}/{name}")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        body = sites.notice(1).encode()
        info = tarfile.TarInfo(f"{HOST}/show.asp@id=1.html")
        info.size = len(body)
        archive.addfile(info, io.BytesIO(body))

    with open_source(path) as source:
        articles, verdicts = sites.read(source)

    assert list(articles) == list(verdicts) == [f"{SITE}/show.asp?id=1"]
    assert len(source.damage) == len(HOSTILE) + 3
    assert not list(tmp_path.rglob("*evil*"))


@pytest.mark.parametrize("suffix", ["zip", "tar.gz"])
def test_a_bomb_in_an_archive_costs_itself_and_what_comes_after_it(suffix, tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "_SMALL", 1 << 20)
    folder = sites.put(
        tmp_path / "mirror", {f"{HOST}/a.asp@id=1.html": sites.notice(1), f"{HOST}/b/bomb.html": bytes(1 << 28)}
    )
    packed = (zipped if suffix == "zip" else tarred)(folder, tmp_path / f"site.{suffix}")

    with open_source(packed) as source:
        articles, _ = sites.read(source)

    assert list(articles) == [f"{SITE}/a.asp?id=1"]
    assert any("bomb.html" in damage for damage in source.damage)
    assert sum(file.stat().st_size for file in source.work.rglob("*") if file.is_file()) < 1 << 27


def test_an_archive_that_is_damaged_is_read_up_to_there(tmp_path):
    packed = tarred(sites.wget(tmp_path / "mirror"), tmp_path / "site.tar.gz")
    content = packed.read_bytes()
    packed.write_bytes(content[: len(content) * 2 // 3])

    with open_source(packed) as source:
        assert len(source) > 0
        assert any("之后无法解压" in damage for damage in source.damage)
