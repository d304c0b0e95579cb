from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class ImportedArticle(models.Model):
    """One article of the legacy site and the page it became: enough to import it again without harm.

    `source_digest` is that of the reading the page was made from, `page_digest` that of the page as the import left
    it: a page whose digest differs today was edited here, and is never overwritten. Then the newer text of the legacy site waits
    in `newer` until somebody decides: digest, title and html as read, content (the fields of the page, its files moved),
    findings, shortfalls, pending.

    `findings` are personal data in the page (check, severity, message, masked), `shortfalls` what of the article could not
    be kept (kind: image, attachment, date, link or a FlagKind; url; reason).
    """

    key = models.TextField(_("旧地址"), unique=True)
    url = models.TextField(_("原网址"))
    title = models.TextField(_("标题"))
    page = models.OneToOneField(
        Page, models.SET_NULL, null=True, blank=True, related_name="imported_from", verbose_name=_("新页面")
    )
    columns = models.JSONField(_("原栏目"), default=list)
    source_digest = models.CharField(max_length=64)
    page_digest = models.CharField(max_length=64)
    findings = models.JSONField(_("个人信息"), default=list, blank=True)
    shortfalls = models.JSONField(_("未能保留"), default=list, blank=True)
    pending_links = models.BooleanField(default=False, db_index=True)
    newer = models.JSONField(_("原网站的新内容"), null=True, blank=True)
    fidelity = models.JSONField(_("保真度"), null=True, blank=True)
    score = models.FloatField(_("相似度"), null=True, blank=True, db_index=True)
    gone_at = models.DateTimeField(_("原网站已撤下"), null=True, blank=True)
    imported_at = models.DateTimeField(_("导入时间"), auto_now_add=True)
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)

    class Meta:
        verbose_name = _("已导入的文章")
        verbose_name_plural = _("已导入的文章")

    def __str__(self) -> str:
        return self.title
