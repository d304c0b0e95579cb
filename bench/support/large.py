"""A large made-up legacy site as a capture: articles of several columns, lists of them, copies for phones, later pages, pictures."""

import io
import random
from collections.abc import Iterator
from pathlib import Path

ORIGIN = "http://www.large-court.example"
A_LIST = 20
COLUMNS = ("法院要闻", "通知公告", "典型案例", "司法公开", "工作报告")
WORDS = [
    "人民法院",
    "当事人",
    "诉讼服务",
    "立案登记",
    "开庭审理",
    "调解协议",
    "执行案款",
    "司法公开",
    "合议庭",
    "审判员",
    "书记员",
    "公告送达",
    "裁判文书",
    "举证责任",
    "财产保全",
    "先予执行",
    "上诉期限",
    "生效判决",
    "申请执行人",
    "被执行人",
    "网络查控",
    "失信名单",
    "巡回法庭",
    "人民陪审员",
]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def write_large_capture(path: Path, pages: int) -> None:
    """A WARC with so many addresses; the same every time."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for address, kind, body in _answers(pages):
            headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=headers)
            )


def _answers(pages: int) -> Iterator[tuple[str, str, bytes]]:
    """Of a hundred addresses 90 are articles, 5 lists, 3 copies for phones, 1 is a later page, 1 a picture."""
    for number in range(pages):
        group, turn = divmod(number, 100)
        if turn < 90:
            yield _address(group, turn), "text/html", _article(group, turn).encode("gb18030")
        elif turn < 95:
            leaf = "index" if not group else f"index_{group}"
            yield f"{ORIGIN}/{_folder(turn)}/{leaf}.html", "text/html", _list(group, turn - 90).encode("gb18030")
        elif turn < 98:
            address = _address(group, turn - 95).replace("://www.", "://m.")
            yield address, "text/html", _article(group, turn - 95).encode("gb18030")
        elif turn == 98:
            yield _address(group, 0).replace(".html", "_2.html"), "text/html", _article(group, 0, 2).encode("gb18030")
        else:
            yield f"{ORIGIN}/images/{group}.png", "image/png", PIXEL


def _folder(turn: int) -> str:
    return f"c{turn % len(COLUMNS)}"


def _address(group: int, turn: int) -> str:
    return f"{ORIGIN}/{_folder(turn)}/{group * 100 + turn + 10_000}.html"


def _title(group: int, turn: int) -> str:
    chance = random.Random(group * 100 + turn)
    return f"{''.join(chance.sample(WORDS, 3))}第{group * 100 + turn}号"


def _article(group: int, turn: int, page: int = 1) -> str:
    chance = random.Random((group * 100 + turn) * 10 + page)
    paragraphs = "".join(f"<p>　　{'，'.join(chance.choices(WORDS, k=18))}。</p>" for _ in range(8))
    picture = f'<p><img src="/images/{group}.png" width=400 height=300></p>' if turn == 1 else ""
    later = f'<a href="{group * 100 + turn + 10_000}_2.html">下一页</a>' if (turn, page) == (0, 1) else ""
    return _frame(
        turn,
        _title(group, turn),
        f'<h1>{_title(group, turn)}</h1><div class="info">发布时间：20{10 + group % 14}-0{1 + turn % 9}-{10 + turn % 18}'
        f' 来源：本院办公室 作者：某某</div><div class="content">{paragraphs}{picture}</div><div class="pages">{later}</div>',
    )


def _list(group: int, column: int) -> str:
    turns = range(column, 90, len(COLUMNS))
    items = "".join(
        f'<li><a href="{_address(group, turn)}">{_title(group, turn)}</a><span>2019-01-01</span></li>' for turn in turns
    )
    return _frame(column, COLUMNS[column], f"<ul class=list>{items}</ul>")


def _frame(turn: int, title: str, inner: str) -> str:
    column = COLUMNS[turn % len(COLUMNS)]
    menu = "".join(f'<li><a href="/c{number}/">{name}</a></li>' for number, name in enumerate(COLUMNS))
    return (
        f'<html><head><meta charset="gb2312"><title>{title}-某某市中级人民法院</title></head><body><ul class="menu">{menu}</ul>'
        f'<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/{_folder(turn)}/">{column}</a></div>'
        f'<div class="main">{inner}</div><div class="foot">版权所有 某某市中级人民法院 技术支持 某某公司</div></body></html>'
    )
