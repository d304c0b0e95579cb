"""The guard of the gate: no page goes live with findings against it."""

from django.utils.translation import gettext as _
from wagtail.models import Page

from sites.publishing.answers.checking import unanswered
from sites.publishing.answers.parts import PlacedFinding
from sites.publishing.gate import PublicationRefused, guard

SHOWN = 8


class HoldsFindings(PublicationRefused):
    """A text would go live that holds what must not be public. `findings` are all of them."""

    def __init__(self, page: Page, findings: tuple[PlacedFinding, ...]) -> None:
        super().__init__(_told(page, findings))
        self.page, self.findings = page, findings


@guard
def ensure_without_findings(page: Page) -> None:
    """Raises HoldsFindings with all findings at once, unless there is none or each has its answer."""
    if findings := unanswered(page):
        raise HoldsFindings(page, findings)


def _told(page: Page, findings: tuple[PlacedFinding, ...]) -> str:
    told = [f"{each.label}：{each.message}" if each.label else each.message for each in findings[:SHOWN]]
    if len(findings) > SHOWN:
        told.append(_("另有 %(count)d 处。") % {"count": len(findings) - SHOWN})
    head = _("“%(title)s”有 %(count)d 处内容不能公开，请在“公开检查”中处理：") % {
        "title": page.title,
        "count": len(findings),
    }
    return head + " ".join(told)
