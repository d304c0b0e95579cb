"""How parties prove who they are. Rows live for hours at most (`sites.parties.proof.pruning`)."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.parties.models.cases import Party


class CodeRequest(models.Model):
    """Somebody asks for a code. The row is the same whether or not there is such a party: a worker finds that out."""

    class State(models.TextChoices):
        WAITING = "waiting", _("等待发送")
        SENT = "sent", _("已发送")
        UNMATCHED = "unmatched", _("案号和姓名与登记的不符")
        LIMITED = "limited", _("超过次数")
        FAILED = "failed", _("发送失败")

    id = models.UUIDField(
        primary_key=True, default=uuid4, editable=False, help_text="Known to the asking browser alone."
    )
    sealed = models.TextField(help_text="What was typed, sealed until the worker has looked at it; then empty.")
    origin = models.CharField(max_length=32, help_text="Digest of the address that asked, by a key of the day.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    failure = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class SentCode(models.Model):
    """A code on its way to a party's contact, by its digest under a salt of its own."""

    request = models.ForeignKey(CodeRequest, models.CASCADE, related_name="codes")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+")
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class ReadingSession(models.Model):
    """A party that has proved who they are, in one browser. Ends by itself, and with what it rests on."""

    token = models.CharField(max_length=64, unique=True, help_text="Digest of what the browser holds.")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+")
    contact = models.CharField(max_length=64, help_text="Digest of the contact that was proved.")
    origin = models.CharField(max_length=32)
    began_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class Tally(models.Model):
    """How often something was asked within a stretch of time that began at `since`; by a digest, not by what it counts."""

    kind = models.CharField(max_length=16)
    digest = models.CharField(max_length=32)
    since = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "digest", "since"], name="one_tally_a_window")]

    def __str__(self) -> str:
        return f"{self.kind} {self.since.isoformat()} {self.count}"
