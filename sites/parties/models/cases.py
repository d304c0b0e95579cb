"""Cases that parties may read about, and who the parties are."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.parties.establishing import NAMES
from sites.parties.identifying import case_number, contact_of, name_key
from sites.parties.models.audience import ForThePartiesAlone

NOT_A_NUMBER = _("这不是案号。请按裁判文书或者通知书上的写法填写，例如 （2018）京0105民初1234号。")

TWICE = _("这个案件已经登记了同一姓名、同一联系方式的人。")


class Case(ForThePartiesAlone):
    """案件: one case by its number. While it is closed to reading, nobody is let in and nobody stays in."""

    number = models.CharField(_("案号"), max_length=60, unique=True, help_text=_("例如 （2018）京0105民初1234号。"))
    cause = models.CharField(_("案由"), max_length=100, blank=True)
    unit = models.CharField(_("承办部门"), max_length=60, blank=True)
    phone = models.CharField(
        _("联系电话"), max_length=40, blank=True, help_text=_("承办部门的办公电话，当事人通过核验后可以看到。")
    )
    closed_at = models.DateTimeField(_("停止查阅"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("登记时间"), auto_now_add=True)

    class Meta(ForThePartiesAlone.Meta):
        verbose_name = _("案件")
        verbose_name_plural = _("案件")
        ordering = ["-created_at", "-pk"]
        default_permissions = ()
        permissions = list(NAMES.items())

    def __str__(self) -> str:
        return self.number

    def clean(self) -> None:
        self.number = case_number(self.number)
        if not self.number:
            raise ValidationError({"number": NOT_A_NUMBER})


class Party(ForThePartiesAlone):
    """当事人: somebody who may read about a case after proving to hold the contact that the court has on record."""

    class Role(models.TextChoices):
        PARTY = "party", _("当事人")
        GUARDIAN = "guardian", _("法定代理人")
        AGENT = "agent", _("诉讼代理人")
        DEFENDER = "defender", _("辩护人")

    case = models.ForeignKey(Case, models.CASCADE, related_name="parties", verbose_name=_("案件"))
    name = models.CharField(_("姓名或者名称"), max_length=100)
    name_key = models.CharField(max_length=100, editable=False, help_text="`name` as it is compared.")
    role = models.CharField(_("身份"), max_length=10, choices=Role.choices, default=Role.PARTY)
    contact = models.CharField(
        _("手机号或者电子邮箱"), max_length=254, help_text=_("查阅时的验证码发送到这里，须是本人提供、本院核实过的。")
    )
    acts_for = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="represented_by",
        verbose_name=_("代理、辩护的当事人"),
        help_text=_("代理人、辩护人可以查阅发给这些当事人的事项。"),
    )

    class Meta(ForThePartiesAlone.Meta):
        verbose_name = _("当事人")
        verbose_name_plural = _("当事人")
        ordering = ["case", "role", "pk"]
        default_permissions = ()
        constraints = [
            *ForThePartiesAlone.Meta.constraints,
            models.UniqueConstraint(
                fields=["case", "name_key", "contact"],
                name="one_party_a_contact",
                violation_error_message=TWICE,
            ),
        ]
        indexes = [models.Index(fields=["case", "name_key"])]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.name = self.name.strip()
        self.name_key = name_key(self.name)
        try:
            self.contact = contact_of(self.contact)
        except ValidationError as error:
            raise ValidationError({"contact": _("请填写中国大陆的手机号码，或者电子邮箱。")}) from error
        same = Party.objects.filter(case=self.case_id, name_key=self.name_key, contact=self.contact)
        if same.exclude(pk=self.pk).exists():
            raise ValidationError(TWICE)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_key = name_key(self.name)
        super().save(*args, **kwargs)
