"""A live site as a source: captured first, then read as any capture."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from sites.legacy.answers import CaptureUnreadable
from sites.legacy.capture.order import CaptureOrder, Outcome
from sites.legacy.capture.progress import Show
from sites.legacy.capture.running import capture_site

Order = Callable[[str, Path], CaptureOrder]


def default_order(url: str, out: Path) -> CaptureOrder:
    """What `capture_site` does if it is told nothing else."""
    return CaptureOrder(url=url, out=out)


def is_live(text: str) -> bool:
    """Whether what names a source is the address of a site."""
    return text.lower().startswith(("http://", "https://"))


def capture_of(url: str) -> Path:
    """Where the capture of a live site lies."""
    host = urlsplit(url).netloc.rpartition("@")[2].replace(":", "+").lower()
    if not host or "/" in host or host.startswith("."):
        raise CaptureUnreadable(_("%(url)s 不是完整的网址。") % {"url": url})
    return Path(settings.DATA_DIR) / "captures" / f"{host}.warc.gz"


def capture_live(url: str, *, show: Show, order: Order = default_order) -> Path:
    """Capture a site into DATA_DIR/captures, or go on with what is there. Raises CaptureError and CaptureUnreadable."""
    out = capture_of(url)
    summary = capture_site(order(url, out), show)
    if summary.outcome is not Outcome.FINISHED:
        raise CaptureUnreadable(
            _("%(url)s 还没有抓取完（%(pages)d 页已存入 %(file)s）。再次运行会接着抓取；也可以直接读取该文件。")
            % {"url": url, "pages": summary.pages, "file": out}
        )
    return out
