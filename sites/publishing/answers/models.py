from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.publishing.findings.lists import Severity

SEVERITIES = [(Severity.BLOCKS.value, _("禁止公开")), (Severity.ANSWER.value, _("说明理由后可以公开"))]


class CourtWord(models.Model):
    """A word that the court does not want in public, or only with a reason."""

    text = models.CharField(_("词语"), max_length=60, unique=True, validators=[MinLengthValidator(2)])
    severity = models.CharField(_("处理"), max_length=10, choices=SEVERITIES, default=Severity.ANSWER.value)
    advice = models.CharField(_("提示"), max_length=200, blank=True, help_text=_("告诉编辑怎么改，可不填。"))

    class Meta:
        verbose_name = _("词表词语")
        verbose_name_plural = _("词表")
        ordering = ["text"]

    def __str__(self) -> str:
        return self.text


class ReleasedNumber(models.Model):
    """A number that the court has given out itself: a telephone, an address of mail, a document number. Or its own series."""

    class Kind(models.TextChoices):
        CONTACT = "contact", _("对外公布的电话、邮箱")
        DOCUMENT = "document", _("已公开文件的文号")
        SERIES = "series", _("本院发文字号（如 京高法发），其文号未列入的按未公开处理")

    kind = models.CharField(_("种类"), max_length=10, choices=Kind.choices)
    number = models.CharField(_("号码或字号"), max_length=80, unique=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("已公布号码")
        verbose_name_plural = _("已公布号码")
        ordering = ["kind", "number"]

    def __str__(self) -> str:
        return self.number


class Answer(models.Model):
    """Why a text may be public in spite of a finding. It holds for the same words on the same page, as long as they stand there.

    `fingerprint` is the check and the SHA-256 of what was found; the words themselves are not kept.
    """

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    revision = models.ForeignKey("wagtailcore.Revision", models.SET_NULL, null=True, related_name="+")
    fingerprint = models.CharField(max_length=100)
    check_name = models.CharField(_("检查"), max_length=30)
    masked = models.CharField(_("内容"), max_length=200)
    reason = models.CharField(_("理由"), max_length=500, validators=[MinLengthValidator(4)])
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    answerer = models.CharField(_("说明人"), max_length=200)
    answered_at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "fingerprint"], name="one_answer_a_finding")]

    def __str__(self) -> str:
        return self.reason


class FileFindings(models.Model):
    """What the checks found inside a file, once for each content. `stamp` tells which checks and lists have looked at it."""

    file_hash = models.CharField(primary_key=True, max_length=40, help_text="SHA-1, as Wagtail keeps it.")
    stamp = models.CharField(max_length=64)
    findings = models.JSONField(default=list)
    looked_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.file_hash
