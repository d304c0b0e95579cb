from pathlib import Path

import pytest

from sites.legacy.answers import CaptureUnreadable
from sites.legacy.sources.opening import Manner, open_source
from tests.unit.legacy.sources import sites
from tests.unit.legacy.sources.exports import LINE, post, wordpress
from tests.unit.legacy.sources.sites import HOST, PIXEL, SITE

PICTURE = f"{SITE}/wp-content/uploads/2019/03/kaiting.png"
CATEGORIES = '<category domain="category" nicename="yw"><![CDATA[法院要闻]]></category><category domain="post_tag" nicename="a"><![CDATA[发布会]]></category>'


def library(number: int, url: str) -> str:
    return post(number, kind="attachment", status="inherit", attachment_url=url)


def read(path: Path, **manner):
    with open_source(path, Manner(**manner)) as source:
        return (*sites.read(source), source.damage)


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_a_post_has_its_facts(tmp_path, version):
    export = wordpress(
        tmp_path / "export.xml",
        [post(7, inner=CATEGORIES, post_date_gmt="2019-03-01 01:30:00", content=f"{LINE}\n\n第二段\n换行"), post(8)],
        version=version,
    )

    articles, verdicts, damage = read(export)

    article = articles[f"{SITE}/archives/7"]
    assert (article.title, article.author, article.columns) == ("第7次新闻发布会", "李编辑", ("新闻中心", "法院要闻"))
    assert article.published is not None
    assert article.published.isoformat() == "2019-03-01T09:30:00+08:00"
    assert article.body_text.split("\n") == [LINE, "第二段", "换行"]
    assert (article.keywords, article.reader) == ("发布会", "export")
    assert articles[f"{SITE}/archives/8"].published == article.published
    assert verdicts[f"{SITE}/?p=7"].of == article.url
    assert damage == ()


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"status": "draft"}, "草稿"),
        ({"status": "private"}, "私密"),
        ({"status": "pending"}, "待审"),
        ({"status": "future"}, "定时发布"),
        ({"status": "trash"}, "回收站"),
        ({"post_password": "secret"}, "设有密码"),
    ],
)
def test_what_was_not_public_is_named_and_not_read(tmp_path, facts, reason):
    export = wordpress(tmp_path / "export.xml", [post(1), post(2, content="内部讨论", **facts)])

    articles, verdicts, _ = read(export)

    assert list(articles) == [f"{SITE}/archives/1"]
    verdict = verdicts[f"{SITE}/archives/2"]
    assert verdict.kind == "skipped"
    assert reason in verdict.reason
    assert f"{SITE}/?p=2" not in verdicts


def test_revisions_and_menus_are_counted_and_left_out(tmp_path):
    export = wordpress(
        tmp_path / "export.xml", [post(1), post(2, kind="revision", status="inherit"), post(3, kind="nav_menu_item")]
    )

    articles, verdicts, damage = read(export)

    assert list(articles) == [f"{SITE}/archives/1"]
    assert len(verdicts) == 2
    assert "2 条修订" in damage[0]


def test_a_page_stands_below_the_pages_above_it(tmp_path):
    export = wordpress(tmp_path / "export.xml", [post(5, kind="page"), post(6, kind="page", post_parent="5")])

    articles, _, _ = read(export)

    assert articles[f"{SITE}/archives/6"].columns == ("第5次新闻发布会",)


CONTENT = f"""{LINE}

[caption id="attachment_9" width="300"]<img src="{PICTURE}" width="300" height="200" /> 庭审现场[/caption]

[gallery ids="9,10"]

<a href="{SITE}/wp-content/uploads/list.pdf">名单</a> [embed]https://v.example.cn/7.mp4[/embed]"""


def test_media_come_from_a_folder_and_what_it_lacks_is_said(tmp_path):
    other = PICTURE.replace("kaiting", "other")
    export = wordpress(
        tmp_path / "export.xml",
        [
            post(1, content=CONTENT),
            library(9, PICTURE),
            library(10, other),
            library(11, f"{SITE}/wp-content/uploads/list.pdf"),
        ],
    )
    media = sites.put(
        tmp_path / "media",
        {f"{HOST}/wp-content/uploads/2019/03/kaiting.png": PIXEL, f"{HOST}/wp-content/uploads/list.pdf": b"%PDF-1.4"},
    )

    articles, verdicts, _ = read(export, media=media)
    without = read(export)[1]

    article = articles[f"{SITE}/archives/1"]
    assert article.images == (PICTURE, other)
    assert "<figcaption>庭审现场</figcaption>" in article.body_html
    assert [file.url for file in article.attachments] == [f"{SITE}/wp-content/uploads/list.pdf"]
    assert "https://v.example.cn/7.mp4" in article.body_html
    assert verdicts[PICTURE].kind == "asset"
    assert (verdicts[f"{SITE}/archives/9"].kind, verdicts[f"{SITE}/archives/9"].of) == ("redirected", PICTURE)
    assert verdicts[other].kind == "skipped"
    assert "--media" in verdicts[other].reason
    assert without[PICTURE].kind == "skipped"


def test_the_picture_of_a_post_stands_above_its_text(tmp_path):
    thumbnail = "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>9</wp:meta_value></wp:postmeta>"
    export = wordpress(tmp_path / "export.xml", [post(1, inner=thumbnail), library(9, PICTURE)])

    assert read(export)[0][f"{SITE}/archives/1"].images == (PICTURE,)


BOMB = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FETCH = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("head", [BOMB, FETCH, "<!doctype rss SYSTEM 'http://127.0.0.1/x.dtd'>"])
def test_an_export_that_declares_entities_is_refused(tmp_path, head):
    export = wordpress(tmp_path / "export.xml", [post(1, content="&b;")], head=head)

    with pytest.raises(CaptureUnreadable, match="声明了文档类型或实体"):
        open_source(export)


def test_an_export_that_was_cut_off_is_read_up_to_there(tmp_path):
    export = wordpress(tmp_path / "export.xml", [post(number) for number in range(1, 6)])
    content = export.read_bytes()
    export.write_bytes(content[: content.index(b"<wp:post_id><![CDATA[4")])

    assert {f"{SITE}/archives/{number}" for number in (1, 2, 3)} <= set(read(export)[0])


def test_control_characters_cost_only_themselves(tmp_path):
    export = wordpress(tmp_path / "export.xml", [post(1, content=LINE + "\x0b\x1f"), post(2)])

    assert len(read(export)[0]) == 2
