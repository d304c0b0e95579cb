"""The settings under which Scrapy crawls for a capture."""

from __future__ import annotations

from typing import Any

from .order import CaptureOrder
from .politeness import ROBOTS_NAME, CrawlDelay

USER_AGENT = f"Mozilla/5.0 (compatible; {ROBOTS_NAME}/1.0)"


def scrapy_settings(order: CaptureOrder) -> dict[str, Any]:
    """Scrapy as a capture needs it: guarded, unhurried, keeping what it gets as it comes."""
    here = __package__
    return {
        "BOT_NAME": ROBOTS_NAME,
        "USER_AGENT": USER_AGENT,
        "DEFAULT_REQUEST_HEADERS": {"Accept": "text/html,*/*;q=0.8", "Accept-Language": "zh-CN,zh;q=0.9,*;q=0.5"},
        "SCHEDULER": f"{here}.scheduler.JournalScheduler",
        "DOWNLOAD_HANDLERS": {
            **dict.fromkeys(("http", "https"), f"{here}.handler.GuardedHandler"),
            **dict.fromkeys(("data", "file", "ftp", "s3")),
        },
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
            f"{here}.cookies.KeptCookies": 700,
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
        },
        "EXTENSIONS": {CrawlDelay: 0},
        "ROBOTSTXT_OBEY": order.obey_robots,
        "ROBOTSTXT_USER_AGENT": ROBOTS_NAME,
        "DOWNLOAD_DELAY": order.delay,
        "DOWNLOAD_DELAY_JITTER": 0.0,
        "CONCURRENT_REQUESTS": order.concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": order.concurrency,
        "DOWNLOAD_MAXSIZE": order.limits.body,
        "DOWNLOAD_WARNSIZE": 0,
        "RETRY_HTTP_CODES": [408, 429, 502, 503, 504],
        "RETRY_GIVE_UP_LOG_LEVEL": "INFO",
        "HTTPERROR_ALLOW_ALL": True,
        "HTTPPROXY_ENABLED": False,  # A proxy would connect where the guard does not look.
        "METAREFRESH_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "WARNING",
        "LOG_FILE": str(order.state / "capture.log"),
    }
