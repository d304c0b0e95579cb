"""The table of the thesaurus."""

from django.db import models
from django.utils.translation import gettext_lazy as _

THESAURUS_TABLE = "public.search_thesaurus"
"""With its schema: questions are also read in a court's schema, whose tables stand first in the search path."""


class SpokenTerm(models.Model):
    """What citizens say, and the words of the law for it (`search.query.thesaurus.Meaning`)."""

    term = models.CharField(
        _("百姓用语"),
        max_length=60,
        unique=True,
        help_text=_("例如 老赖。几个词之间用空格隔开，表示这些词都出现时才算，先后不限，例如 工资 拖欠。"),
    )
    same = models.TextField(
        _("同义的法律用语"),
        blank=True,
        help_text=_("每行一个。含有其中任何一个的内容，视为含有上面的用语。例如 失信被执行人。"),
    )
    near = models.TextField(
        _("相关的法律用语"),
        blank=True,
        help_text=_("每行一个。意思不同但常在答案中出现的词，含有它们的内容排得靠前一些。"),
    )
    in_use = models.BooleanField(_("使用"), default=True)

    class Meta:
        db_table = "search_thesaurus"
        verbose_name = _("同义词")
        verbose_name_plural = _("同义词")
        ordering = ["term"]

    def __str__(self) -> str:
        return self.term
