"""批量登记: a table is read and shown in full, and taken over only when somebody has seen what it would do."""

import json
from dataclasses import asdict
from typing import Any

from cryptography.fernet import InvalidToken
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from federation.domain.errors import FederationError
from sites.parties.admin.rights import KEEP
from sites.parties.admin.room import FormOfTheRoom
from sites.parties.identifying import masked_contact
from sites.parties.importing.planning import plan_import
from sites.parties.importing.sheet import HEADINGS, Field, SheetRow, rows_of_sheet
from sites.parties.importing.taking_over import import_parties
from sites.parties.proof.digests import box_of

SEEN_FOR = 60 * 60
"""Seconds for which a table that was read may be taken over."""
SHOWN = 200
"""Rows and problems that the preview shows of each kind."""


class SheetForm(forms.Form):
    sheet = forms.FileField(
        label=gettext_lazy("CSV 或者 XLSX 文件"),
        help_text=gettext_lazy("由案件系统导出，第一行为列名。先核对，再登记；有一处错误，全部不登记。"),
    )


class ImportView(FormOfTheRoom):
    """Reading a table, and, once more with what was read, taking it over. Between the two it lies with the browser, sealed."""

    page_title = gettext_lazy("批量登记")
    template_name = "parties/admin/import.html"
    header_icon = "upload"
    form_class = SheetForm
    rights = (KEEP,)
    button = gettext_lazy("核对")

    def get_success_url(self) -> str:
        return reverse("party_cases:index")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "sealed" in request.POST:
            return self.take_over(request.POST["sealed"])
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: SheetForm) -> HttpResponse:
        try:
            rows = rows_of_sheet(form.cleaned_data["sheet"].read())
        except FederationError as refusal:
            form.add_error("sheet", str(refusal))
            return self.form_invalid(form)
        return self.show(rows)

    def show(self, rows: list[SheetRow], status: int = 200) -> HttpResponse:
        plan = plan_import(rows)
        context = self.get_context_data() | {
            "plan": plan,
            "problems": plan.problems[:SHOWN],
            "planned": [(each, masked_contact(each.contact)) for each in plan.parties[:SHOWN]],
            "more": max(0, len(plan.parties) - SHOWN),
            "sealed": "" if plan.problems else _seal(rows),
        }
        return render(self.request, self.template_name, context, status=status)

    def take_over(self, sealed: str) -> HttpResponse:
        rows = _unseal(sealed)
        if rows is None:
            messages.error(self.request, _("核对已经过期，请重新选择文件。"))
            return self.render_to_response(self.get_context_data())
        try:
            plan = import_parties(rows)
        except FederationError as refusal:
            messages.error(self.request, str(refusal))
            return self.show(rows)
        words = {"added": len(plan.added), "changed": len(plan.changed), "same": plan.unchanged}
        messages.success(
            self.request, _("已登记：新增 %(added)d 人，更新 %(changed)d 人，%(same)d 人没有变化。") % words
        )
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"headings": [names[0] for names in HEADINGS.values()]}


def _seal(rows: list[SheetRow]) -> str:
    return box_of("import").encrypt(json.dumps([asdict(row) for row in rows]).encode()).decode()


def _unseal(sealed: str) -> list[SheetRow] | None:
    try:
        read = json.loads(box_of("import").decrypt(sealed.encode(), ttl=SEEN_FOR))
    except InvalidToken:
        return None
    return [SheetRow(row["line"], {Field(name): text for name, text in row["cells"].items()}) for row in read]
