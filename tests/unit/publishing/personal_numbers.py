"""Invented numbers of persons, and numbers that only look like them, as court texts write them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sites.publishing.findings.bank_cards import passes_luhn
from sites.publishing.findings.resident_ids import check_character

REGIONS = ("110105", "310104", "320583", "330106", "410184", "422828", "440305", "500103", "510107", "620522", "650102", "810000")  # fmt: skip
FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
FRAMES = (
    "原告张某，男，{}，住北京市朝阳区。",
    "被执行人李某（{}）未履行生效法律文书确定的义务。",
    "请与承办人联系：{}。",
    "王某，{}；赵某未到庭。",
    "《通知》载明“{}”为其本人所有",
    "赵某某{}",
    "{}、系本案第三人",
    "证件【{}】",
    "联系人：陈某 {} 地址：某路1号",
    "序号\t姓名\t号码\n1\t孙某\t{}\n2\t周某\t无",
    "电话/手机/{}，邮编100025",
    "2018-11-20 {} 签收",
    "<td>{}</td>",
    "ID:{};",
)
UNIFIED = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True)
class Labelled:
    """A text, and what stands in it: the name of a check, or "" for nothing."""

    text: str
    check: str
    number: str = ""


def positives(count: int, seed: int) -> Iterator[Labelled]:
    rng = Random(seed)
    makers = (("resident_id", resident_id), ("resident_id", old_resident_id), ("mobile_number", mobile), ("bank_card", card))  # fmt: skip
    for place in range(count):
        check, make = makers[place % len(makers)]
        number = make(rng)
        yield Labelled(rng.choice(FRAMES).format(number), check, number)


def negatives(count: int, seed: int) -> Iterator[Labelled]:
    rng = Random(seed)
    makers = (case_number, document_number, day, amount, hotline, credit_code, bar_code, address, serial, digit_run, table_row)  # fmt: skip
    for place in range(count):
        number = makers[place % len(makers)](rng)
        yield Labelled(rng.choice(FRAMES).format(number), "", number)


def born(rng: Random, first: int = 1930) -> date:
    return date(first, 1, 1) + timedelta(days=rng.randrange(365 * 68))


def resident_id(rng: Random) -> str:
    seventeen = f"{rng.choice(REGIONS)}{born(rng):%Y%m%d}{rng.randrange(1000):03}"
    number = seventeen + check_character(seventeen)
    shapes = (
        number,
        number.lower(),
        number.translate(FULL_WIDTH),
        f"{number[:6]} {number[6:14]} {number[14:]}",
        f"{number[:6]}-{number[6:14]}-{number[14:]}",
        f"{number[:4]} {number[4:8]} {number[8:12]} {number[12:16]} {number[16:]}",
        f"{number[:17]} {number[17]}",
        f"{number[:6]}　{number[6:14]}　{number[14:]}",
    )
    return rng.choice(shapes)


def old_resident_id(rng: Random) -> str:
    number = f"{rng.choice(REGIONS[:-1])}{born(rng):%y%m%d}{rng.randrange(1000):03}"
    return rng.choice((number, number.translate(FULL_WIDTH), f"{number[:6]} {number[6:12]} {number[12:]}"))


def mobile(rng: Random) -> str:
    number = f"1{rng.randrange(3, 10)}{rng.randrange(10**9):09}"
    shapes = (
        number,
        number.translate(FULL_WIDTH),
        f"+86{number}",
        f"+86 {number}",
        f"+86-{number[:3]}-{number[3:7]}-{number[7:]}",
        f"86{number}",
        f"0086-{number}",
        f"（86）{number}",
        f"{number[:3]} {number[3:7]} {number[7:]}",
        f"{number[:3]}-{number[3:7]}-{number[7:]}",
        f"{number[:3]}－{number[3:]}",
        f"{number[:4]} {number[4:7]} {number[7:]}",
    )
    return rng.choice(shapes)


def card(rng: Random) -> str:
    issuer, length = rng.choice((("622202", 19), ("621700", 19), ("625", 16), ("622588", 16), ("436742", 19), ("4", 16), ("52", 16), ("95588", 19), ("601428", 17), ("9559", 19), ("62", 18)))  # fmt: skip
    body = issuer + ("980" if issuer == "9559" else "")
    body += "".join(rng.choice("0123456789") for _ in range(length - 1 - len(body)))
    number = next(body + digit for digit in "0123456789" if passes_luhn(body + digit))
    by_four = [number[start : start + 4] for start in range(0, length, 4)]
    return rng.choice(
        (number, number.translate(FULL_WIDTH), " ".join(by_four), "-".join(by_four), f"{number[:6]} {number[6:]}")
    )


def case_number(rng: Random) -> str:
    kind = rng.choice(("民初", "刑终", "行初", "执", "执恢", "破申", "民特", "知民初", "财保", "司惩"))
    court = rng.choice(("京0105", "沪0115", "粤03", "最高法", "豫1402", "川", "兵01"))
    after = rng.choice(("", "之一", f"、{rng.randrange(1, 9999)}", f"-{rng.randrange(1, 9999)}"))
    return f"（{rng.randrange(2004, 2030)}）{court}{kind}{rng.randrange(1, 99999)}{after}号"


def document_number(rng: Random) -> str:
    organ, year, number = (
        rng.choice(("法发", "法释", "京高法发", "国办发", "法〔办〕")),
        rng.randrange(1990, 2030),
        rng.randrange(1, 999),
    )
    return rng.choice(
        (f"{organ}〔{year}〕{number}号", f"{organ}[{year}]{number:05}号", f"{organ}（{year}）第{number}号")
    )


def day(rng: Random) -> str:
    when = born(rng, 1955)
    return rng.choice((f"{when:%Y年%m月%d日}", f"{when:%Y-%m-%d 09:30:00}", f"{when:%Y%m%d} 0930", f"{when:%Y%m%d093000}", f"{when:%Y/%m/%d}-{when:%Y/%m/%d}", f"{when:%Y-%m-%d}－{when:%Y-%m-%d}"))  # fmt: skip


def amount(rng: Random) -> str:
    sum_ = rng.randrange(1, 10**11)
    return rng.choice((f"{sum_}元", f"{sum_}.{rng.randrange(100):02}元", f"{sum_:,}.00元", f"人民币{sum_}元", f"￥{sum_}", f"{sum_ / 10**8:.4f}亿元", f"{sum_} 万股"))  # fmt: skip


def hotline(rng: Random) -> str:
    return rng.choice(("12368", "400-810-1234", "12345", "95598", "8001", "800-820-8820", "114"))  # fmt: skip


def credit_code(rng: Random) -> str:
    """GB 32100: authority, kind, region, nine characters, check character; half of them of digits alone; none of a sole trader (92)."""
    alphabet = rng.choice(("0123456789", UNIFIED))
    return f"{rng.choice(('91', '93', '12', '51', '11'))}{rng.choice(REGIONS)}" + "".join(
        rng.choice(alphabet) for _ in range(10)
    )


def bar_code(rng: Random) -> str:
    return rng.choice((f"69{rng.randrange(10**11):011}", f"978-7-5109-{rng.randrange(10**4):04}-{rng.randrange(10)}", f"9787{rng.randrange(10**9):09}"))  # fmt: skip


def address(rng: Random) -> str:
    form = rng.choice(("http://www.a.cn/article/detail/id/{}.shtml", "https://a.cn/public/detail.php?id={}", "/upload/file/{}.pdf", "P{}_01.jpg", "www.a.cn/{}/index.html"))  # fmt: skip
    return form.format(in_one_piece(rng))


def serial(rng: Random) -> str:
    label = rng.choice(("流水号：", "订单号", "发票号码：", "合同编号：", "快递单号", "条形码", "保单号：", "不动产权证号", "工商注册号：", "纳税人识别号：", "统一社会信用代码"))  # fmt: skip
    return label + in_one_piece(rng)


def in_one_piece(rng: Random) -> str:
    """The digits of a mobile number, a card or an identity number of the old form."""
    number = rng.choice((mobile, card, old_resident_id))(rng)
    return re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", number)).removeprefix("00")


def digit_run(rng: Random) -> str:
    """Digits without a label: of a length or a beginning that no number of a person has."""
    length = rng.choice((5, 6, 7, 8, 9, 10, 12, 14, 20, 22, 24))
    if rng.random() < 0.3:
        return rng.choice("79") + "".join(rng.choice("0123456789") for _ in range(rng.randrange(10, 19)))
    return "".join(rng.choice("0123456789") for _ in range(length))


def table_row(rng: Random) -> str:
    """Figures of a report, each cell set apart by one space, as the text of a table has them."""
    return " ".join(str(rng.randrange(1, 99999)) for _ in range(rng.randrange(3, 12)))
