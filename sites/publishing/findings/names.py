"""Names of persons as court texts write them, at places where a name is expected.

A name begins with a family name and has one or two more characters, or is a foreign or minority name with a middle dot.
What is anonymised already (张某, 李××) is no name. Nothing here guesses names out of running text.
"""

import re

_COMPOUND = "欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|轩辕|端木|长孙|宇文|独孤|南宫|澹台|公羊|赫连|鲜于|闻人|太史|申屠"
_FAMILY_NAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金"
    "陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦向柳邢路岳齐沿梅莫庄辛管"
    "祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池"
    "滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗"
    "应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺"
)
# Characters with which these family names begin common words where the law speaks of roles, not of persons.
_NOT_FAMILY_NAMES = "应和时于成安常全单都来位原官解保时台计向乐都明畅扬银植木来稽练僧嵺沿"
_FAMILY = "".join(dict.fromkeys(each for each in _FAMILY_NAMES if each not in _NOT_FAMILY_NAMES)) + "安于"
_NOT_GIVEN = "某的了与及或被因系是之由等已在按述诉不其该那岁族方"
_GIVEN = f"(?:(?![{_NOT_GIVEN}])[一-龥〇㐀-䶵])"
# What may stand behind a name: anything but another Chinese character, or one of the words that go on from a name.
_GOES_ON = "的诉与和及或被系之因在于以将向对称等未已曾其为是由受遭到至从不经提申上表认陈供指主请要承出犯涉说持驾即则作也均用委述又共同后把给现此自当并签就证尚仍还亦均报"
_GO_ON = (
    "名下|一案|女|男|本人|母亲|父亲|之|家中|家属|家里|夫妻|夫妇|丈夫|妻子|儿子|子女|身份|身体|死亡|实施|先后|进行|多次|发生|参加|生于|生前|出生|有期|有权|没有|今年|时年|住|居住|送|获|约定"
    "|离婚|婚姻|抚养|扶养|赡养|继承|收养|探望|监护|同居|分家|婚约|彩礼|遗嘱|遗赠|买卖|借款|合同|纠纷|追索|变更|确认|解除|宣告|健康|生命|名誉|隐私|机动|民间|房屋|劳动|租赁|返还|服刑"
)
_END = rf"(?=$|[^一-龥]|[{_GOES_ON}]|{_GO_ON})"
_WORDS = (
    "司法|强拿|孙子女|牟取|关注|关爱|关心|安全|安置|安装|安排|安心|于是|于此|应当|应该|应诉|应予|高度|高于|方面|方式|方法|陈述|任何|任意|任务|严重|严格|严禁|管教|管理|管辖|文件|文书|文化|文身|金额|金钱|金融|游戏|家庭"
    "|关系|关于|关键|项目|范围|华人|黄色|白天|田地|石油|江湖|康复|洪水|温暖|童年|盛行|简易|简单|章程|路上|房屋|车辆|车主|包括|包含|连同|连带|边境|古代|封闭|党员|商业|商品|商户|商标"
    "|解除|万元|马上|高中|高级|高等|高消|高额|毛重|易于|易受|白酒|方可|方能|方有|方便|许可|曾经|曾因|曾在|曾为|余款|余下|余额|强制|强迫|强行|强奸|费用|左右|程序|程度|成年|查明|查封|查阅|查询"
    "|施行|施暴|施以|计算|梅毒|温和|童工|史料|谈话|谢绝|党委|连续|胡乱|支付|武装|武力|管制|管束|盗窃|充分|全面|祝福|雷同|夏季|符合|和解|和其|明确|明知|保护|保障|易被|龙头|单独|单位|原告|申请|申诉|申报"
    "|申辩|申明|顾问|常见|常住|石材|金属|游客|边缘|花费|华侨|贺岁|田间|牛奶|马路|江苏|江西|黑龙|汤药|余罪|沙化|车内|车上|车祸|车牌|路段|路口|路过|房产|房内|房东|宿舍|商定|商议|习惯|习得"
    "|封存|封面|连夜|冷静|冷漠|匡算|楚楚|岑寂|童声|谷物|包庇|包养|宗教|宗族|强化|席位|左侧|左手|右侧|解释|解决|解救|燕窝|仇恨|仇视|艾滋|蓝色|蒙受|蒙骗|盖章|屠杀|柴油|文盲|文字|方言|方位|骨干|谭判"
)
_NO_ROLE = "(?!原告|被告|上诉|被上|被害|受害|证人|申请|被申|第三|未成年|罪犯|被执|法定|鉴定|婚生)"
NAME = (
    rf"(?!{_WORDS})"
    rf"(?:(?:{_COMPOUND}){_GIVEN}{{1,2}}?{_END}|[{_FAMILY}](?:{_GIVEN}{{1,2}}?){_END}"
    rf"|{_NO_ROLE}[一-龥]{{1,8}}?(?:·[一-龥]{{1,8}}?){{1,4}}{_END})"
)
"""A regular expression for a name, to be put behind what introduces one."""

NAME_BEFORE_ANYTHING = rf"(?:{NAME}|(?!{_WORDS})[{_FAMILY}]{_GIVEN}{{2}})"
"""The same where no other word can be meant: then whatever goes on from a name of three characters may stand behind it."""


def given_name_hidden(name: str) -> str:
    """A name as a court anonymises it (法释〔2016〕19号, article 9): the family name and 某; of a minority name its first character."""
    if "·" in name:
        return f"{name[0]}某"
    family = name[:2] if re.match(_COMPOUND, name) else name[:1]
    return f"{family}某"
