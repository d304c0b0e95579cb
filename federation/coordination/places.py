"""Where what was public may still be seen, and what became of it there when it was withdrawn in an emergency."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Where(models.TextChoices):
    """In the order in which an account names them. Those from `COPIES` on lie beyond whoever withdraws."""

    PAGES = "pages", _("网页、栏目、首页、订阅、网站地图和旧网址")
    FILES = "files", _("附件和图片")
    TABLE = "table", _("检索数据库、开放接口和检索建议")
    RELATED = "related", _("其他法院页面上的相关推荐")
    INDEX = "index", _("检索引擎")
    COPIES = "copies", _("其他法院的相同内容")
    BROWSERS = "browsers", _("读者的浏览器和途中的缓存")
    ENGINES = "engines", _("公共搜索引擎的快照")
    ELSEWHERE = "elsewhere", _("其他网站的转载")


class State(models.TextChoices):
    DONE = "done", _("已撤下")
    NONE = "none", _("没有")
    OPEN = "open", _("尚未撤下")
    BEYOND = "beyond", _("本平台无法撤下")


_MEANWHILE = {
    Where.INDEX: _("检索引擎没有应答。门户已不显示这项内容；检索引擎恢复后自动撤下，无须操作。"),
}
"""What is said where something is open still."""

_BEYOND = {
    Where.FILES: _("这些文件另有公开的页面在用，所以仍可取得。也不宜公开的，请同时撤下那些页面。"),
    Where.COPIES: _("相同的内容在这些地址上仍然公开。撤下须由上级法院办理。"),
    Where.BROWSERS: _("已经打开或保存的，无法收回；途中的缓存最多保留几分钟。"),
    Where.ENGINES: _("快照由各搜索引擎自行保存，请向其申请删除："),
    Where.ELSEWHERE: _("本平台不掌握其他网站的转载。发现后请联系其网站删除。"),
}
"""What to do about what nobody here can take down."""

SEARCH_ENGINES = (
    "https://help.baidu.com/",
    "https://fankui.help.sogou.com/",
    "https://www.so.com/",
    "https://www.bing.com/webmasters/tools/contentremoval",
    "https://search.google.com/search-console/remove-outdated-content",
)
"""Where public search engines take requests to remove what they keep."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """What became of it in one place. `milliseconds` count from the click; `addresses` are those that the place is about."""

    where: str
    state: str
    milliseconds: int | None = None
    count: int = 0
    addresses: tuple[str, ...] = ()
    failure: str = ""

    @property
    def label(self) -> str:
        return str(Where(self.where).label)

    @property
    def state_label(self) -> str:
        return str(State(self.state).label)

    @property
    def what_now(self) -> str:
        if self.state == State.OPEN:
            return str(_MEANWHILE.get(Where(self.where), _("自动重试，直到完成。")))
        return str(_BEYOND[Where(self.where)]) if self.state == State.BEYOND else ""


def as_json(places: Iterable[Reached]) -> list[dict[str, Any]]:
    return [asdict(each) for each in places]


def from_json(stored: Iterable[dict[str, Any]]) -> list[Reached]:
    return [Reached(**each | {"addresses": tuple(each["addresses"])}) for each in stored]
