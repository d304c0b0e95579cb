"""Acts by which somebody answers for the site: review, cut-over and roll-back."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from federation.courts.moving_in import wanted_domain
from federation.courts.selectors import court_of_schema
from sites.legacy.admin.way_acts import ActView
from sites.legacy.admin.way_forms import DomainForm, ReasonForm
from sites.legacy.moving.cut_over_checks import check_cut_over
from sites.legacy.moving.remaining import blocking
from sites.legacy.moving.reviewing import review
from sites.legacy.moving.steps import the_move
from sites.legacy.moving.switching import this_site
from sites.legacy.moving.way import Kind, require_may_follow
from sites.legacy.tasks import queue_step


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
            _("可以回退，回退不会丢失切换后编辑的内容。后台在两个域名下都可以登录。"),
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
            _(
                "切换后编辑的内容全部保留，之后可以继续导入和再次切换。后台只在原来的域名下，用新域名登录的请在那里重新登录。"
            ),
        ]

    def act(self, form: forms.Form) -> str:
        queue_step(kind=Kind.ROLL_BACK, by=self.by, options={"reason": form.cleaned_data["reason"]})
        return _("回退已排队。")
