"""Pages that say what an act will do, ask what it needs, and do it."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from federation.courts.moving_in import wanted_domain
from federation.courts.selectors import court_of_schema
from federation.domain.errors import FederationError
from sites.legacy.admin.way import MovePage
from sites.legacy.admin.way_forms import DomainForm, ReasonForm, RegistrationForm, UploadForm
from sites.legacy.admin.way_stages import ABOUT, page_of
from sites.legacy.importing.columns import ColumnFinder
from sites.legacy.importing.following import Planned, plan
from sites.legacy.importing.site import home_of_site
from sites.legacy.models import MoveStep
from sites.legacy.models.mapping import TRAIL_SEPARATOR
from sites.legacy.moving.capturing import take_in_file
from sites.legacy.moving.cut_over_checks import check_cut_over
from sites.legacy.moving.errors import MoveRefused
from sites.legacy.moving.registering import change_registration, register_move
from sites.legacy.moving.remaining import blocking
from sites.legacy.moving.reviewing import review
from sites.legacy.moving.steps import stop_step, the_move
from sites.legacy.moving.switching import this_site
from sites.legacy.moving.undoing import preview_undo
from sites.legacy.moving.way import WORK, Kind, require_may_follow
from sites.legacy.moving.workers import a_worker_is_running
from sites.legacy.tasks import queue_going_on, queue_step, queue_undo

MOST_SHOWN = 50
"""Old columns that are named one by one before their pages are moved."""


class ActView(MovePage, FormView):
    """One act: what it does in words, a form that may be empty, and one button."""

    template_name = "legacy/admin/act.html"
    form_class: type[forms.Form] = forms.Form
    success_url = reverse_lazy("move:way")
    button: str | Promise = ""
    serious = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except FederationError as refusal:
            messages.error(request, str(refusal))
            return redirect(self.get_success_url())

    @property
    def by(self) -> str:
        return str(self.request.user.get_username())

    def words(self) -> list[str]:
        """What will happen. Raises FederationError where the act is not possible at all."""
        return []

    def items(self) -> list[str]:
        """What the words speak of, one line each."""
        return []

    def act(self, form: forms.Form) -> str:
        """Do it, and give the message of its success. Raises FederationError."""
        raise NotImplementedError

    def form_valid(self, form: forms.Form) -> HttpResponse:
        messages.success(self.request, self.act(form))
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"words": self.words(), "items": self.items(), "button": self.button, "serious": self.serious}
        return super().get_context_data(**kwargs) | own | {"back": self.get_success_url()}


class StepActView(ActView):
    """An act on one step of this court's move, or on work beside it."""

    @cached_property
    def step(self) -> MoveStep:
        return get_object_or_404(MoveStep, pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return page_of(self.step)


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
            Kind.IMPORT: _("导入的文章将直接公开。") if move.publish else _("导入的文章将作为草稿。"),
            Kind.COLUMNS: self._columns_words() if self.kind == Kind.COLUMNS else "",
        }
        said = [str(ABOUT.get(self.kind, "")), own.get(self.kind, "")]
        if not a_worker_is_running():
            said.append(_("现在没有后台程序在运行，要等平台管理员启动它之后才会开始。"))
        return [*filter(None, said), _("在后台进行，可以离开此页；随时可以停止，停止后可以继续。")]

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


class StopView(StepActView):
    page_title = gettext_lazy("停止")
    button = gettext_lazy("停止")
    serious = True

    def words(self) -> list[str]:
        return [
            _("停止“%(step)s”。已完成的部分保留，之后可以从停下的地方继续。") % {"step": self.step.get_kind_display()}
        ]

    def act(self, form: forms.Form) -> str:
        step = stop_step(self.step, by=self.by)
        return _("“%(step)s”%(state)s。") % {"step": step.get_kind_display(), "state": step.get_state_display()}


class GoOnView(StepActView):
    page_title = gettext_lazy("继续")
    button = gettext_lazy("继续")

    def words(self) -> list[str]:
        return [_("从停下的地方继续“%(step)s”。") % {"step": self.step.get_kind_display()}]

    def act(self, form: forms.Form) -> str:
        self.step = queue_going_on(self.step, by=self.by)
        return _("“%(step)s”已排队。") % {"step": self.step.get_kind_display()}


class UndoView(StepActView):
    page_title = gettext_lazy("撤销")
    button = gettext_lazy("撤销")
    serious = True

    def words(self) -> list[str]:
        return [_("撤销“%(step)s”：") % {"step": self.step}]

    def items(self) -> list[str]:
        return [*preview_undo(self.step).words, _("操作记录不会删除。")]

    def act(self, form: forms.Form) -> str:
        queue_undo(self.step, by=self.by)
        return _("撤销已排队。")


class ReviewView(ActView):
    page_title = gettext_lazy("核对")
    button = gettext_lazy("核对通过")

    def words(self) -> list[str]:
        require_may_follow(Kind.REVIEW, the_move().state)
        left = blocking(the_move())
        if not left:
            return [_("没有未完成的事项。确认后可以切换域名。")]
        return [_("以下事项还没有完成。如仍要通过，请写明理由，理由会留在记录中：")]

    def items(self) -> list[str]:
        return [each.words for each in blocking(the_move())]

    def get_form_class(self) -> type[forms.Form]:
        return ReasonForm if blocking(the_move()) else forms.Form

    def act(self, form: forms.Form) -> str:
        review(by=self.by, reason=form.cleaned_data.get("reason", ""))
        return _("已核对通过。")


class CutOverView(ActView):
    """First the domain is asked for and everything is checked; only then there is a button to switch."""

    page_title = gettext_lazy("切换域名")
    template_name = "legacy/admin/cut_over.html"
    form_class = DomainForm
    button = gettext_lazy("切换")
    serious = True

    def words(self) -> list[str]:
        require_may_follow(Kind.CUT_OVER, the_move().state)
        return [
            _("切换后，网站以新域名对外，现在的域名 %(domain)s 跳转到新域名；原网站的内容不再导入。")
            % {"domain": this_site().domain},
            _("可以回退，回退不会丢失切换后编辑的内容。"),
        ]

    def get_initial(self) -> dict[str, Any]:
        move, court = the_move(), court_of_schema()
        wanted = wanted_domain(court.code) if court else ""
        host = urlsplit(move.legacy_url).hostname or ""
        return {"domain": wanted or host, "aliases": "\n".join(move.legacy_hosts)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if "domain" not in self.request.GET:
            return context
        form = DomainForm(self.request.GET)
        context["form"] = form
        if form.is_valid():
            checks = check_cut_over(the_move(), site=this_site(), **form.cleaned_data)
            context |= {"checks": checks, "ready": not any(check.stops for check in checks)}
        return context

    def act(self, form: forms.Form) -> str:
        queue_step(kind=Kind.CUT_OVER, by=self.by, options=form.cleaned_data)
        return _("切换已排队，会再检查一遍，然后切换。")


class RollBackView(ActView):
    page_title = gettext_lazy("回退")
    form_class = ReasonForm
    button = gettext_lazy("回退")
    serious = True

    def words(self) -> list[str]:
        move = the_move()
        require_may_follow(Kind.ROLL_BACK, move.state)
        return [
            _("网站改回域名 %(domain)s；切换时加上的域名不再由本平台应答，请域名管理人把解析改回原网站。")
            % {"domain": move.temporary_domain},
            _("切换后编辑的内容全部保留，之后可以继续导入和再次切换。"),
        ]

    def act(self, form: forms.Form) -> str:
        queue_step(kind=Kind.ROLL_BACK, by=self.by, options={"reason": form.cleaned_data["reason"]})
        return _("回退已排队。")
