from django.db import models
from django.db.models.functions import MD5
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

LONGEST_ADDRESS = 2000


class CheckedAddress(models.Model):
    """Something that public pages refer to, once however many do, and what the checks found of it.

    `target` is an address elsewhere (external), a path on the court's own site (internal), or the key of a page, picture or attachment.
    """

    class Kind(models.TextChoices):
        EXTERNAL = "external", _("外部链接")
        INTERNAL = "internal", _("站内链接")
        PAGE = "page", _("站内页面")
        PICTURE = "picture", _("图片")
        FILE = "file", _("附件")

    class State(models.TextChoices):
        WAITING = "waiting", _("尚未检查")
        FINE = "fine", _("正常")
        SUSPECT = "suspect", _("异常，待复查")
        DEAD = "dead", _("失效")
        UNCLEAR = "unclear", _("无法自动判断")

    class Reason(models.TextChoices):
        NOT_FOUND = "not_found", _("对方说没有这个页面（404）")
        GONE = "gone", _("对方说已永久删除（410）")
        SERVER_ERROR = "server_error", _("对方服务器出错")
        NO_ANSWER = "no_answer", _("连接不上，或没有应答")
        NO_NAME = "no_name", _("域名不存在")
        MALFORMED = "malformed", _("对方的应答不合规范")
        TOO_MANY_REDIRECTS = "redirects", _("转来转去没有尽头")
        BAD_ADDRESS = "bad_address", _("网址写错了")
        FORBIDDEN = "forbidden", _("对方不让访问，可能须登录或拒绝机器检查")
        CERTIFICATE = "certificate", _("对方的证书无效，浏览器会警告")
        ROBOTS = "robots", _("对方的 robots.txt 不允许机器访问")
        PRIVATE_NETWORK = "private_network", _("指向内部网络，公众打不开，也不检查")
        NO_PAGE = "no_page", _("页面已删除")
        PAGE_DOWN = "page_down", _("页面没有公开，或者已撤下")
        PAGE_PRIVATE = "page_private", _("页面只对部分人开放")
        NOTHING_THERE = "nothing_there", _("本站没有这个地址")
        NO_FILE = "no_file", _("图片或附件已删除")
        FILE_MISSING = "file_missing", _("存储中找不到文件，请重新上传")

    kind = models.CharField(_("种类"), max_length=10, choices=Kind.choices)
    target = models.CharField(_("地址"), max_length=LONGEST_ADDRESS)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    reason = models.CharField(_("原因"), max_length=20, choices=Reason.choices, blank=True)
    status = models.PositiveSmallIntegerField(_("应答"), null=True, help_text="HTTP")
    failures = models.PositiveSmallIntegerField(
        _("失败天数"), default=0, help_text="Days on which it failed, in a row."
    )
    failed_on = models.DateField(null=True, help_text="The last of these days.")
    failing_since = models.DateField(_("首次失败"), null=True)
    checked_at = models.DateTimeField(_("检查时间"), null=True)
    next_on = models.DateField(_("下次检查"), null=True, db_index=True)
    ignored_until = models.DateField(_("忽略至"), null=True)
    ignored_because = models.CharField(_("忽略的理由"), max_length=200, blank=True)
    ignored_by = models.CharField(_("忽略人"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("检查过的地址")
        verbose_name_plural = _("检查过的地址")
        default_permissions = ()
        constraints = [models.UniqueConstraint("kind", MD5("target"), name="one_row_an_address")]

    def __str__(self) -> str:
        return self.target


class Mention(models.Model):
    """Where on which public page an address stands, and under which words."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="+", verbose_name=_("页面"))
    address = models.ForeignKey(CheckedAddress, models.CASCADE, related_name="mentions", verbose_name=_("地址"))
    place = models.CharField(_("位置"), max_length=100)
    words = models.CharField(_("文字"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("失效链接")
        verbose_name_plural = _("失效链接")
        default_permissions = ()
        ordering = ["page", "pk"]

    def __str__(self) -> str:
        return self.words or str(self.address)


class ReadPage(models.Model):
    """When a page was last read for what it refers to: one that has not been published since is not read again."""

    page = models.OneToOneField(Page, models.CASCADE, primary_key=True, related_name="links_read")
    read_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.page_id)


class LinkCheck(models.Model):
    """One check of the court's links: what was asked, how far it is, how it ended."""

    class Scope(models.TextChoices):
        DUE = "due", _("到期的地址")
        ALL = "all", _("全部地址")

    class State(models.TextChoices):
        RUNNING = "running", _("进行中")
        STOPPED = "stopped", _("已停止")
        DONE = "done", _("已完成")

    scope = models.CharField(_("范围"), max_length=5, choices=Scope.choices, default=Scope.DUE)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.RUNNING)
    by = models.CharField(_("提出人"), max_length=200, blank=True)
    started_at = models.DateTimeField(_("开始时间"), auto_now_add=True)
    finished_at = models.DateTimeField(_("结束时间"), null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("链接检查")
        verbose_name_plural = _("链接检查")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=models.Q(state="running"), name="one_check_of_links_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return str(self.started_at)

    @classmethod
    def as_of_now(cls) -> "LinkCheck":
        """One of what is due, that is not kept: to ask what it would look at."""
        return cls(scope=cls.Scope.DUE, started_at=timezone.now())
