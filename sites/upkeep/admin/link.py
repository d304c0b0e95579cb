"""One address: what was found, where it stands, and what is done about it."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from federation.domain.errors import FederationError
from sites.upkeep.admin.access import UpkeepPage
from sites.upkeep.admin.links import address_in_words
from sites.upkeep.keeping import may_organise
from sites.upkeep.links.mending import REPLACEABLE, Replaced, ignore, mentions_of, replace_everywhere
from sites.upkeep.models import CheckedAddress

A_PAGE = 50


class ReplaceForm(forms.Form):
    new = forms.CharField(label=gettext_lazy("新地址"), max_length=2000)


class IgnoreForm(forms.Form):
    until = forms.DateField(label=gettext_lazy("忽略至"), widget=forms.DateInput(attrs={"type": "date"}))
    because = forms.CharField(label=gettext_lazy("理由"), max_length=200)


class LinkView(UpkeepPage, TemplateView):
    template_name = "upkeep/admin/link.html"
    page_title = gettext_lazy("失效链接")
    header_icon = "link"

    @cached_property
    def row(self) -> CheckedAddress:
        return get_object_or_404(CheckedAddress, pk=self.kwargs["pk"])

    def post(self, request: Any, **kwargs: Any) -> HttpResponse:
        replacing = "replace" in request.POST
        form = ReplaceForm(request.POST) if replacing else IgnoreForm(request.POST)
        if form.is_valid():
            try:
                self._act(form)
                return redirect("upkeep_link", self.row.pk)
            except FederationError as refusal:
                form.add_error(None, str(refusal))
        name = "replace_form" if replacing else "ignore_form"
        return self.render_to_response(self.get_context_data(**{name: form}))

    def _act(self, form: forms.Form) -> None:
        given, user = form.cleaned_data, self.request.user
        if isinstance(form, ReplaceForm):
            self._say(replace_everywhere(self.row, given["new"], user=user))
        else:
            ignore(self.row, until=given["until"], because=given["because"], user=user)
            messages.success(self.request, _("已忽略至 %(day)s。") % {"day": given["until"].isoformat()})

    def _say(self, replaced: Replaced) -> None:
        count = len(replaced.drafts)
        if count:
            said = ngettext(
                "已在 %(count)d 个页面的草稿中替换，请提交审核后公开。",
                "已在 %(count)d 个页面的草稿中替换，请提交审核后公开。",
                count,
            )
            messages.success(self.request, said % {"count": count})
        for title, why in replaced.left:
            messages.warning(self.request, _("“%(title)s”没有替换：%(why)s。") % {"title": title, "why": why})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.row
        mentions = Paginator(mentions_of(row), A_PAGE)
        page = mentions.get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "row": row,
            "address": address_in_words(row),
            "items": page,
            "elided_page_range": mentions.get_elided_page_range(page.number),
            "aside": row.ignored_until is not None and row.ignored_until >= timezone.localdate(),
            "may_replace": row.kind in REPLACEABLE,
            "may_ignore": may_organise(self.request.user),
            "replace_form": kwargs.get("replace_form") or ReplaceForm(),
            "ignore_form": kwargs.get("ignore_form") or IgnoreForm(),
        }
