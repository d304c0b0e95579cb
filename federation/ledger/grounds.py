"""Why something was done, in words: what `because` has put into the details of an entry."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from federation.ledger.entries import JSON

NAMES = {
    "ground": _("依据"),
    "reason": _("理由"),
    "outcome": _("结果"),
    "domain": _("域名"),
    "source": _("来源"),
    "released_by": _("公开人"),
    "scheduled_by": _("定时人"),
}
"""What of an entry's details is shown to readers, and how it is called."""

GROUNDS = {
    "review": _("审核通过"),
    "forced": _("强制公开"),
    "import": _("旧网站迁入"),
    "import_undone": _("撤销导入"),
    "opening": _("网站开通"),
    "operator": _("平台运维"),
}
"""Grounds that the platform itself gives; any other stands for itself."""


def in_words_of_grounds(details: Mapping[str, JSON]) -> list[tuple[str, str]]:
    """Names and words, in the order above."""
    return [(str(name), _said(details[key])) for key, name in NAMES.items() if details.get(key)]


def _said(value: JSON) -> str:
    return str(GROUNDS.get(value, value) if isinstance(value, str) else value)
