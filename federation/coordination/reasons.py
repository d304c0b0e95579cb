"""Why something public comes down, as courts and their superior both name it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """The last two are given by the platform itself: nobody chooses them."""

    WRONG = "wrong", _("内容错误")
    PERSONAL = "personal", _("涉及个人信息或者未成年人")
    SECRET = "secret", _("涉密")
    NOT_PUBLIC = "not_public", _("判决依法不公开或者撤回公开")
    EXPIRED = "expired", _("已失效")
    DUPLICATE = "duplicate", _("重复")
    OTHER = "other", _("其他")
    SCHEDULED = "scheduled", _("到期自动撤下")
    HELD_BACK = "held_back", _("附件检查未通过")


CHOSEN = [choice for choice in Reason.choices if choice[0] not in {Reason.SCHEDULED, Reason.HELD_BACK}]
