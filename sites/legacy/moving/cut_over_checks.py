"""What must hold before a court's domain is switched, each as one line for a person."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _

from federation.courts.domains import refuse_domain_of_another
from federation.courts.errors import DomainRefused
from federation.courts.models import CourtSite
from federation.courts.moving_in import rules
from federation.courts.names import checked_domain
from sites.legacy.models import Move, MoveStep
from sites.legacy.moving.checked import last_check, totals_at
from sites.legacy.moving.pointing import Pointing, pointing
from sites.legacy.moving.reviewing import arisen_since_review
from sites.legacy.moving.steps import active_step
from sites.legacy.moving.way import Kind, State

Point = Callable[[str], Pointing]


@dataclass(frozen=True, slots=True)
class Check:
    """One line: what was looked at, whether it holds, and what to do where it does not. A `warning` stops nothing."""

    key: str
    words: str
    passed: bool
    mend: str = ""
    warning: bool = False

    @property
    def stops(self) -> bool:
        return not self.passed and not self.warning


def check_cut_over(
    move: Move,
    *,
    site: CourtSite,
    domain: str,
    aliases: Iterable[str] = (),
    own_step: MoveStep | None = None,
    point: Point = pointing,
) -> list[Check]:
    """Every check, also after one that fails. Asks the network about the domain, for ten seconds at most."""
    hosts = [domain, *aliases]
    return [
        _site_is_open(site),
        *_move_is_ready(move, own_step),
        _captured_lately(move),
        *_faithful(move),
        *(_domain_is_free(site, host) for host in hosts),
        *_points_here(domain, point),
        *_old_hosts(move, site, hosts),
    ]


def _site_is_open(site: CourtSite) -> Check:
    return Check("open", _("本院网站已开通，运行中"), not site.closed_at, _("网站已关闭，请平台管理员先恢复它。"))


def _move_is_ready(move: Move, own_step: MoveStep | None) -> Iterator[Check]:
    other = active_step(move)
    busy = other is not None and other != own_step
    yield Check("idle", _("没有正在进行的步骤"), not busy, _("请等它结束，或先停止它。"))
    reviewed = move.state == State.REVIEWED
    yield Check("reviewed", _("导入的内容已核对"), reviewed, _("请先完成核对。"))
    if reviewed:
        arisen = arisen_since_review(move)
        yield Check("nothing_new", _("核对之后没有出现新的待办事项"), not arisen, "；".join(arisen))


def _captured_lately(move: Move) -> Check:
    hours = rules().delta_hours
    words = _("最近 %(hours)d 小时内抓取过原网站，并已导入") % {"hours": hours}
    capture = _last_done(move, Kind.CAPTURE)
    imported = _last_done(move, Kind.IMPORT)
    if capture is None or capture.finished_at is None or capture.finished_at < timezone.now() - timedelta(hours=hours):
        return Check("delta", words, False, _("请再抓取一次原网站，然后读取、导入。"))
    done = imported is not None and imported.pk > capture.pk
    return Check("delta", words, done, _("最后一次抓取尚未导入，请读取并导入。"))


def _faithful(move: Move) -> Iterator[Check]:
    limits, found = rules(), last_check(move)
    if found is None:
        words = _("导入的内容与原文比对过")
        yield Check("compared", words, False, _("最后一次导入之后还没有比对，请先比对。"))
        return
    totals = totals_at(found)
    yield Check(
        "faithful",
        _("与原文相符的文章占 %(share).1f%%（平台标准 %(limit).1f%%）")
        % {"share": totals.share_right * 100, "limit": limits.min_right_share * 100},
        totals.share_right >= limits.min_right_share,
        _("%(count)d 篇文章的标题、日期或正文与原文不符，%(unchecked)d 篇没有比对。请处理后再比对一次。")
        % {"count": totals.articles - totals.right - totals.unchecked, "unchecked": totals.unchecked},
    )
    yield Check(
        "accounted",
        _("有着落的旧地址占 %(share).1f%%（平台标准 %(limit).1f%%）")
        % {"share": totals.accounted * 100, "limit": limits.min_accounted_share * 100},
        totals.accounted >= limits.min_accounted_share,
        _("%(count)d 个网址没有着落，请再导入一次。") % {"count": totals.unaccounted},
    )


def _domain_is_free(site: CourtSite, host: str) -> Check:
    words = _("域名 %(domain)s 可用，没有被其他网站使用") % {"domain": host}
    try:
        refuse_domain_of_another(site, checked_domain(host))
    except DomainRefused as refusal:
        return Check("free", words, False, str(refusal))
    return Check("free", words, True)


def _points_here(domain: str, point: Point) -> Iterator[Check]:
    found = point(domain)
    leads = "、".join(found.addresses) or _("没有地址")
    yield Check(
        "points_here",
        _("域名 %(domain)s 解析到本平台（现为 %(addresses)s）") % {"domain": domain, "addresses": leads},
        found.here,
        _("请域名管理人把 %(domain)s 的解析改到本平台，生效后再切换。") % {"domain": domain},
    )
    if found.here:
        yield Check(
            "certificate",
            _("域名 %(domain)s 的证书有效") % {"domain": domain},
            not found.certificate,
            _("证书有问题（%(reason)s），访问者会看到警告。请更换证书。") % {"reason": found.certificate},
            warning=True,
        )


def _old_hosts(move: Move, site: CourtSite, hosts: list[str]) -> Iterator[Check]:
    """Which hosts of the legacy site will be answered by the platform, and which will not."""
    answered = {host.strip().lower().removeprefix("www.") for host in hosts}
    answered |= set(site.domains.values_list("domain", flat=True))
    for host in dict.fromkeys([urlsplit(move.legacy_url).hostname or "", *move.legacy_hosts]):
        yield Check(
            "old_host",
            _("原网站的主机名 %(host)s 将由本平台应答") % {"host": host},
            host.lower().removeprefix("www.") in answered,
            _("它的旧地址将不再有人应答。如需保留，请把它列为别名。"),
            warning=True,
        )


def _last_done(move: Move, kind: str) -> MoveStep | None:
    return move.steps.filter(kind=kind, state=MoveStep.State.DONE).first()
