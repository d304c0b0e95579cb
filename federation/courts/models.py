from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Now
from django.db.transaction import on_commit
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin

from federation.courts.intake import MoveRequest, PlatformRules
from federation.domain.courts import LEVEL_CHOICES, CourtIdentity, Level

__all__ = ["Court", "CourtSite", "Domain", "MoveRequest", "PlatformRules"]
PUBLIC_SCHEMA = "public"


class Court(models.Model):
    """An entry of the directory: any court, whether its site is hosted here or not."""

    code = models.CharField(
        _("法院代字"),
        max_length=16,
        primary_key=True,
        validators=[
            RegexValidator(r"^[\u4e00-\u9fff]{1,4}[0-9A-Z]{0,6}\Z", _("代字由省份简称和数字组成，例如 京0105。"))
        ],
        help_text=_("案号中使用的代字，例如 京0105。"),
    )
    name = models.CharField(_("法院名称"), max_length=100, unique=True)
    level = models.CharField(_("审级"), max_length=12, choices=LEVEL_CHOICES)
    superior = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subordinates", verbose_name=_("上级法院")
    )
    province = models.CharField(_("省份"), max_length=30, blank=True, db_index=True)
    division_code = models.CharField(
        _("行政区划代码"),
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^\d{6}\Z", _("行政区划代码为六位数字。"))],
    )
    pinyin = models.CharField(_("拼音"), max_length=255, blank=True, editable=False, db_index=True)

    class Meta:
        verbose_name = _("法院")
        verbose_name_plural = _("法院")
        ordering = ["pinyin", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level=Level.SUPREME) | models.Q(superior__isnull=False), name="court_has_a_superior"
            ),
            models.CheckConstraint(
                condition=~models.Q(superior=models.F("code")), name="court_is_not_its_own_superior"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.code}）"

    def save(self, *args: Any, **kwargs: Any) -> None:
        from federation.courts.pinyin import pinyin_key
        from search.query.knowledge import forget_names

        self.pinyin = self.pinyin or pinyin_key(self.name)
        super().save(*args, **kwargs)
        on_commit(forget_names)

    def identity(self, *, address: str = "") -> CourtIdentity:
        """This entry as a value, with the address of its site where one is on line."""
        return CourtIdentity(
            code=self.code, name=self.name, level=Level(self.level), province=self.province, address=address
        )

    def superiors(self) -> list["Court"]:
        """The courts above this one, nearest first."""
        above: list[Court] = []
        court = self.superior
        while court is not None and court not in above:
            above.append(court)
            court = court.superior
        return above


class CourtSiteQuerySet(models.QuerySet["CourtSite"]):
    def hosted(self) -> "CourtSiteQuerySet":
        """Sites of courts: neither the portal's own row nor the templates. Closed ones too."""
        return self.filter(court__isnull=False).select_related("court")

    def on_line(self) -> "CourtSiteQuerySet":
        return self.hosted().filter(closed_at__isnull=True)


class CourtSite(TenantMixin):
    """A tenant: the website of one court. The portal and the templates of the levels are rows of their own, without a court."""

    auto_create_schema = False

    court = models.OneToOneField(
        Court, models.PROTECT, null=True, blank=True, related_name="site", verbose_name=_("法院")
    )
    template_level = models.CharField(max_length=12, blank=True, choices=LEVEL_CHOICES, editable=False)
    opened_at = models.DateTimeField(_("开通时间"), db_default=Now(), editable=False)
    closed_at = models.DateTimeField(_("关闭时间"), null=True, blank=True, editable=False)

    objects = CourtSiteQuerySet.as_manager()

    asked_on_another_host = False
    """Whether the request that this row answers came to a host that is not the site's main one."""

    class Meta:
        verbose_name = _("法院网站")
        verbose_name_plural = _("法院网站")
        ordering = ["court__pinyin"]
        constraints = [
            models.UniqueConstraint(
                fields=["template_level"], condition=~models.Q(template_level=""), name="one_template_a_level"
            )
        ]

    def __str__(self) -> str:
        return self.court.name if self.court else self.schema_name

    @property
    def state_name(self) -> str:
        return gettext("已关闭") if self.closed_at else gettext("运行中")

    @property
    def domain(self) -> str:
        """The domain that the site's own links carry."""
        return next((entry.domain for entry in self.domains.all() if entry.is_primary), "")

    @property
    def address(self) -> str:
        return site_address(self.domain) if self.domain else ""

    def identity(self) -> CourtIdentity:
        """The court of this site, as a value. The portal and the templates have none."""
        assert self.court is not None, f"{self.schema_name} is no court's site"  # noqa: S101
        return self.court.identity(address="" if self.closed_at else self.address)


class Domain(DomainMixin):
    """A host name under which a court site, or the portal, answers."""

    class Meta:
        verbose_name = _("域名")
        verbose_name_plural = _("域名")

    def make_primary(self) -> None:
        """Have the site's links carry this host name in place of any other."""
        self.is_primary = True
        self.save()  # which takes the mark off the others


def site_address(domain: str) -> str:
    """Address of a site's home page, without a slash at the end."""
    port: int = settings.PUBLIC_PORT
    if port == 443:
        return f"https://{domain}"
    return f"http://{domain}" if port == 80 else f"http://{domain}:{port}"
