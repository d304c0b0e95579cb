from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from federation.catalogue.items import ITEM_CHOICES
from sites.pages.column import ColumnPage

TRAIL_SEPARATOR = " › "


class ColumnMapping(models.Model):
    """Where the articles of one old column go: proposed by name and content, decided by a person.

    The import follows what stands here, decided or proposed; `skip` leaves the articles out, with that reason. They go to
    `column`, or with `new_trail` to columns of those names under it (under the home page where there is none); without
    either they keep their old trail. `proposal` holds what was proposed, for taking a decision back.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待核对")
        CONFIRMED = "confirmed", _("已核对")

    trail = models.TextField(_("原栏目"), unique=True, help_text=_("由外到内，以“ › ”分隔。"))
    articles = models.PositiveIntegerField(_("文章数"), default=0)
    samples = models.JSONField(_("文章举例"), default=list)
    column = models.ForeignKey(
        ColumnPage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("归入的栏目")
    )
    new_trail = models.TextField(
        _("新建栏目"), blank=True, help_text=_("没有合适的栏目时，在所选栏目之下按此名称新建；未选栏目则建在首页之下。")
    )
    catalogue_item = models.CharField(_("公开目录事项"), max_length=5, blank=True, choices=ITEM_CHOICES)
    skip = models.BooleanField(_("不导入"), default=False)
    confidence = models.FloatField(_("把握"), default=0)
    reasons = models.JSONField(_("依据"), default=list)
    proposal = models.JSONField(default=dict, editable=False)
    state = models.CharField(_("状态"), max_length=12, choices=State.choices, default=State.PROPOSED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("核对人")
    )
    decided_at = models.DateTimeField(_("核对时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("栏目对应")
        verbose_name_plural = _("栏目对应")
        ordering = ["confidence", "-articles"]

    def __str__(self) -> str:
        return self.trail

    @property
    def names(self) -> tuple[str, ...]:
        """The old trail, outermost first; empty for articles without a column."""
        return tuple(filter(None, self.trail.split(TRAIL_SEPARATOR)))
