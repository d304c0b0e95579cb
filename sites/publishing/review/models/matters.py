"""What is to be said of a page before its review: whom it concerns, whether it is major or sensitive, and what may follow."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel

from sites.publishing.review.models.units import Unit


class Matter(models.Model):
    """公开事项: what the editor declares of a page. A page without one concerns its own unit alone."""

    page = models.OneToOneField("wagtailcore.Page", models.CASCADE, related_name="matter", primary_key=True)
    major = models.BooleanField(_("重大事项"), default=False)
    sensitive = models.BooleanField(_("敏感事项"), default=False)
    partners = models.ManyToManyField(Unit, blank=True, related_name="+", verbose_name=_("会签部门"))
    courts = ArrayField(models.CharField(max_length=16), verbose_name=_("会签法院"), default=list, blank=True, size=10)

    class Meta:
        verbose_name = _("公开事项")
        verbose_name_plural = _("公开事项")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.page)


class RiskAssessment(models.Model):
    """风险评估 of a major or sensitive matter, before it is approved (article 16)."""

    class Conclusion(models.TextChoices):
        GO = "go", _("可以公开")
        WITH_MEASURES = "measures", _("落实措施后公开")
        NOT_NOW = "not_now", _("暂不公开")

    page = models.OneToOneField("wagtailcore.Page", models.CASCADE, related_name="risk_assessment", primary_key=True)
    risks = models.TextField(_("可能发生的情况"), help_text=_("例如引发误读、炒作，影响在审案件，暴露个人信息。"))
    measures = models.TextField(_("应对措施"), help_text=_("例如发布口径、配发解读、专人监测舆情。"))
    decider = models.CharField(_("决定人"), max_length=100, help_text=_("由谁决定是否公开、何时公开。"))
    conclusion = models.CharField(_("结论"), max_length=10, choices=Conclusion.choices)
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("评估人"), editable=False
    )
    assessed_at = models.DateTimeField(_("评估时间"), auto_now=True)

    class Meta:
        verbose_name = _("风险评估")
        verbose_name_plural = _("风险评估")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.page)


class HotTopic(ClusterableModel):
    """社会关注热点: what the public asks about, how far the answer is, and the pages that clarify it (article 16)."""

    class State(models.TextChoices):
        WATCHED = "watched", _("跟踪中")
        ANSWERED = "answered", _("已回应")
        CLOSED = "closed", _("已办结")

    title = models.CharField(_("热点"), max_length=200)
    occasion = models.TextField(_("起因"), help_text=_("何时何处出现，公众关心或误解的是什么。"))
    occasion_page = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("起因页面"),
        help_text=_("由本站某个页面引起的，选择该页面：两边会互相链接。"),
    )
    occasion_url = models.URLField(_("起因网址"), max_length=500, blank=True, help_text=_("起因在别处的，填其网址。"))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("回应部门"))
    respond_by = models.DateField(_("回应期限"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.WATCHED)
    noticed_at = models.DateTimeField(_("发现时间"), auto_now_add=True)

    panels = [
        FieldPanel("title"),
        FieldPanel("occasion"),
        PageChooserPanel("occasion_page"),
        FieldPanel("occasion_url"),
        FieldPanel("unit"),
        FieldPanel("respond_by"),
        FieldPanel("state"),
        InlinePanel("clarifications", label=_("澄清、解读页面")),
    ]

    class Meta:
        verbose_name = _("社会关注热点")
        verbose_name_plural = _("社会关注热点")
        ordering = ["-noticed_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class Clarification(models.Model):
    """A page that clarifies a hot topic. The page that occasioned the topic leads to it, and it leads back."""

    topic = ParentalKey(HotTopic, on_delete=models.CASCADE, related_name="clarifications")
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+", verbose_name=_("澄清、解读页面"))

    panels = [PageChooserPanel("page")]

    class Meta:
        verbose_name = _("澄清、解读页面")
        verbose_name_plural = _("澄清、解读页面")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["topic", "page"], name="one_clarification_a_page")]

    def __str__(self) -> str:
        return str(self.page)
