"""What a court keeps back of the catalogue, on which ground, and when it looks at that again (articles 3, 14 and 17)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from federation.catalogue.items import ITEM_CHOICES


class Withholding(models.Model):
    """不予公开: something within the catalogue that does not go public. Article 17 forbids to classify more than must be."""

    class Ground(models.TextChoices):
        STATE_SECRET = "state_secret", _("国家秘密")
        TRIAL_SECRET = "trial_secret", _("审判秘密")
        TRADE_SECRET = "trade_secret", _("商业秘密")
        PRIVACY = "privacy", _("公民隐私、个人信息")
        PARTIES_ONLY = "parties_only", _("仅向当事人或利害关系人公开")
        OTHER_LAW = "other_law", _("法律、司法解释规定不予公开的其他情形")

    item = models.CharField(_("公开目录事项"), max_length=5, choices=ITEM_CHOICES, db_index=True)
    subject = models.CharField(
        _("内容"), max_length=200, help_text=_("本院后台可见，不会公开。请概括，不要写入应当保密的内容本身。")
    )
    ground = models.CharField(_("不公开的理由"), max_length=20, choices=Ground.choices)
    basis = models.CharField(
        _("法律依据"), max_length=200, help_text=_("写明法律、司法解释的名称和条款。会在网站的公开目录页上列出。")
    )
    decided_by = models.CharField(_("决定人"), max_length=200, editable=False)
    decided_on = models.DateField(_("决定日期"), editable=False)
    review_on = models.DateField(_("复核日期"), help_text=_("到期须复核是否仍有必要，最长一年。"))
    reviewed_on = models.DateField(_("最近复核"), null=True, blank=True, editable=False)
    lifted_on = models.DateField(_("解除日期"), null=True, blank=True, editable=False)
    outcome = models.TextField(_("复核意见"), blank=True, editable=False)

    class Meta:
        verbose_name = _("不予公开事项")
        verbose_name_plural = _("不予公开事项")
        ordering = ["review_on", "pk"]
        default_permissions = ("add", "change", "view")
        indexes = [
            models.Index(fields=["review_on"], condition=models.Q(lifted_on=None), name="withholdings_to_review")
        ]

    def __str__(self) -> str:
        return self.subject
