from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from sites.pages.column import ColumnPage


class ImportedArticle(models.Model):
    """One article of the legacy site and the page it became: enough to import it again without harm.

    `source_digest` is that of the reading the page was made from, `page_digest` that of the page as the import left
    it: a page whose digest differs today was edited here, and is never overwritten. Then the newer text of the legacy site waits
    in `newer` until somebody decides: digest, title and html as read, content (the fields of the page, its files moved),
    findings, shortfalls, pending.

    `findings` are personal data in the page (check, severity, message, masked), `shortfalls` what of the article could not
    be kept (kind: image, attachment, date, link or a FlagKind; url; reason).

    `placed_in`, `given_item` and `left_revision` are the column, the catalogue item and the revision that the import left the
    page with: it follows a later decision about its old column from there. A page that somebody has edited or moved stays, and
    where it was to go waits in `relocation` until somebody decides: column, catalogue_item, why.
    """

    CONFLICT = models.Q(page__isnull=False) & (models.Q(newer__isnull=False) | models.Q(relocation__isnull=False))
    """Edited or moved here and changed elsewhere since: somebody must decide."""

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
    placed_in = models.ForeignKey(ColumnPage, models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    given_item = models.CharField(max_length=5, blank=True, editable=False)
    left_revision = models.BigIntegerField(null=True, editable=False)
    relocation = models.JSONField(_("待定的去向"), null=True, blank=True, editable=False)
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


class ImportedColumn(models.Model):
    """A column that an import made, because the site had none for an old column: taking the import back takes it away too."""

    page = models.OneToOneField(ColumnPage, models.CASCADE, related_name="made_by_import", verbose_name=_("栏目"))

    class Meta:
        verbose_name = _("导入时建立的栏目")
        verbose_name_plural = _("导入时建立的栏目")

    def __str__(self) -> str:
        return self.page.title
