from django.db import models
from django.utils.translation import gettext_lazy as _


class AttachmentText(models.Model):
    """The text of a file, kept once however many attachments have its content; or why there is none.

    Only what a public page offers is read. The text goes public with the search documents of such pages alone.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("等待提取")
        READ = "read", _("已提取")
        UNREADABLE = "unreadable", _("未能提取")

    class Reason(models.TextChoices):
        """`sites.media.reading.verdicts.Reason`, in words for editors."""

        TOO_LARGE = "too_large", _("文件超过 50 MB。可以拆分后重新上传。")
        TOO_SLOW = "too_slow", _("文件过于复杂，规定时间内未能读完。可以另存为 PDF 后重新上传。")
        TOO_MUCH_MEMORY = "too_much_memory", _("文件过于复杂，占用内存过多。可以另存为 PDF 后重新上传。")
        BOMB = "bomb", _("文件解压后异常庞大，已拒绝读取。请检查文件来源。")
        LOCKED = "locked", _("文件设有密码。请去掉密码后重新上传，公众也才能打开。")
        DAMAGED = "damaged", _("文件已损坏，或内容与格式不符。请打开检查后重新上传。")
        UNKNOWN_FORMAT = "unknown_format", _("不认识的文件格式。可以另存为 PDF、OFD 或 DOCX 后重新上传。")
        NO_TEXT = "no_text", _("文件中没有文字，可能是扫描件。请上传带文字的版本，读屏软件也才能朗读。")
        MISSING = "missing", _("存储中找不到这个文件。请重新上传。")

    file_hash = models.CharField(primary_key=True, max_length=40, help_text="SHA-1, as Wagtail keeps it.")
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    reason = models.CharField(_("原因"), max_length=20, choices=Reason.choices, blank=True)
    text = models.TextField(blank=True)
    cut_short = models.BooleanField(_("只提取了前一部分"), default=False)
    updated_at = models.DateTimeField(_("时间"), auto_now=True)

    class Meta:
        verbose_name = _("附件文字")
        verbose_name_plural = _("附件文字")

    def __str__(self) -> str:
        return self.file_hash
