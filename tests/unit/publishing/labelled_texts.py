"""Invented sentences of court texts in which it is known what must not go public, and sentences in which nothing must be found.

Everything comes from templates and a seed. Names, numbers and addresses are made up; the frames are what court texts say.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from random import Random

from sites.publishing.findings.credit_codes import check_character as last_of_code
from sites.publishing.findings.resident_ids import check_character
from tests.unit.publishing import personal_numbers as numbers
from tests.unit.publishing.hard_negatives import HARD_NEGATIVES

FAMILY_NAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶余潘杜戴夏钟汪田任姜范石姚谭廖邹熊金陆郝孔白崔"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国海波志鹏子轩梓涵浩然雨欣思远佳怡晓燕春梅文博俊宇天佑晨曦欣怡嘉豪美玲"
ROADS = (
    "建国路",
    "人民东路",
    "解放大道",
    "中山北路",
    "文三路",
    "科华北路",
    "汉口路",
    "望京西路",
    "中关村南大街",
    "和平街",
    "青年路",
)
DISTRICTS = (
    "北京市朝阳区", "上海市浦东新区", "广东省深圳市南山区", "河南省郑州市金水区", "江苏省常熟市虞山镇", "四川省成都市武侯区", "重庆市渝北区", "杭州市西湖区",
    "湖北省武汉市江汉区", "陕西省西安市雁塔区",
)  # fmt: skip
WIDE = str.maketrans(
    "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ-", "０１２３４５６７８９ＡＢＣＤＥＦＧＨＪＫＬＭＮＰＱＲＳＴＵＶＷＸＹＺ－"
)
PLATE = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"


@dataclass(frozen=True)
class Case:
    """A text, and the one thing in it that must be found: its check and its place. "" where nothing must be."""

    text: str
    check: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Measured:
    """How often a check found what it had to, and was right with what it found."""

    wanted: int
    found: int
    right: int
    all_findings: int

    @property
    def recall(self) -> float:
        return self.found / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.all_findings if self.all_findings else 1.0


def positives(count: int, seed: int) -> Iterator[Case]:
    """So many cases, an equal share for every check."""
    rng = Random(seed)
    makers = list(MAKERS.items())
    for place in range(count):
        check, make = makers[place % len(makers)]
        frame, found = make(rng)
        before, after = frame.split("{}")
        text = f"{before}{found}{after}"
        yield Case(text, check, len(before), len(before) + len(found))


def negatives(count: int, seed: int) -> Iterator[Case]:
    """Sentences of every day in which numbers count other things, addresses are offices', and names are hidden."""
    rng = Random(seed)
    for place in range(count):
        if place % 2:
            yield Case(rng.choice(HARD_NEGATIVES), "")
        else:
            make = rng.choice((numbers.case_number, numbers.document_number, numbers.day, numbers.amount))
            yield Case(rng.choice(ORDINARY).format(make(rng)), "")


def measured(cases: list[Case], finder: Callable[[str], Iterable[tuple[str, int, int]]]) -> dict[str, Measured]:
    """By check. `finder` says check, start and end; a finding is right if it lies on what its check had to find."""
    wanted, found, right, every = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for case in cases:
        wanted[case.check] += 1
        hits = list(finder(case.text))
        found[case.check] += any(_on(case, *hit) for hit in hits)
        for hit in hits:
            every[hit[0]] += 1
            right[hit[0]] += _on(case, *hit)
    checks = [check for check in wanted.keys() | every.keys() if check]
    return {each: Measured(wanted[each], found[each], right[each], every[each]) for each in sorted(checks)}


def _on(case: Case, check: str, start: int, end: int) -> bool:
    """Most of what was to be found, and little beside it."""
    shared = min(case.end, end) - max(case.start, start)
    return check == case.check and shared >= 0.8 * (case.end - case.start) and shared >= 0.8 * (end - start)


ORDINARY = (
    "本院于当日立案，{}，现已审理终结。", "依照{}的规定，判决如下：", "附：{}", "见{}。", "（{}）", "原告主张{}，被告予以否认。", "{}公告",
    "一、被告于本判决生效后十日内履行（{}）；", "案由：{}\t承办部门：民一庭", "《关于印发{}的通知》", "其中{}、其余另行处理",
)  # fmt: skip


def digits(rng: Random, count: int, first: str = "123456789") -> str:
    return rng.choice(first) + "".join(rng.choice("0123456789") for _ in range(count - 1))


def name(rng: Random) -> str:
    if rng.random() < 0.06:
        return rng.choice(("欧阳", "司马", "诸葛", "上官", "皇甫")) + rng.choice(GIVEN)
    if rng.random() < 0.04:
        return rng.choice(("阿卜杜拉·买买提", "古丽娜尔·艾山", "买买提·吐尔逊", "扎西·多吉"))
    return rng.choice(FAMILY_NAMES) + "".join(rng.choice(GIVEN) for _ in range(rng.choice((1, 2, 2, 2))))


def widened(rng: Random, number: str) -> str:
    return number.translate(WIDE) if rng.random() < 0.2 else number


def resident(rng: Random) -> tuple[str, str]:
    number = numbers.resident_id(rng) if rng.random() < 0.7 else numbers.old_resident_id(rng)
    if rng.random() < 0.15:
        wrong = digits(rng, 17) + rng.choice("0123456789Xx")
        frames = ("身份证号码：{}。", "公民身份号码{}，住北京市", "（居民身份证号：{}）", "身份证号为{}；")
        return rng.choice(frames), widened(rng, wrong)
    frames = (
        "原告王某，男，汉族，身份证号码：{}。", "公民身份号码{}。", "（身份证号{}）", "身份证：{}，", "被执行人信息：李某、{}、男", "证件号码为“{}”", "张某 {}",
        "居民身份证编号：{}；", "公民身份证号码为{}的持有人",
    )  # fmt: skip
    return rng.choice(frames), number


def mobile(rng: Random) -> tuple[str, str]:
    number = numbers.mobile(rng).replace("（86）", "86-")
    return rng.choice(
        ("联系电话：{}。", "手机{}，", "（{}）", "请致电{}联系", "联系人赵某 {}；", "微信同号{}。")
    ), number


def phone(rng: Random) -> tuple[str, str]:
    area = rng.choice(("010", "021", "0755", "0512", "0371", "028", "0991"))
    local = digits(rng, 8, "2345678") if len(area) == 3 else digits(rng, rng.choice((7, 8)), "2345678")
    split = len(local) - 4
    with_area = (
        f"{area}-{local}", f"（{area}）{local}", f"({area}){local[:split]} {local[split:]}", f"{area} {local}", f"{area}—{local}", f"{area}-{local[:split]}-{local[split:]}",
        f"{area}-{local}转{rng.randrange(100, 9999)}", f"+86-{area[1:]}-{local}", widened(rng, f"{area}-{local}"),
    )  # fmt: skip
    if rng.random() < 0.3:
        return rng.choice(("联系电话：{}。", "座机{}，", "办公电话: {}", "传真：{}；", "电话{}")), rng.choice(
            (local, area + local)
        )
    return rng.choice(("联系电话：{}。", "家中电话{}，", "（{}）", "{}。", "电话:{}", "联系人王某，{}")), rng.choice(
        with_area
    )


def card(rng: Random) -> tuple[str, str]:
    return rng.choice(
        ("账号：{}。", "卡号{}，", "（{}）", "汇入{}账户", "银行卡号为{}；", "开户行：某银行\t{}\t")
    ), numbers.card(rng)


def email(rng: Random) -> tuple[str, str]:
    local = rng.choice(("zhangsan", "li.si", "wang_88", "chen-law", "1380013", "x")) + rng.choice(("", "2018", "01"))
    host = rng.choice(("163.com", "qq.com", "126.com", "sina.com.cn", "mail.example.org", "chinacourt.gov.cn"))
    typed = rng.choice((f"{local}@{host}", f"{local}＠{host}", f"{local}@{host}".upper(), f"{local} @ {host}"))
    return rng.choice(("邮箱：{}。", "电子邮件{}，", "（{}）", "请发送至{}", "E-mail:{}；")), typed


def plate(rng: Random) -> tuple[str, str]:
    where = rng.choice("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼") + rng.choice("ABCDEFGHJK")
    gap = rng.choice(("", "", "·", "-", " ", "•", "．"))
    four, five = digits(rng, 4, "0123456789"), rng.choice(PLATE) + digits(rng, 3, "0123456789") + rng.choice(PLATE)
    typed = rng.choice(
        (
            where + gap + five, where + gap + digits(rng, 5), f"{where}{gap}{rng.choice('DF')}{digits(rng, 5)}", f"{where}{gap}{digits(rng, 5)}{rng.choice('DF')}",
            f"{where}{gap}{four}{rng.choice('警学挂领港澳')}", f"使{digits(rng, 6)}", widened(rng, where + digits(rng, 5)), f"{where}{gap}{digits(rng, 5)}".lower(),
        )
    )  # fmt: skip
    return rng.choice(("驾驶{}小型轿车，", "车牌号为{}。", "（{}）", "{}号货车", "将{}车扣押；", "号牌号码：{}")), typed


def passport(rng: Random) -> tuple[str, str]:
    typed = rng.choice(
        (f"E{digits(rng, 8)}", f"G{digits(rng, 8)}", f"E{rng.choice('ABCDEFGH')}{digits(rng, 7)}", f"e{digits(rng, 8)}", widened(rng, f"E{digits(rng, 8)}"))
    )  # fmt: skip
    frames = (
        "护照号码：{}。",
        "护照号{}，",
        "持中国护照（{}）",
        "持{}号护照",
        "护照：{}；",
        "护照编号为{}",
        "证件号码：{}",
    )
    return rng.choice(frames), typed


def permit(rng: Random) -> tuple[str, str]:
    frame, typed = rng.choice(
        (
            ("港澳居民来往内地通行证{}。", f"{rng.choice('HM')}{digits(rng, rng.choice((8, 10)))}"), ("回乡证号码：{}，", f"{rng.choice('HM')}{digits(rng, 8)}"),
            ("台胞证号{}。", digits(rng, 8)), ("台湾居民来往大陆通行证（号码：{}）", digits(rng, 8)), ("往来港澳通行证：{}。", f"C{digits(rng, 8)}"),
            ("往来台湾通行证号码为{}；", f"T{digits(rng, 8)}"), ("港澳通行证{}", f"C{rng.choice('ABCDE')}{digits(rng, 7)}"), ("证件号码：{}，香港居民", f"H{digits(rng, 8)}"),
        )
    )  # fmt: skip
    return frame, widened(rng, typed)


def residence(rng: Random) -> tuple[str, str]:
    country = rng.choice(("USA", "GBR", "FRA", "JPN", "KOR", "CAN"))
    old = f"{country}{rng.choice(('1101', '3101', '4403'))}{numbers.born(rng):%y%m%d}{digits(rng, 2, '0123456789')}"
    seventeen = (
        f"9{rng.choice(('11', '31', '44'))}{digits(rng, 3)}{numbers.born(rng):%Y%m%d}{digits(rng, 3, '0123456789')}"
    )
    new = seventeen + check_character(seventeen)
    frames = ("外国人永久居留身份证号码：{}。", "永久居留证{}，", "（外国人永久居留证：{}）")
    return rng.choice(frames), rng.choice((old, new, old))


def address(rng: Random) -> tuple[str, str]:
    place, road, number = rng.choice(DISTRICTS), rng.choice(ROADS), rng.randrange(1, 400)
    block, unit, room = rng.randrange(1, 40), rng.randrange(1, 6), rng.randrange(101, 2999)
    typed = rng.choice(
        (
            f"{place}{road}{number}号{block}号楼{unit}单元{room}室", f"{place}{road}{number}弄{block}号{room}室", f"{place}{road}{number}号院{block}栋{room}", f"{place}{road}{number}号",
            f"{place}幸福小区{block}幢{unit}单元{room}室", f"{place}张庄村{rng.choice('一二三四五六')}组{number}号", f"{place}{road}{number}号{block}-{unit}-{room}",
            f"{place}平台镇李家村{number}号", f"{place}花园小区{block}号楼{rng.choice('一二三')}单元{rng.choice('三四五')}楼东户",
        )
    )  # fmt: skip
    frames = (
        "原告张某，男，1980年1月1日出生，汉族，住{}。", "家住{}，", "户籍地{}；", "现住{}。", "家庭住址：{}。", "被告李某某（住{}）", "王某，女，汉族，住所地{}。", "户籍所在地：{}，",
        "经常居住地{}。", "居住在{}的周某", "住址为{}。",
    )  # fmt: skip
    return rng.choice(frames), typed


def code(rng: Random) -> tuple[str, str]:
    seventeen = f"92{rng.choice(numbers.REGIONS[:-1])}MA" + "".join(rng.choice(numbers.UNIFIED) for _ in range(7))
    typed = seventeen + last_of_code(seventeen)
    frames = (
        "经营者赵某，统一社会信用代码{}。", "个体工商户某某面馆（统一社会信用代码：{}）", "某某五金店，统一社会信用代码{}，经营者李某", "{}（个体工商户）", "统一社会信用代码：{}；",
    )  # fmt: skip
    return rng.choice(frames), widened(rng, typed)


def minor(rng: Random) -> tuple[str, str]:
    frames = (
        "未成年人{}在校受伤。", "未成年被害人{}的法定代理人", "原告{}（未成年）诉称", "{}，女，2010年5月1日出生，系未成年人。", "被告人{}作案时未成年。", "未成年学生{}被打伤",
        "其未成年子女{}由原告抚养", "因{}系未成年人，", "未成年罪犯{}服刑期间", "被害人{}尚未成年，", "未成年人{}（女，13岁）",
    )  # fmt: skip
    return rng.choice(frames), name(rng)


def party(rng: Random) -> tuple[str, str]:
    frames = (
        "被害人{}陈述称", "证人{}的证言证实", "鉴定人{}出庭说明", "法定代理人{}，系原告之母。", "被害人{}。", "原告{}与被告张某离婚纠纷一案", "被告{}继承纠纷一案，本院受理后",
        "张某诉{}抚养费纠纷一案", "强奸被害人{}，其行为已构成强奸罪", "被继承人{}于2015年去世，本案为继承纠纷。", "{}：本院受理原告李某诉你离婚纠纷一案", "证人{}、经传唤到庭",
        "上诉人{}因与被上诉人王某赡养纠纷一案",
    )  # fmt: skip
    return rng.choice(frames), name(rng)


def mark(rng: Random) -> tuple[str, str]:
    return "{}" + rng.choice(("\n关于审判工作的通知", "", "\n")), rng.choice(
        ("绝密★长期", "机密★10年", "秘密★启封前", "秘密 ★ 3年", "绝密", "机密", "内部资料", "内部文件", "不得外传", "内部资料 不得外传", "内部文件，注意保存", "严禁外传", "机密★")
    )  # fmt: skip


def deliberation(rng: Random) -> tuple[str, str]:
    return rng.choice(
        (
            ("{}\n时间：2018年5月4日", "合议庭评议笔录"), ("附件：{}", "审判委员会讨论笔录"), ("{}显示，多数人同意", "审委会讨论记录"), ("根据{}：张法官主张改判", "合议庭评议意见"),
            ("{}如下：", "合议庭评议情况"), ("{}应当驳回上诉。", "合议庭评议时，审判员张某认为"), ("{}应当从轻。", "审判委员会委员李某认为"), ("{}，后改判。", "合议庭形成两种意见"),
            ("{}（三）", "审判委员会会议纪要"), ("{}\n地点：第三法庭", "合议庭合议笔录"),
        )
    )  # fmt: skip


def unpublished(rng: Random) -> tuple[str, str]:
    year, organ = rng.randrange(2005, 2027), rng.choice(("京高法发", "法发", "苏高法", "法办", "粤高法发"))
    typed = rng.choice(
        (f"{organ}〔{year}〕 号", f"{organ}〔{year}〕__号", f"{organ}〔{year}〕×号", f"法明传〔{year}〕{rng.randrange(1, 900)}号", f"{organ}[{year}]XX号", f"{organ}〔{year}〕号")
    )  # fmt: skip
    if rng.random() < 0.3:
        return "关于规范办案的若干规定（{}）", rng.choice(("征求意见稿", "送审稿", "讨论稿", "报批稿"))
    return rng.choice(("{}\n关于印发规定的通知", "文号：{}", "（{}）", "见\n{}。")), typed


MAKERS: dict[str, Callable[[Random], tuple[str, str]]] = {
    "resident_id": resident,
    "passport": passport,
    "travel_permit": permit,
    "permanent_residence": residence,
    "mobile_number": mobile,
    "phone_number": phone,
    "bank_card": card,
    "email": email,
    "licence_plate": plate,
    "home_address": address,
    "credit_code": code,
    "minor_name": minor,
    "protected_party": party,
    "classification_mark": mark,
    "deliberation": deliberation,
    "unpublished_number": unpublished,
}
