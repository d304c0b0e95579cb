"""What the ledger records (articles 16 and 22 of 法发〔2018〕20号)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """Values stand in the chain for ever: one that was used is never renamed, and none means two things."""

    PUBLISHED = "published", _("公开")
    EDITED = "edited", _("修改已公开内容")
    MOVED = "moved", _("变更栏目或地址")
    WITHDRAWN = "withdrawn", _("撤下")
    EMERGENCY_WITHDRAWN = "emergency_withdrawn", _("紧急撤下")
    RESTRICTED = "restricted", _("限制访问")
    DELETED = "deleted", _("删除")
    IMPORTED = "imported", _("批量导入")

    SUBMITTED = "submitted", _("提交审核")
    REVIEWED = "reviewed", _("审核")
    RETURNED = "returned", _("退回修改")
    SIGNED = "signed", _("会签")
    SIGNING_REFUSED = "signing_refused", _("拒绝会签")
    ESCALATED = "escalated", _("逾期上报")
    FORCED = "forced", _("强制公开")
    CONFIRMED = "confirmed", _("确认强制公开、紧急撤下")
    FINDING_ANSWERED = "finding_answered", _("说明审查意见")
    ANONYMISED = "anonymised", _("隐名处理")
    RISK_ASSESSED = "risk_assessed", _("风险评估")
    CLARIFIED = "clarified", _("发布澄清")
    WITHHELD = "withheld", _("决定不公开")
    WITHHOLDING_REVIEWED = "withholding_reviewed", _("复核不公开决定")

    PARTY_NOTICE_RELEASED = "party_notice_released", _("核发告知当事人的事项")
    PARTY_NOTICE_WITHDRAWN = "party_notice_withdrawn", _("撤回告知当事人的事项")
    PARTY_CODE_SENT = "party_code_sent", _("向当事人发送验证码")
    PARTY_ACCESS = "party_access", _("当事人查阅")
    PARTY_REFUSED = "party_refused", _("当事人查阅未通过核验")

    SITE_OPENED = "site_opened", _("开通网站")
    SITE_CLOSED = "site_closed", _("关闭网站")
    SITE_REOPENED = "site_reopened", _("恢复网站")
    DOMAIN_CHANGED = "domain_changed", _("变更域名")
    CAPTURED = "captured", _("采集原网站")
    CUT_OVER = "cut_over", _("切换上线")
    ROLLED_BACK = "rolled_back", _("回退切换")
    IMPORT_UNDONE = "import_undone", _("撤销导入")
    HANDED_OVER = "handed_over", _("平台人员进入法院后台")

    COLUMN_PROPOSED = "column_proposed", _("建议归并或关闭栏目")
    COLUMN_CLOSED = "column_closed", _("归并或关闭栏目")
    COLUMN_REOPENED = "column_reopened", _("恢复栏目")
    RESPONSIBILITY_CHANGED = "responsibility_changed", _("变更责任主体")
    PRIORITY_ISSUED = "priority_issued", _("下达年度重点")
