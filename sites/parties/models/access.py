"""What parties have read, and who changed where their codes go: a log that outlives the party, the notice and the case."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.parties.models.cases import Party
from sites.parties.models.notices import PartyNotice


class PartyAccess(models.Model):
    class Act(models.TextChoices):
        ENTERED = "entered", _("通过核验")
        READ = "read", _("查阅事项")
        DOWNLOADED = "downloaded", _("下载附件")
        LEFT = "left", _("退出")
        CONTACT = "contact", _("更换联系方式")
        REMOVED = "removed", _("移除当事人")

    at = models.DateTimeField(_("时间"), auto_now_add=True, db_index=True)
    act = models.CharField(_("行为"), max_length=10, choices=Act.choices)
    number = models.CharField(_("案号"), max_length=60, db_index=True)
    name = models.CharField(_("姓名或者名称"), max_length=100)
    role = models.CharField(_("身份"), max_length=10, choices=Party.Role.choices)
    party = models.ForeignKey(Party, models.SET_NULL, null=True, related_name="+")
    notice = models.ForeignKey(PartyNotice, models.SET_NULL, null=True, related_name="accesses")
    what = models.CharField(
        _("内容"),
        max_length=200,
        blank=True,
        help_text="Title of the notice or file, as it was, or who changed something.",
    )
    origin = models.CharField(max_length=32, help_text="Digest of the address, by a key of the day.")

    class Meta:
        verbose_name = _("查阅记录")
        verbose_name_plural = _("查阅记录")
        ordering = ["-at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.at.isoformat()} {self.act}"
