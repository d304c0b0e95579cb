"""One look through a text for the words that make a closer look worth its while.

Most checks begin at a word: a label, a role, a mark. All of them are sought at once, and a check is told where its own stand.
"""

import re

IDENTITY = ("身份证", "身份号码", "身份号", "证件号", "证件编号")
PASSPORTS = ("护照", "Passport", "passport", "PASSPORT")
PERMITS = ("通行证", "回乡证", "台胞证", "来往内地", "来往大陆", "往来港澳", "往来台湾")
RESIDENCE = ("永久居留", "永居证", "居留证")
CARDS = ("卡号", "银行卡", "借记卡", "储蓄卡", "信用卡")
TELEPHONES = ("电话", "座机", "固话", "传真", "联系方式", "热线", "Tel", "TEL", "tel", "Fax", "FAX", "拨打", "致电")
TRADERS = ("个体工商户", "经营者", "个体户", "个人独资")
DWELLINGS = ("单元", "号楼", "室", "弄", "幢", "栋")
LIVING = (
    "家庭住址", "家庭地址", "现住址", "住址", "户籍地址", "户籍所在地", "户籍地", "户口所在地", "户籍", "经常居住地", "常住地", "居住地址", "居住地",
    "居住于", "居住在", "现居住", "现居", "现住", "家住", "租住", "暂住地", "暂住", "居所", "住宅地址", "住",
)  # fmt: skip
SEATS = ("住所地", "住所", "送达地址", "通讯地址", "通信地址", "联系地址", "收件地址", "邮寄地址", "地址")
MINORS = ("未成年",)
GUARDIANS = ("法定代理人", "监护人", "婚生子女", "婚生儿子", "婚生女儿", "婚生子", "婚生女", "非婚生子", "非婚生女")
WITNESSES = ("附带民事诉讼原告人", "被害人", "受害人", "被害女童", "被害男童", "证人", "鉴定人")
PARTIES = (
    "被上诉人", "上诉人", "再审申请人", "被申请人", "申请人", "申请执行人", "被执行人", "被继承人", "继承人", "原审原告", "原审被告", "原告", "被告人",
    "被告", "第三人", "赡养人", "被赡养人", "抚养人", "被收养人", "收养人",
)  # fmt: skip
FAMILY = (
    "离婚", "婚姻", "抚养", "扶养", "赡养", "继承", "收养", "探望权", "监护权", "同居关系", "同居析产", "分家析产", "婚约", "彩礼", "亲子关系",
    "遗嘱", "遗赠",
)  # fmt: skip
SEXUAL = ("强奸", "猥亵", "性侵", "奸淫", "性骚扰", "卖淫")
CLASSES = ("绝密", "机密", "秘密", "密级")
INTERNAL = (
    "内部资料", "内部文件", "内部材料", "内部参考", "内部刊物", "内部掌握", "内部使用", "注意保密", "注意保存",
)  # fmt: skip
FORBIDDING = (
    "仅供内部", "不得外传", "严禁外传", "请勿外传", "切勿外传", "不准外传", "不要外传", "禁止外传", "请勿对外", "不得翻印", "严禁翻印", "阅后即毁", "阅后收回", "阅后销毁",
)  # fmt: skip
DELIBERATIONS = (
    "合议庭", "审判委员会", "审委会", "专业法官会议", "法官会议", "合议笔录", "合议记录", "评议", "审理报告", "副卷", "少数意见", "内部请示",
    "内审意见",
)  # fmt: skip
DRAFTS = ("征求意见稿", "送审稿", "讨论稿", "报批稿", "审议稿", "草稿", "初稿", "修改稿", "未定稿", "内部稿", "送签稿")

_WORDS = sorted(
    {
        *IDENTITY, *PASSPORTS, *PERMITS, *RESIDENCE, *CARDS, *TELEPHONES, *TRADERS, *DWELLINGS, *LIVING, *SEATS, *MINORS, *GUARDIANS,
        *WITNESSES, *PARTIES, *FAMILY, *SEXUAL, *CLASSES, *INTERNAL, *FORBIDDING, *DELIBERATIONS, *DRAFTS,
    },
    key=lambda word: (-len(word), word),
)  # fmt: skip
_ANY = re.compile("|".join(map(re.escape, _WORDS)))


def places_of(text: str) -> dict[str, list[int]]:
    """Where each word starts. Of words at one place the longest counts, and none is sought within another."""
    places: dict[str, list[int]] = {}
    for found in _ANY.finditer(text):
        places.setdefault(found[0], []).append(found.start())
    return places
