"""What comes of a withdrawal, and its reason in words that anybody may read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from federation.coordination.reasons import Reason


class Outcome(models.TextChoices):
    GONE = "gone", _("已撤下")
    REPLACED = "replaced", _("已由新页面替代")
    CORRECTED = "corrected", _("更正")


_BY_LAW = _("按照有关规定，不再公开。")
IN_PUBLIC = {
    Reason.WRONG: _("内容有误。"),
    Reason.PERSONAL: _BY_LAW,
    Reason.SECRET: _BY_LAW,
    Reason.NOT_PUBLIC: _BY_LAW,
    Reason.EXPIRED: _("内容已经失效。"),
    Reason.DUPLICATE: _("与其他页面重复。"),
    Reason.OTHER: _("本院不再公开这项内容。"),
    Reason.SCHEDULED: _("公开期限已满。"),
    Reason.HELD_BACK: _("内容正在核对。"),
}
"""What visitors are told where an editor says nothing else. None of them hints at what must not be known."""
