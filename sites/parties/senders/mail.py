"""Codes by mail, through EMAIL_URL. Parties whose contact is a mobile number get none."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from sites.parties.senders.base import CodeMessage, MessageRefused, SenderUnavailable


class MailSender:
    def send(self, message: CodeMessage) -> None:
        if message.channel != "mail":
            raise MessageRefused(_("平台只能发送邮件，不能发送短信。请为当事人登记电子邮箱，或者接入短信网关。"))
        subject = _("%(court)s验证码") % {"court": message.court}
        try:
            send_mail(subject, message.text, settings.DEFAULT_FROM_EMAIL, [message.to])
        except (SMTPException, OSError) as error:
            raise SenderUnavailable(
                _("邮件服务器没有应答或者拒绝了邮件（%(error)s）。请检查 EMAIL_URL。") % {"error": type(error).__name__}
            ) from None  # the cause names the recipient
