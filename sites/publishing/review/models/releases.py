"""What lets a text out: a release for one revision. Nothing goes live without one."""

from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Release(models.Model):
    """That one revision of a page may be public, on which ground, and who let it out.

    It ends when the page is taken down: what is to be public again is reviewed again.
    """

    class Ground(models.TextChoices):
        REVIEW = "review", _("审核通过")
        FORCED = "forced", _("强制公开")
        IMPORT = "import", _("旧网站迁入")
        OPENING = "opening", _("网站开通")
        OPERATOR = "operator", _("平台运维")

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="releases", verbose_name=_("页面"))
    revision = models.ForeignKey("wagtailcore.Revision", models.CASCADE, null=True, blank=True, related_name="releases")
    ground = models.CharField(_("依据"), max_length=10, choices=Ground.choices)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("公开人")
    )
    releaser = models.CharField(_("公开人"), max_length=200, blank=True)
    released_at = models.DateTimeField(_("公开时间"), auto_now_add=True)
    hands = ArrayField(
        models.BigIntegerField(),
        default=list,
        help_text="Accounts that wrote or submitted the text, and so could not release it.",
    )
    ended_at = models.DateTimeField(_("撤下时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("公开依据")
        verbose_name_plural = _("公开依据")
        ordering = ["-released_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["page", "revision"], condition=models.Q(ended_at__isnull=True), name="one_release_a_revision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page} ({self.get_ground_display()})"


class ForcedPublication(models.Model):
    """强制公开: somebody let a text out without the review. Shown until somebody else confirms it."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False, help_text="Names it to the platform.")
    release = models.OneToOneField(Release, models.CASCADE, related_name="forced")
    reason = models.TextField(_("理由"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("确认人")
    )
    confirmer = models.CharField(_("确认人"), max_length=200, blank=True)
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    remark = models.TextField(_("确认意见"), blank=True)

    class Meta:
        verbose_name = _("强制公开")
        verbose_name_plural = _("强制公开")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.release.page)
