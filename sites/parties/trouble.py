"""What keeps codes from reaching parties, in words for the court's people."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from sites.parties.models import CodeRequest
from sites.parties.models.terms import reading_terms
from sites.parties.senders.choosing import is_configured

WAITS_TOO_LONG = timedelta(minutes=5)


def trouble_with_codes() -> str:
    """Empty where all is well, or where nobody may read anyway."""
    if not reading_terms().open:
        return ""
    if not is_configured():
        return _("平台没有配置发送验证码的方式，当事人收不到验证码。请联系平台管理员设置 PARTY_CODE_SENDER。")
    return _failing() or _waiting()


def _failing() -> str:
    failed = CodeRequest.objects.filter(state=CodeRequest.State.FAILED)
    sent = CodeRequest.objects.filter(state=CodeRequest.State.SENT).order_by("-asked_at").first()
    since = failed.filter(asked_at__gt=sent.asked_at) if sent else failed
    last = since.order_by("-asked_at").first()
    if last is None:
        return ""
    return _("最近 %(count)d 次验证码没有发出：%(reason)s") % {"count": since.count(), "reason": last.failure}


def _waiting() -> str:
    before = timezone.now() - WAITS_TOO_LONG
    waiting = CodeRequest.objects.filter(state=CodeRequest.State.WAITING, asked_at__lt=before).exclude(sealed="")
    if not waiting.exists():
        return ""
    return _("有验证码等待发送超过 5 分钟。请联系平台管理员，检查后台任务（procrastinate worker）是否在运行。")
