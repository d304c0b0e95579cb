"""The directory's data as it is shipped, and that it is still what reconcile.py makes of the source list."""

import csv
import io
import re
from collections import Counter
from pathlib import Path

import pytest

from federation.courts.data import reconcile

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "federation" / "courts" / "data" / "courts.csv"
SOURCE = ROOT.parent / "shared" / "courts" / "court_codes.csv"
needs_source = pytest.mark.skipif(
    not SOURCE.exists(), reason="the source list of court codes lies outside the repository"
)

MUNICIPALITIES = "京津沪渝"
# City courts of the Production and Construction Corps: numbered in Xinjiang, but their appeals go to the Corps' courts.
IN_ANOTHER_PROVINCE = {"新9001", "新9002", "新9003", "新9004", "新9005", "新9006", "新9007"}


@pytest.fixture(scope="module")
def courts() -> dict[str, reconcile.Row]:
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return {row["code"]: reconcile.Row(**row) for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def source() -> list[dict[str, str]]:
    with SOURCE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def above(court: reconcile.Row, courts: dict[str, reconcile.Row]) -> list[str]:
    chain: list[str] = []
    while court.superior:
        assert court.superior not in chain
        chain.append(court.superior)
        court = courts[court.superior]
    return chain


def test_there_are_3582_courts_each_with_its_own_code_and_name(courts):
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file)]

    assert len(codes) == len(courts) == 3582
    assert len({court.name for court in courts.values()}) == 3582


def test_the_file_has_the_columns_and_the_form_that_the_directory_reads():
    text = SHIPPED.read_bytes().decode("utf-8")

    assert text.startswith("code,name,level,superior,province,division_code,pinyin\n最高法,最高人民法院,supreme,,,,")
    assert "\r" not in text
    assert "\ufeff" not in text
    assert not re.search(r"  |, | ,|\u00a0", text)


def test_courts_stand_at_four_levels(courts):
    assert Counter(court.level for court in courts.values()) == {
        "supreme": 1,
        "high": 33,
        "intermediate": 414,
        "basic": 3134,
    }


def test_every_court_but_one_has_a_superior_of_a_higher_level(courts):
    assert list(reconcile.faults_in(courts.values())) == []
    assert [code for code, court in courts.items() if not court.superior] == ["最高法"]


def test_every_chain_of_superiors_ends_at_the_supreme_court(courts):
    assert {above(court, courts)[-1] for court in courts.values() if court.superior} == {"最高法"}


def test_a_superior_is_in_the_same_province(courts):
    elsewhere = {
        court.code
        for court in courts.values()
        if court.level in {"intermediate", "basic"} and courts[court.superior].province != court.province
    }

    assert elsewhere == IN_ANOTHER_PROVINCE


def test_every_court_but_the_supreme_one_has_a_province(courts):
    assert [court.code for court in courts.values() if not court.province] == ["最高法"]


def test_the_code_of_a_basic_court_continues_its_superiors_or_there_is_a_reason(courts):
    apart = {
        court.code
        for court in courts.values()
        if court.level == "basic"
        and not (court.code.startswith(court.superior) and courts[court.superior].level == "intermediate")
    }
    # Districts of a municipality are numbered through, and 90xx are county-level divisions directly under a province.
    by_number = {code for code in apart if (code[0] in MUNICIPALITIES and code[1] == "0") or code[1:3] == "90"}
    by_the_second_source = {"京7101", "渝8601"}

    assert apart - by_number - by_the_second_source - set(reconcile.CORRECTIONS) == set()


@pytest.mark.parametrize(
    ("code", "superior"),
    {
        "京7101": "京04",
        "津8601": "津",
        "冀8601": "冀01",
        "苏8601": "苏",
        "苏8602": "苏",
        "浙8601": "浙01",
        "皖8601": "皖01",
        "闽8601": "闽",
        "湘8601": "湘",
        "湘8602": "湘",
        "湘8603": "湘",
        "渝8601": "渝01",
        "黔8601": "黔",
        "青8601": "青",
        "宁8601": "宁",
    }.items(),
)
def test_a_railway_court_without_a_railway_intermediate_court_stands_where_it_is_stated(courts, code, superior):
    assert courts[code].superior == superior


def test_every_other_railway_court_stands_under_the_railway_intermediate_court_of_its_province(courts):
    railway = [court for court in courts.values() if court.level == "basic" and court.name.endswith("铁路运输法院")]
    stated = {"京7101", "渝8601", *reconcile.CORRECTIONS}

    others = [court for court in railway if court.code not in stated]

    assert len(railway) == 58
    assert [court.code for court in others if court.superior != f"{court.code[0]}71"] == []


def test_no_court_stands_under_a_maritime_or_an_intellectual_property_court(courts):
    assert not [court.code for court in courts.values() if court.superior[1:] in {"72", "73"}]


@pytest.mark.parametrize(
    ("code", "superior"),
    {
        "辽7401": "辽74",  # oilfield
        "吉7501": "吉75",  # forestry
        "黑7523": "黑75",
        "黑0791": "黑07",
        "甘1091": "甘10",
        "甘7504": "甘75",
        "黑8108": "黑81",  # reclamation
        "甘3091": "甘",  # mining areas
        "青2893": "青28",
        "苏0591": "苏05",  # development zones
        "琼9701": "琼97",
        "鄂9021": "鄂05",  # directly under the province
        "鄂9004": "鄂96",
        "豫9001": "豫96",
        "琼9003": "琼97",
        "兵0103": "兵01",  # Production and Construction Corps
        "新9001": "兵08",
        "新9007": "兵05",
        "兵01": "兵",
        "兵": "最高法",
        "军0602": "军06",
    }.items(),
)
def test_a_special_court_stands_where_it_belongs(courts, code, superior):
    assert courts[code].superior == superior


@needs_source
def test_the_second_source_agrees_wherever_it_names_a_superior(courts, source):
    named = {row["code"]: row["superior_2019_code"] for row in source if row["superior_2019_code"]}

    against = {code for code, superior in named.items() if courts[code].superior != superior}

    assert len(named) == 77
    assert against == set()


@needs_source
def test_every_correction_is_needed_and_says_why(source):
    listed = {row["code"]: row for row in source}

    for code, correction in reconcile.CORRECTIONS.items():
        assert correction.reason
        assert correction.superior != listed[code]["superior_code"], code
        assert not listed[code]["superior_2019_code"], code


@needs_source
def test_making_the_file_again_gives_the_same_file(source):
    again = io.StringIO()
    reconcile.write(reconcile.reconcile(source), again)

    assert again.getvalue() == SHIPPED.read_bytes().decode("utf-8")


@needs_source
def test_only_slips_of_the_source_list_are_renamed(courts, source):
    renamed = {row["code"] for row in source if courts[row["code"]].name != row["name"]}

    assert renamed == set(reconcile.NAMES)


def test_division_codes_are_six_digits_or_unknown(courts):
    codes = [court.division_code for court in courts.values() if court.division_code]

    assert all(re.fullmatch(r"\d{6}", code) for code in codes)
    shared = {code for code, times in Counter(codes).items() if times > 1}
    assert shared == {"410202", "440112"}  # each of a district and of one that has been merged into it


def test_pinyin_is_lower_case_syllables_one_a_character(courts):
    for court in courts.values():
        assert re.fullmatch(r"[a-z]+( [a-z]+)*", court.pinyin), court
        assert len(court.pinyin.split()) == len(court.name), court


@pytest.mark.parametrize(
    ("name", "pinyin"),
    {
        "重庆市长寿区": "chong qing shi chang shou qu",
        "天津市宝坻区": "tian jin shi bao di qu",
        "长沙市开福区": "chang sha shi kai fu qu",
        "厦门市思明区": "xia men shi si ming qu",
        "六安市金安区": "lu an shi jin an qu",
        "南京市六合区": "nan jing shi lu he qu",
        "六盘水六枝特区": "liu pan shui liu zhi te qu",
        "东阿县": "dong e xian",
        "阿拉善左旗": "a la shan zuo qi",
        "乐清市": "yue qing shi",
        "乐亭县": "lao ting xian",
        "南乐县": "nan le xian",
        "单县": "shan xian",
        "浚县": "xun xian",
        "蔚县": "yu xian",
        "任丘市": "ren qiu shi",
        "泊头市": "bo tou shi",
        "大城县": "dai cheng xian",
        "大埔县": "da bu xian",
        "广州市黄埔区": "guang zhou shi huang pu qu",
        "广州市番禺区": "guang zhou shi pan yu qu",
        "吐鲁番市高昌区": "tu lu fan shi gao chang qu",
        "台州市椒江区": "tai zhou shi jiao jiang qu",
        "丽水市莲都区": "li shui shi lian du qu",
        "铅山县": "yan shan xian",
        "歙县": "she xian",
        "黟县": "yi xian",
        "枞阳县": "zong yang xian",
        "涡阳县": "guo yang xian",
        "亳州市谯城区": "bo zhou shi qiao cheng qu",
        "蚌埠市蚌山区": "beng bu shi beng shan qu",
        "焦作市解放区": "jiao zuo shi jie fang qu",
        "会理县": "hui li xian",
        "会同县": "hui tong xian",
        "荥阳市": "xing yang shi",
        "荥经县": "ying jing xian",
        "郫县": "pi xian",
        "犍为县": "qian wei xian",
        "筠连县": "jun lian xian",
        "莘县": "shen xian",
        "烟台市牟平区": "yan tai shi mu ping qu",
        "中牟县": "zhong mu xian",
        "牟定县": "mou ding xian",
        "尉氏县": "wei shi xian",
        "尉犁县": "yu li xian",
        "盱眙县": "xu yi xian",
        "那坡县": "na po xian",
        "宕昌县": "tan chang xian",
        "洪洞县": "hong tong xian",
        "洞口县": "dong kou xian",
        "繁峙县": "fan shi xian",
        "隰县": "xi xian",
        "吴堡县": "wu bu xian",
        "柞水县": "zha shui xian",
        "漯河市召陵区": "luo he shi shao ling qu",
        "南召县": "nan zhao xian",
        "泌阳县": "bi yang xian",
        "渑池县": "mian chi xian",
        "武陟县": "wu zhi xian",
        "长垣县": "chang yuan xian",
        "长葛市": "chang ge shi",
        "长治县": "chang zhi xian",
        "长子县": "zhang zi xian",
        "子长县": "zi chang xian",
        "长白朝鲜族自治县": "chang bai chao xian zu zi zhi xian",
        "辽阳市弓长岭区": "liao yang shi gong chang ling qu",
        "天长市": "tian chang shi",
        "朝阳县": "chao yang xian",
        "珲春市": "hun chun shi",
        "穆棱市": "mu ling shi",
        "武汉市黄陂区": "wu han shi huang pi qu",
        "梧州市龙圩区": "wu zhou shi long xu qu",
        "贵港市覃塘区": "gui gang shi qin tang qu",
        "上海市闵行区": "shang hai shi min hang qu",
        "行唐县": "xing tang xian",
        "伽师县": "jia shi xian",
        "喀什市": "ka shi shi",
        "都匀市": "du yun shi",
        "甘南县": "gan nan xian",
        "略阳县": "lve yang xian",
        "绿春县": "lv chun xian",
        "西藏自治区高级": "xi zang zi zhi qu gao ji",
    }.items(),
)
def test_a_place_name_reads_as_it_is_spoken_there(courts, name, pinyin):
    [found] = [court for court in courts.values() if court.name.startswith(name + "人民法院")]

    assert found.pinyin == f"{pinyin} ren min fa yuan"


def test_a_character_that_nobody_has_looked_at_is_not_guessed():
    with pytest.raises(reconcile.UnreviewedReading):
        reconcile.reading_of("乾盛县")
