"""Intake of courts that move onto the platform: why (article 20 of 法发〔2018〕20号), from where, and how far they are."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

SHARE = [MinValueValidator(0.0), MaxValueValidator(1.0)]


class MoveRequest(models.Model):
    """Why a court moves its website onto the platform, and how far it is.

    Article 20 has those courts move whose websites lack reliable people, funds and mechanisms (人力、财力和机制保障), either onto
    the platform of a superior court or to a cloud service that is safe and controllable. `stage`, `stage_at` and `remaining` are
    told by the court's own site: the platform never looks into its schema.
    """

    class Destination(models.TextChoices):
        SUPERIOR = "superior", _("上级人民法院网站技术平台，统一运营")
        CLOUD = "cloud", _("安全可控的云服务平台")

    class Stage(models.TextChoices):
        FILED = "filed", _("已申请")
        REGISTERED = "registered", _("已登记")
        CAPTURED = "captured", _("已抓取")
        READ = "read", _("已读取")
        IMPORTED = "imported", _("已导入")
        REVIEWED = "reviewed", _("已核对")
        CUT_OVER = "cut_over", _("已切换")

    court = models.OneToOneField("courts.Court", models.PROTECT, related_name="move_request", verbose_name=_("法院"))
    legacy_url = models.URLField(_("原网站首页"), max_length=500)
    temporary_domain = models.CharField(
        _("切换前的域名"), max_length=253, help_text=_("迁移期间新网站的主机名，例如 chaoyang.courts.example.cn。")
    )
    wanted_domain = models.CharField(
        _("切换后的域名"), max_length=253, blank=True, help_text=_("通常是原网站的主机名；切换时原网址由本平台应答。")
    )
    lacks_people = models.BooleanField(_("缺乏可靠的人力保障"), default=False)
    people = models.TextField(_("人力情况"), blank=True, help_text=_("例如专职人员数、编辑和技术人员是否兼职。"))
    lacks_funds = models.BooleanField(_("缺乏可靠的财力保障"), default=False)
    funds = models.TextField(_("财力情况"), blank=True, help_text=_("例如年度经费、服务器和带宽的费用来源。"))
    lacks_maintenance = models.BooleanField(_("缺乏可靠的运维机制保障"), default=False)
    maintenance = models.TextField(
        _("运维情况"), blank=True, help_text=_("例如更新是否及时、有无等级保护测评、故障由谁处理。")
    )
    destination = models.CharField(
        _("迁移去向"), max_length=12, choices=Destination.choices, default=Destination.SUPERIOR
    )
    remarks = models.TextField(_("其他说明"), blank=True)
    contact = models.CharField(_("联系人"), max_length=50)
    phone = models.CharField(
        _("联系电话"),
        max_length=30,
        validators=[RegexValidator(r"^[0-9+()\- 转]{5,30}\Z", _("请填写电话号码，例如 010-12345678 转 123。"))],
    )
    wanted_on = models.DateField(_("希望切换的日期"), null=True, blank=True)
    filed_by = models.CharField(_("登记人"), max_length=150, editable=False)
    filed_at = models.DateTimeField(_("登记时间"), auto_now_add=True)
    stage = models.CharField(
        _("阶段"), max_length=12, choices=Stage.choices, default=Stage.FILED, editable=False, db_index=True
    )
    stage_at = models.DateTimeField(_("到达时间"), auto_now_add=True)
    remaining = models.PositiveIntegerField(_("未完成事项"), null=True, editable=False)

    class Meta:
        verbose_name = _("迁移登记")
        verbose_name_plural = _("迁移登记")
        ordering = ["-filed_at"]

    def __str__(self) -> str:
        return str(self.court)


class PlatformRules(models.Model):
    """What the platform demands before a court's site may be cut over. One row."""

    min_similarity = models.FloatField(
        _("文章的最低相似度"), default=0.98, validators=SHARE, help_text=_("低于此值的文章不算达标，0 到 1。")
    )
    min_right_share = models.FloatField(
        _("达标文章的最低比例"), default=0.99, validators=SHARE, help_text=_("占已导入文章的比例，0 到 1。")
    )
    min_accounted_share = models.FloatField(
        _("有着落的旧地址的最低比例"), default=1.0, validators=SHARE, help_text=_("占抓取到的全部网址的比例，0 到 1。")
    )
    delta_hours = models.PositiveIntegerField(
        _("最后一次增量抓取的时限（小时）"),
        default=48,
        validators=[MinValueValidator(1)],
        help_text=_("切换前，最后一次抓取须在此时限之内，并且已经导入。"),
    )

    class Meta:
        verbose_name = _("切换标准")
        verbose_name_plural = _("切换标准")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
