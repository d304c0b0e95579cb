"""Acts that bring a legacy site in: registration, capture or upload, reading, import, comparison."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sites.legacy.admin.way_acts import ActView
from sites.legacy.admin.way_forms import RegistrationForm, UploadForm
from sites.legacy.admin.way_stages import ABOUT
from sites.legacy.importing.columns import ColumnFinder
from sites.legacy.importing.following import Planned, plan
from sites.legacy.importing.site import home_of_site
from sites.legacy.models import Move, MoveStep
from sites.legacy.models.mapping import TRAIL_SEPARATOR
from sites.legacy.moving.capturing import take_in_file
from sites.legacy.moving.errors import MoveRefused
from sites.legacy.moving.registering import change_registration, register_move
from sites.legacy.moving.remaining import undecided_columns
from sites.legacy.moving.steps import the_move
from sites.legacy.moving.way import WORK, Kind, require_may_follow
from sites.legacy.moving.workers import a_worker_is_running
from sites.legacy.tasks import queue_step

MOST_SHOWN = 50
"""Old columns that are named one by one before their pages are moved."""


class RegisterView(ActView):
    page_title = gettext_lazy("登记网站迁移")
    form_class = RegistrationForm
    button = gettext_lazy("登记")

    def words(self) -> list[str]:
        return [
            _("把本院原网站的文章、附件和旧地址迁到这里。先登记原网站，随后逐步抓取、读取、导入、核对，最后切换域名。")
        ]

    def act(self, form: RegistrationForm) -> str:  # type: ignore[override]
        register_move(by=self.by, **form.registration())
        return _("已登记。下一步是抓取原网站。")


class ChangeView(RegisterView):
    page_title = gettext_lazy("修改登记")
    button = gettext_lazy("保存")

    def words(self) -> list[str]:
        return [_("修改从下一次抓取和导入起生效。")]

    def get_initial(self) -> dict[str, Any]:
        return RegistrationForm.of(the_move())

    def act(self, form: RegistrationForm) -> str:  # type: ignore[override]
        change_registration(the_move(), by=self.by, **form.registration())
        return _("已保存。")


class StartView(ActView):
    """Queues a capture, a reading, an import, a comparison, or that imported pages follow their columns."""

    button = gettext_lazy("开始")

    @property
    def kind(self) -> MoveStep.Kind:
        if self.kwargs["kind"] not in WORK:
            raise Http404
        return Kind(self.kwargs["kind"])

    def get_page_title(self) -> str:
        return str(self.kind.label)

    def words(self) -> list[str]:
        move = the_move()
        require_may_follow(self.kind, move.state)
        own = {
            Kind.CAPTURE: _("将从 %(url)s 开始抓取。") % {"url": move.legacy_url},
            Kind.IMPORT: self._import_words(move) if self.kind == Kind.IMPORT else "",
            Kind.COLUMNS: self._columns_words() if self.kind == Kind.COLUMNS else "",
        }
        said = [str(ABOUT.get(self.kind, "")), own.get(self.kind, "")]
        if not a_worker_is_running():
            said.append(_("现在没有后台程序在运行，要等平台管理员启动它之后才会开始。"))
        return [*filter(None, said), _("在后台进行，可以离开此页；随时可以停止，停止后可以继续。")]

    def _import_words(self, move: Move) -> str:
        stand = _("导入的文章将直接公开，含个人信息的除外。") if move.publish else _("导入的文章将作为草稿。")
        waiting = undecided_columns()
        return stand + (
            _("%(waiting)s，将按建议导入；之后核对，文章会跟着调整。") % {"waiting": waiting.words}
            if waiting.count
            else ""
        )

    def items(self) -> list[str]:
        if self.kind != Kind.COLUMNS:
            return []
        shown = [_planned(each) for each in self._plan[:MOST_SHOWN]]
        more = len(self._plan) - MOST_SHOWN
        return [*shown, _("另有 %d 个栏目") % more] if more > 0 else shown

    @cached_property
    def _plan(self) -> list[Planned]:
        return list(plan(ColumnFinder(home_of_site())))

    def _columns_words(self) -> str:
        pages, held = sum(each.pages for each in self._plan), sum(each.held for each in self._plan)
        if not pages and not held:
            raise MoveRefused(_("已导入的文章都在栏目对应所定的位置，无需调整。"))
        return _(
            "将把 %(pages)d 篇已导入的文章移到核对后的栏目，并更新公开目录事项；旧地址和移动前的地址都会跳转到新地址。"
            "在本站修改或移动过的 %(held)d 篇不动，列入内容冲突由人决定。"
        ) % {"pages": pages, "held": held}

    def act(self, form: forms.Form) -> str:
        queue_step(kind=self.kind, by=self.by)
        return _("“%(step)s”已排队。") % {"step": self.kind.label}


def _planned(each: Planned) -> str:
    """One old column, where its pages go, and how many they are."""
    words = _("“%(trail)s”：%(pages)d 篇移到“%(column)s”") % {
        "trail": TRAIL_SEPARATOR.join(each.due.trail) or _("（没有栏目的文章）"),
        "pages": each.pages,
        "column": each.due.goes_to,
    }
    return words + (_("，%d 篇列入内容冲突") % each.held if each.held else "")


class UploadView(ActView):
    page_title = gettext_lazy("上传来源文件")
    form_class = UploadForm
    button = gettext_lazy("上传")

    def words(self) -> list[str]:
        require_may_follow(Kind.CAPTURE, the_move().state)
        limit = _("文件最大 %(limit)d MB；更大的文件由平台管理员放到服务器上登记。") % {
            "limit": settings.MOVE_UPLOAD_MIB
        }
        return [_("已有原网站的存档或导出文件时，可以代替抓取，也可以补充抓取。"), limit]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"limit_mib": settings.MOVE_UPLOAD_MIB}

    def act(self, form: forms.Form) -> str:
        file = form.cleaned_data["file"]
        take_in_file(file.chunks(), name=file.name, by=self.by)
        return _("已收到 %(file)s。") % {"file": file.name}
