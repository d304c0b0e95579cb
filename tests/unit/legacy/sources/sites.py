"""A small site as the programs that mirror sites leave it on disk. All texts are made up for these tests."""

from pathlib import Path

from sites.legacy.articles import LegacyArticle, Verdict
from sites.legacy.reading import Reading
from sites.legacy.sources.base import Source
from tests.unit.legacy import families

HOST = "www.xxfy.gov.cn"
SITE = f"http://{HOST}"
PIXEL = b"\x89PNG\r\n\x1a\n" + bytes(40)


def notice(number: int, *, links: str = "") -> str:
    page = families.government(number, title=f"关于第{number}次公开开庭的公告")
    return page.replace("</div></div>", f"<p>附：{links}</p></div></div>")


def put(folder: Path, files: dict[str, str | bytes], *, charset: str = "utf-8") -> Path:
    """Write files below a folder."""
    for place, content in files.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode(charset))
    return folder


def wget(folder: Path) -> Path:
    """`wget -mkEK --restrict-file-names=windows`, more or less, of three notices, one of them with an attachment and a picture."""
    links = '<a href="show.asp@id=2.html">第二次</a><img src="pic/a.png" width=300 height=200><a href="down/list.doc">名单.doc</a>'
    original = links.replace("show.asp@id=2.html", "show.asp?id=2")
    return put(
        folder / HOST,
        {
            "index.html": f"<title>首页</title><a href='show.asp@id=1.html'>关于第1次公开开庭的公告</a><p>{'导航' * 9}</p>",
            "show.asp@id=1.html": notice(1, links=links),
            "show.asp@id=1.html.orig": notice(1, links=original),
            "show.asp@id=2.html": notice(2, links='<a href="show.asp@id=1.html">第一次</a>'),
            "show.asp@id=2.html.1": notice(2),
            "news/7.php.html": notice(3),
            "pic/a.png": PIXEL,
            "down/list.doc": b"\xd0\xcf\x11\xe0" + bytes(600),
        },
    ).parent


def httrack(folder: Path) -> Path:
    """A project of HTTrack: names with a hash for queries, a list of what came from where."""
    lines = [
        ("200", "text/html", f"{HOST}/", f"D:/sites/my/{HOST}/index.html"),
        ("200", "text/html", f"{HOST}/show.asp?id=1", f"D:/sites/my/{HOST}/showc4ca.html"),
        ("200", "text/html", f"{HOST}/show.asp?id=2", f"D:/sites/my/{HOST}/showc81e.html"),
        ("200", "image/png", f"{HOST}/pic/a.png", f"D:/sites/my/{HOST}/pic/a.png"),
        ("404", "text/html", f"{HOST}/gone.asp", ""),
    ]
    listed = "".join(
        f"12:00:00\t9/9\t---M--\t{status}\tadded ('OK')\t{kind}\tetag\t{url}\t{file}\t(from {HOST}/)\r\n"
        for status, kind, url, file in lines
    )
    files: dict[str, str | bytes] = {
        "hts-log.txt": "HTTrack3.49 launched",
        "hts-cache/new.txt": "date\tsize'/'remotesize\tflags\tstatuscode\tstatus\tMIME\tEtag|Date\tURL\tlocalfile\t(from URL)\r\n"
        + listed,
        "index.html": "<title>Local index - HTTrack</title>",
        f"{HOST}/index.html": "<title>首页</title><a href='showc4ca.html?id=1'>关于第1次公开开庭的公告</a>",
        f"{HOST}/showc4ca.html": notice(
            1, links='<a href="showc81e.html?id=2">第二次</a><img src="pic/a.png" width=300 height=200>'
        ),
        f"{HOST}/showc81e.html": notice(2),
        f"{HOST}/pic/a.png": PIXEL,
    }
    return put(folder, files)


def read(source: Source) -> tuple[dict[str, LegacyArticle], dict[str, Verdict]]:
    """Articles and verdicts by address."""
    with Reading(source) as reading:
        return (
            {article.url: article for article in reading.articles()},
            {verdict.url: verdict for verdict in reading.verdicts()},
        )
