import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.unit.legacy import families

KEYS = [
    "url",
    "title",
    "published",
    "source",
    "author",
    "columns",
    "body_html",
    "body_text",
    "images",
    "attachments",
    "reader",
]


def test_the_command_prints_one_json_line_an_article_and_needs_no_database(site, capsys):
    for number in (1, 2, 3):
        site.page(
            f"http://xx.gov.cn/sfgk/ktgg/t2016081{number}_1.html",
            families.trs(number, title=f"第{number}号开庭公告发布"),
            charset="gb18030",
        )
    out = StringIO()

    call_command("read_capture", str(site.warc()), stdout=out)

    articles = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [list(article) for article in articles] == [KEYS] * 3
    assert articles[0]["published"] == "2016-08-11T00:00:00+08:00"
    assert articles[0]["attachments"] == [
        {"url": "http://xx.gov.cn/sfgk/ktgg/P020160811.doc", "name": "某案开庭公告.doc"}
    ]
    assert "第1号开庭公告发布" in out.getvalue()
    assert capsys.readouterr().out == ""


def test_what_is_no_capture_is_refused_in_plain_words(tmp_path):
    path = tmp_path / "page.html"
    path.write_text("<html></html>")

    with pytest.raises(CommandError, match="没有可读的 WARC 记录"):
        call_command("read_capture", str(path))
