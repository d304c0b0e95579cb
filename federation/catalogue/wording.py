"""Terms in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from federation.catalogue.terms import Form, Limit, Unit

FORM_NAMES = {
    Form.TEXT: gettext_lazy("网页正文"),
    Form.TABLE: gettext_lazy("可下载的表格"),
    Form.FIXED: gettext_lazy("PDF 或 OFD 文件"),
}


def form_names(forms: Iterable[Form]) -> str:
    return "、".join(str(FORM_NAMES[form]) for form in forms)


def limit_in_words(limit: Limit) -> str:
    """When, counted how, and by which rule."""
    values = {"since": limit.since, "days": limit.days, "basis": limit.basis}
    if limit.ahead:
        when = _("%(since)s前 %(days)d 天") % values
    elif limit.unit == Unit.WORKING:
        when = _("%(since)s之日起 %(days)d 个工作日内") % values
    else:
        when = _("%(since)s之日起 %(days)d 天内") % values
    return _("%(when)s（%(basis)s）") % {"when": when, "basis": limit.basis or _("合理期限")}
