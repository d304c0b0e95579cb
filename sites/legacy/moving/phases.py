"""What goes on while work on a legacy site goes on, in words."""

from django.utils.translation import gettext_lazy

_PHASES = {
    "capture": gettext_lazy("正在抓取"),
    "media": gettext_lazy("正在抓取导出文件所引用的图片和附件"),
    "read": gettext_lazy("正在读取"),
    "import": gettext_lazy("正在导入文章"),
    "columns": gettext_lazy("正在按栏目对应调整文章"),
    "settle": gettext_lazy("正在记录旧地址的去向"),
    "links": gettext_lazy("正在连通站内链接"),
    "check": gettext_lazy("正在与原文比对"),
    "compare": gettext_lazy("正在与已导入的文章比较"),
    "report": gettext_lazy("正在写报告"),
    "undo": gettext_lazy("正在撤销"),
    "cut_over": gettext_lazy("正在检查并切换"),
    "roll_back": gettext_lazy("正在回退"),
    "pictures": gettext_lazy("正在截图"),
    "samples": gettext_lazy("正在挑选样本页面"),
    "learn": gettext_lazy("正在归纳版式"),
    "try": gettext_lazy("正在试读样本页面"),
}


def phase_called(stage: str) -> str:
    """The words for a stage that work reports; empty before it has reported any."""
    return str(_PHASES.get(stage, stage))
