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
