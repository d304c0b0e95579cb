from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Move(models.Model):
    """The move of the court's legacy site onto the platform. A court's schema has one at most.

    `sources` are what is read, in order: paths below DATA_DIR/captures/<schema>, the first capture, then its deltas. `recipe` is the
    TOML by which a site of no known family is read, empty for what is learned from the pages themselves.
    """

    class State(models.TextChoices):
        REGISTERED = "registered", _("已登记")
        CAPTURED = "captured", _("已抓取")
        READ = "read", _("已读取")
        IMPORTED = "imported", _("已导入")
        REVIEWED = "reviewed", _("已核对")
        CUT_OVER = "cut_over", _("已切换")

    state = models.CharField(_("阶段"), max_length=12, choices=State.choices, default=State.REGISTERED)
    legacy_url = models.URLField(_("原网站首页"), max_length=500)
    legacy_hosts = models.JSONField(_("原网站的其他主机名"), default=list, blank=True)
    sources = models.JSONField(_("来源"), default=list, blank=True)
    capture_options = models.JSONField(_("抓取设置"), default=dict, blank=True)
    recipe = models.TextField(_("读取方案"), blank=True)
    publish = models.BooleanField(_("导入后直接公开"), default=False)
    temporary_domain = models.CharField(_("切换前的域名"), max_length=253, blank=True, editable=False)
    cut_over_at = models.DateTimeField(_("切换时间"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("登记时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("网站迁移")
        verbose_name_plural = _("网站迁移")

    def __str__(self) -> str:
        return self.legacy_url


class MoveStep(models.Model):
    """One act in a move, or work beside it: who did what when, how far it is, and how it ended. Never deleted."""

    class Kind(models.TextChoices):
        REGISTER = "register", _("登记")
        CAPTURE = "capture", _("抓取")
        READ = "read", _("读取")
        IMPORT = "import", _("导入")
        COLUMNS = "columns", _("调整栏目")
        CHECK = "check", _("比对")
        REVIEW = "review", _("核对")
        CUT_OVER = "cut_over", _("切换")
        ROLL_BACK = "roll_back", _("回退")
        UNDO = "undo", _("撤销")
        PICTURES = "pictures", _("截图对照")
        LEARN = "learn", _("归纳读取方案")
        TRY = "try", _("试读读取方案")

    class State(models.TextChoices):
        WAITING = "waiting", _("排队中")
        RUNNING = "running", _("进行中")
        STOPPING = "stopping", _("正在停止")
        STOPPED = "stopped", _("已停止")
        DONE = "done", _("已完成")
        FAILED = "failed", _("失败")
        UNDONE = "undone", _("已撤销")

    move = models.ForeignKey(Move, models.CASCADE, related_name="steps")
    kind = models.CharField(_("步骤"), max_length=12, choices=Kind.choices)
    state = models.CharField(_("状态"), max_length=12, choices=State.choices, default=State.WAITING)
    by = models.CharField(_("操作人"), max_length=150)
    options = models.JSONField(default=dict, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True, blank=True)
    stage = models.CharField(max_length=30, blank=True)
    message = models.TextField(_("说明"), blank=True)
    result = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(_("提出时间"), auto_now_add=True)
    started_at = models.DateTimeField(_("开始时间"), null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("迁移步骤")
        verbose_name_plural = _("迁移步骤")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {timezone.localtime(self.created_at):%Y-%m-%d %H:%M}"
