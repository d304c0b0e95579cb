"""The table of the ledger. Written by `federation.ledger.appending` alone; the database refuses every change."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from federation.ledger.entries import Actor
from federation.ledger.events import Event

ENTRY_TABLE = "public.ledger_entry"
"""With its schema: a court's schema stands first in the search path of those who write."""


class Entry(models.Model):
    """One act. `number`, `time`, `previous` and `hash` are the database's own: see the triggers in the first migration."""

    court = models.CharField(_("法院代字"), max_length=16, blank=True)
    number = models.BigIntegerField(_("序号"))
    time = models.DateTimeField(_("时间"))
    event = models.CharField(
        _("事项"), max_length=32, help_text="A value of Event. No choices: a new event is no migration."
    )
    subject = models.CharField(_("对象"), max_length=200)
    actor = models.CharField(_("账号"), max_length=150)
    actor_display = models.CharField(_("姓名"), max_length=310, blank=True)
    actor_schema = models.CharField(_("账号所在"), max_length=63)
    details = models.TextField(_("详情"), help_text="Canonical JSON, hashed as it stands.")
    previous = models.CharField(_("上一条的哈希值"), max_length=64)
    hash = models.CharField(_("哈希值"), max_length=64)

    class Meta:
        db_table = "ledger_entry"
        verbose_name = _("台账记录")
        verbose_name_plural = _("台账记录")
        constraints = [models.UniqueConstraint(fields=["court", "number"], name="ledger_entry_chain")]
        indexes = [
            models.Index(fields=["subject", "id"], name="ledger_entry_subject"),
            models.Index(fields=["event", "-time"], name="ledger_entry_event"),
            models.Index(fields=["-time", "-id"], name="ledger_entry_time"),
        ]

    def __str__(self) -> str:
        return f"{self.court}#{self.number}"

    @property
    def event_name(self) -> str:
        return str(Event(self.event).label)

    @property
    def who(self) -> Actor:
        return Actor(self.actor, self.actor_display, self.actor_schema)


class PublicContent(models.Model):
    """What stood before the public at some time, once for all pages that said the same. Never changed, never deleted."""

    hash = models.CharField(primary_key=True, max_length=64, help_text="SHA-256 of `content`.")
    content = models.TextField(help_text="Canonical JSON.")

    class Meta:
        db_table = "ledger_public_content"

    def __str__(self) -> str:
        return self.hash


class PublicVersion(models.Model):
    """From `time` on a page stood before the public in this form, or not at all, until the next row of the same subject.

    Each row belongs to the entry of its court with the same number, whose details hold the same, so that the chain
    vouches for it. Of a page that came down, the row says what it was called when it was last seen.
    """

    court = models.CharField(_("法院代字"), max_length=16)
    number = models.BigIntegerField(_("台账序号"))
    subject = models.CharField(_("对象"), max_length=200)
    time = models.DateTimeField(_("时间"))
    public = models.BooleanField(_("公开"))
    path = models.TextField(_("地址"))
    title = models.CharField(_("标题"), max_length=255)
    column = models.CharField(_("栏目"), max_length=255, blank=True)
    item = models.CharField(_("公开目录事项"), max_length=5, blank=True)
    content = models.CharField(_("内容的哈希值"), max_length=64, help_text="The key of a PublicContent.")

    class Meta:
        db_table = "ledger_public_version"
        verbose_name = _("历史公开内容")
        verbose_name_plural = _("历史公开内容")
        constraints = [
            models.UniqueConstraint(fields=["court", "number"], name="one_public_version_an_entry"),
            models.CheckConstraint(
                name="public_version_is_not_for_parties", condition=~models.Q(path__startswith="/parties/")
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "-id"], name="ledger_version_subject"),
            models.Index(fields=["court", "-time", "-id"], name="ledger_version_time"),
        ]

    def __str__(self) -> str:
        return f"{self.court}#{self.number} {self.title}"


class Checkpoint(models.Model):
    """A checkpoint that was made. Its file, somewhere else, is what proves anything; this row is for those who look."""

    time = models.DateTimeField(_("时间"), db_index=True)
    name = models.CharField(_("文件"), max_length=200)
    entries = models.BigIntegerField(_("台账记录数"))
    tree = models.CharField(_("总哈希值"), max_length=64)

    class Meta:
        db_table = "ledger_checkpoint"
        verbose_name = _("检查点")
        verbose_name_plural = _("检查点")

    def __str__(self) -> str:
        return self.name


class Verification(models.Model):
    """What a verification of all chains came to."""

    time = models.DateTimeField(_("时间"), auto_now_add=True, db_index=True)
    entries = models.BigIntegerField(_("台账记录数"))
    checkpoints = models.PositiveIntegerField(_("检查点数"))
    faults = models.JSONField(_("不符之处"), default=list, help_text="The first of them: court, number, kind, words.")
    fault_count = models.PositiveIntegerField(_("不符之处"))
    seconds = models.FloatField(_("用时（秒）"))

    class Meta:
        db_table = "ledger_verification"
        verbose_name = _("台账核验")
        verbose_name_plural = _("台账核验")

    def __str__(self) -> str:
        return self.time.isoformat()
