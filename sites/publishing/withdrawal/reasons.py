"""Why something comes down and what comes of it, in the court's words and in those that anybody may read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """The last two are the platform's own: nobody chooses them."""

    WRONG = "wrong", _("内容错误")
    PERSONAL = "personal", _("涉及个人信息或者未成年人")
    SECRET = "secret", _("涉密")
    NOT_PUBLIC = "not_public", _("判决依法不公开或者撤回公开")
    EXPIRED = "expired", _("已失效")
    DUPLICATE = "duplicate", _("重复")
    OTHER = "other", _("其他")
    SCHEDULED = "scheduled", _("到期自动撤下")
    HELD_BACK = "held_back", _("附件检查未通过")


class Outcome(models.TextChoices):
    GONE = "gone", _("已撤下")
    REPLACED = "replaced", _("已由新页面替代")
    CORRECTED = "corrected", _("更正")


CHOSEN = [choice for choice in Reason.choices if choice[0] not in {Reason.SCHEDULED, Reason.HELD_BACK}]

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
