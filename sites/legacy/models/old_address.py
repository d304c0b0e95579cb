from django.contrib import admin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

# One slash, then no second one and no backslash, which browsers read as a host; no control characters.
PATH_ON_THE_SITE = r"^/([^/\\[:cntrl:]][^\\[:cntrl:]]*)?$"


class OldAddress(models.Model):
    """One address of the court's legacy site: what became of it, and where it leads now.

    `key` is the address without scheme and host, in the one spelling of `address_key`: the court's site answers for
    all hosts that its legacy site had. Where two hosts of the legacy site had different things under one path, the
    address of the lesser host is kept with its host in front (`//img.example.cn/a.html`).

    It leads to `page`, or to `link` where a file stands for it, a path on the court's own site. For an outcome in `GONE`
    nothing stands for it: it is answered 410, and `page` is the next best place to look. `reason` is for those who move
    the site; visitors are told in words of their own.
    """

    class Outcome(models.TextChoices):
        IMPORTED = "imported", _("已导入")
        DUPLICATE = "duplicate", _("重复")
        LIST = "list", _("列表页")
        ASSET = "asset", _("文件")
        REDIRECTED = "redirected", _("跳转")
        SKIPPED = "skipped", _("未采用")
        FAILED = "failed", _("失败")

    GONE = frozenset({Outcome.SKIPPED, Outcome.FAILED})
    STOOD_FOR_CONTENT = frozenset({Outcome.IMPORTED, Outcome.DUPLICATE, Outcome.LIST})

    key = models.TextField(_("旧地址"), unique=True)
    url = models.TextField(_("原网址"))
    outcome = models.CharField(_("结果"), max_length=12, choices=Outcome.choices, db_index=True)
    reason = models.TextField(_("说明"), blank=True)
    page = models.ForeignKey(
        Page, models.SET_NULL, null=True, blank=True, related_name="old_addresses", verbose_name=_("新页面")
    )
    link = models.TextField(_("新地址"), blank=True)
    set_by_hand = models.BooleanField(_("人工指定"), default=False, editable=False)
    imported_at = models.DateTimeField(_("导入时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("旧地址")
        verbose_name_plural = _("旧地址")
        indexes = [models.Index(Lower("key"), name="old_address_whatever_its_case")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(link="") | models.Q(link__regex=PATH_ON_THE_SITE),
                name="old_address_stays_on_the_site",
            )
        ]

    def __str__(self) -> str:
        return self.url

    @admin.display(ordering="key", description=_("旧地址"))
    def shown(self) -> str:
        """The key, for lists; the home page of the legacy site has an empty one."""
        return self.key or "/"


class MissedAddress(models.Model):
    """An address that visitors asked for and nothing answered, in the spelling of `OldAddress.key`. No visitor is recorded."""

    key = models.TextField(_("地址"), unique=True)
    url = models.TextField(_("访问的网址"))
    referrer = models.TextField(_("来自"), blank=True)
    hits = models.PositiveIntegerField(_("次数"), default=0, db_index=True)
    first_at = models.DateTimeField(_("首次"), auto_now_add=True)
    last_at = models.DateTimeField(_("最近"), db_index=True)
    ignored = models.BooleanField(_("不再提示"), default=False)

    class Meta:
        verbose_name = _("未找到的地址")
        verbose_name_plural = _("未找到的地址")

    def __str__(self) -> str:
        return self.url
