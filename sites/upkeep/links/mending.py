"""What is done about a link that leads nowhere: another address in its place, or set aside for a while with a reason."""

from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from federation.upkeep.reporting import report_links
from sites.publishing.review.naming import name_of
from sites.upkeep.keeping import UpkeepRefused, may_organise
from sites.upkeep.links.checking import found_dead
from sites.upkeep.models import CheckedAddress, Mention

LONGEST = timedelta(days=366)
REPLACEABLE = (CheckedAddress.Kind.EXTERNAL, CheckedAddress.Kind.INTERNAL)


@dataclass(frozen=True, slots=True)
class Replaced:
    """Titles of pages: those with a draft that has the new address now, and those that could not be written on, with why."""

    drafts: tuple[str, ...]
    left: tuple[tuple[str, str], ...]


def replace_everywhere(row: CheckedAddress, new: str, *, user: Any) -> Replaced:
    """Write another address in place of one, in a draft of each page that has it: what is public changes by the review, as ever.

    Raises UpkeepRefused for what is no address.
    """
    if row.kind not in REPLACEABLE:
        raise UpkeepRefused(_("只有链接地址可以统一替换，图片、附件和站内页面请在页面里重新选择。"))
    address = _checked(new)
    drafts, left = [], []
    for page in Page.objects.filter(pk__in=row.mentions.values("page")).order_by("pk").specific():
        why = _why_not(page, user) or _write(page, row, address, user)
        if why:
            left.append((page.title, why))
        else:
            drafts.append(page.title)
    return Replaced(tuple(drafts), tuple(left))


def ignore(row: CheckedAddress, *, until: date, because: str, user: Any) -> None:
    """Show it no more until a day, a year away at most. Raises UpkeepRefused."""
    today = timezone.localdate()
    if not may_organise(user):
        raise UpkeepRefused(_("只有监督员可以忽略失效链接。"))
    if not because.strip():
        raise UpkeepRefused(_("请写明理由。"))
    if not today < until <= today + LONGEST:
        raise UpkeepRefused(_("忽略的期限须在今天之后、一年之内。"))
    row.ignored_until, row.ignored_because, row.ignored_by = until, because.strip(), name_of(user)
    row.save(update_fields=["ignored_until", "ignored_because", "ignored_by"])
    report_links(**found_dead())


def mentions_of(row: CheckedAddress) -> Any:
    return Mention.objects.filter(address=row).select_related("page").order_by("page", "pk")


def _checked(new: str) -> str:
    address = new.strip()
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError as error:
        if not address.startswith("/") or address.startswith("//"):
            raise UpkeepRefused(_("请填写以 http:// 或 https:// 开头的完整网址，或者以 / 开头的本站地址。")) from error
    return address


def _why_not(page: Page, user: Any) -> str:
    if not page.permissions_for_user(user).can_edit():
        return _("您没有修改权限")
    if page.workflow_in_progress:
        return _("正在审核")
    return _("页面已锁定") if page.get_lock() else ""


@transaction.atomic
def _write(page: Page, row: CheckedAddress, address: str, user: Any) -> str:
    """Why nothing was written, "" where it was."""
    draft = page.get_latest_revision_as_object()
    field = draft._meta.get_field("body")
    before = list(draft.body.raw_data)
    after = [_with(each, row.target, address) for each in before]
    if after == before:
        return _("最新草稿中已没有这个地址")
    draft.body = field.to_python(after)
    draft.save_revision(user=user, log_action=True)
    return ""


def _with(value: Any, old: str, new: str) -> Any:
    """A stored value with the address exchanged wherever it is the whole of one: in markup as an attribute, else as it stands."""
    if isinstance(value, dict):
        return {key: _with(each, old, new) for key, each in value.items()}
    if isinstance(value, list):
        return [_with(each, old, new) for each in value]
    if not isinstance(value, str):
        return value
    if value == old:
        return new
    for spelt in {old, escape(old)}:
        value = value.replace(f'href="{spelt}"', f'href="{escape(new)}"')
    return value
