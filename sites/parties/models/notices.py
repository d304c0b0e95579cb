"""What parties are told: notices, which other hands release than wrote them, and their files."""

from typing import Any
from uuid import uuid4

import nh3
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from sites.parties.models.audience import FOLDER, ForThePartiesAlone
from sites.parties.models.cases import Case, Party

TAGS = {"p", "br", "b", "i", "h3", "h4", "ul", "ol", "li"}
"""What a notice may be made of. No links, no pictures: nothing in it leads to where the public is."""


class PartyNotice(ForThePartiesAlone):
    """告知事项: something about a case for all of its parties, or for some. What was released stays as it is."""

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("案件进度")
        SERVICE = "service", _("送达")
        HEARING = "hearing", _("开庭")
        BENCH = "bench", _("合议庭组成")
        DOCUMENT = "document", _("文书")
        FEES = "fees", _("诉讼费用")
        EXECUTION = "execution", _("执行进展")
        OTHER = "other", _("其他")

    class State(models.TextChoices):
        DRAFT = "draft", _("待核发")
        RELEASED = "released", _("已核发")
        WITHDRAWN = "withdrawn", _("已撤回")

    case = models.ForeignKey(Case, models.CASCADE, related_name="notices", verbose_name=_("案件"))
    kind = models.CharField(_("类别"), max_length=10, choices=Kind.choices, default=Kind.PROGRESS)
    title = models.CharField(_("标题"), max_length=200)
    body = RichTextField(_("内容"), blank=True, features=["h3", "bold", "ol", "ul"])
    for_all = models.BooleanField(_("发给本案全部当事人"), default=True)
    recipients = models.ManyToManyField(
        Party, blank=True, related_name="notices", verbose_name=_("只发给"), help_text=_("其代理人、辩护人也能查阅。")
    )
    valid_from = models.DateTimeField(_("可以查阅，自"), default=timezone.now)
    valid_to = models.DateTimeField(_("至"), null=True, blank=True, help_text=_("留空为长期。"))
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    hands = ArrayField(
        models.BigIntegerField(), default=list, editable=False, help_text="Accounts that wrote on it or its files."
    )
    writer = models.CharField(_("撰写人"), max_length=310, blank=True, editable=False)
    written_at = models.DateTimeField(_("修改时间"), auto_now=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    releaser = models.CharField(_("核发人"), max_length=310, blank=True, editable=False)
    released_at = models.DateTimeField(_("核发时间"), null=True, editable=False)
    withdrawer = models.CharField(_("撤回人"), max_length=310, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, editable=False)
    withdrawal_reason = models.TextField(_("撤回理由"), blank=True, editable=False)

    class Meta(ForThePartiesAlone.Meta):
        verbose_name = _("告知事项")
        verbose_name_plural = _("告知事项")
        ordering = ["-valid_from", "-pk"]
        default_permissions = ()
        constraints = [
            *ForThePartiesAlone.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(hands__contains=[F("released_by")]), name="notice_is_released_by_other_hands"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", released_at=None, withdrawn_at=None)
                | Q(state="released", released_at__isnull=False, withdrawn_at=None)
                | Q(state="withdrawn", released_at__isnull=False, withdrawn_at__isnull=False),
                name="notice_is_released_before_it_is_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="notice_ends_after_it_begins",
                violation_error_message=_("截止时间须在起始时间之后。"),
            ),
            models.CheckConstraint(
                condition=~Q(body__iregex=r"<(a|embed|img|iframe|object|link|script)\M"),
                name="notice_leads_nowhere",
            ),
        ]
        indexes = [models.Index(fields=["case", "-valid_from"])]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.body = nh3.clean(self.body, tags=TAGS, attributes={}, link_rel=None)
        super().save(*args, **kwargs)

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


def _place(_file: "PartyFile", _name: str) -> str:
    """A name that says nothing and cannot be guessed: what the file is called stands in its row alone."""
    token = uuid4().hex
    return f"{FOLDER}{token[:2]}/{token}"


class PartyFile(ForThePartiesAlone):
    """An attachment of a notice: kept as it was handed in, byte for byte, since what is served on parties may be signed."""

    notice = models.ForeignKey(PartyNotice, models.CASCADE, related_name="files")
    title = models.CharField(_("文件名"), max_length=200)
    file = models.FileField(upload_to=_place, max_length=100)
    size = models.PositiveBigIntegerField(_("大小"))
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=100)

    class Meta(ForThePartiesAlone.Meta):
        verbose_name = _("附件")
        verbose_name_plural = _("附件")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            *ForThePartiesAlone.Meta.constraints,
            models.CheckConstraint(condition=Q(file__startswith=FOLDER), name="party_file_lies_where_nobody_serves"),
        ]

    def __str__(self) -> str:
        return self.title
