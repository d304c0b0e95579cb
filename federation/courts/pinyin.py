"""Sort keys of courts' names: the embedded PostgreSQL has no ICU, so the order of Chinese names is stored with them.

Place names read as they do nowhere else, so every ambiguous character of the directory has been looked at.
"""

from collections.abc import Iterator

from pypinyin import Style, lazy_pinyin, pinyin

PLACES = {
    "东阿": "dong e",
    "中牟": "zhong mu",
    "乐亭": "lao ting",
    "乐清": "yue qing",
    "六合": "lu he",
    "六安": "lu an",
    "吴堡": "wu bu",
    "召陵": "shao ling",
    "大城县": "dai cheng xian",
    "大埔": "da bu",
    "宕昌": "tan chang",
    "尉犁": "yu li",
    "洪洞": "hong tong",
    "牟平": "mu ping",
    "番禺": "pan yu",
    "穆棱": "mu ling",
    "红寺堡": "hong si bu",
    "繁峙": "fan shi",
    "荥经": "ying jing",
    "蔚县": "yu xian",
    "闵行": "min hang",
    "长子": "zhang zi",
}
"""Place names that read otherwise than their characters do elsewhere in the list."""

CHARACTERS = {
    "什": "shi",
    "伽": "jia",
    "佛": "fo",
    "勒": "le",
    "单": "shan",
    "厦": "xia",
    "圩": "xu",
    "坻": "di",
    "曾": "zeng",
    "枞": "zong",
    "泊": "bo",
    "泌": "bi",
    "浚": "xun",
    "涡": "guo",
    "犍": "qian",
    "珲": "hun",
    "筠": "jun",
    "茄": "qie",
    "藏": "zang",
    "蚌": "beng",
    "覃": "qin",
    "都": "du",
    "重": "chong",
    "铅": "yan",
    "长": "chang",
    "陂": "pi",
}
"""Characters whose reading in the names of courts is not their commonest one."""

COMMON = frozenset(
    "丁万且个乃乐乾事于亨介从仡令任休会伯余佬侗信儋儿六共内册冷净刀列前助勤匀包化"
    "区南卡印厂古句召台叶合吴吾呈呼和咸哈喀喜噶团园圈土圣地圳垦埔堆堡塔塞墅增墨"
    "夏大太央夹奇妃姚婺宁宛家容宿察寨寺寻封射将尉尚尾居屈屏属屯峒峙嵊巨市干平年广"
    "庄底度庵强彦彬彭得怀思感戚房扎扶承技拖招拱掇排措提揭敦斗斡斯方施族无旬昂昆明"
    "昔景暨最月朐朝末札术杂杜杭果枝柏柞查柴栖栗格桃桐梧棣棱横次歙殷比氏汀汕池汤汪"
    "汶汽汾沂沈沙治沾波洋洞洮洼浩涂涉涪淖淳渑渠温港游湛湟溪滋滑漯潘潢潭潼澄澳濞灌"
    "灯炎炮烟焉焦熟牟猗王甘甸番登白百皇皋盖盟省眙睢石研碌碱祁祝禅离积称稷穴立精繁"
    "红绿耆聊肥胜胶脱腊至舒色芒芦芮苑若英茫草荥莆莎莘莞莫菏蒲蓝蔚蔡蕉虹蠡行觉解许"
    "识调谷豫贾赫越足路车达迦迭邑邓邢那邺部郴鄱野阿陀附陆陟陶隰零霍霸青革鲅鹿鼎齐"
)
"""Characters of more than one reading, looked at in every name: the commonest is right unless PLACES says otherwise."""


def pinyin_key(name: str) -> str:
    """Lower-case syllables without tones, one a character, separated by spaces, ü written v: 朝阳 -> chao yang.

    Characters that have no reading are left out.
    """
    return " ".join(filter(None, (syllable for _part, syllable in _syllables(name))))


def unreviewed_in(name: str) -> str:
    """The characters of a name that have several readings which nobody has looked at yet."""
    reviewed = set(CHARACTERS) | COMMON
    return "".join(part for part, _syllable in _syllables(name) if _is_ambiguous(part) and part not in reviewed)


def _syllables(name: str) -> Iterator[tuple[str, str]]:
    while name:
        part = next((place for place in PLACES if name.startswith(place)), name[0])
        yield part, PLACES.get(part) or CHARACTERS.get(part) or " ".join(lazy_pinyin(part, errors="ignore"))
        name = name[len(part) :]


def _is_ambiguous(part: str) -> bool:
    readings = pinyin(part, style=Style.NORMAL, heteronym=True, errors="ignore")
    return len(part) == 1 and bool(readings) and len(set(readings[0])) > 1
