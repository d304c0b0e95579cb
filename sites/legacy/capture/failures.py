"""Why an address has no response, as one word for programs and one line for people."""

from __future__ import annotations

import logging
from enum import StrEnum

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from .errors import AddressRefused, BodyTooLarge, CaptureError, CertificateRefused, MalformedResponse
from .words import Words
from .words import to_translate as _

logger = logging.getLogger(__name__)


class Reason(StrEnum):
    """Why an address has no response. From OTHER_HOST on, it was known but not asked for."""

    DNS = "dns"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    DISCONNECTED = "disconnected"
    MALFORMED = "malformed"
    TOO_LARGE = "too-large"
    PRIVATE_ADDRESS = "private-address"
    CERTIFICATE = "certificate"
    ROBOTS = "robots"
    UNKNOWN = "unknown"
    OTHER_HOST = "other-host"
    TOO_DEEP = "too-deep"
    TOO_LONG = "too-long"
    REPEATED_PATH = "repeated-path"
    REDIRECT_LOOP = "redirect-loop"
    NOTHING_NEW = "nothing-new"


NETWORK_REASONS = frozenset({Reason.DNS, Reason.REFUSED, Reason.TIMEOUT, Reason.DISCONNECTED})
"""Reasons that a site which has gone away gives."""

_BY_ERROR: dict[type[BaseException], Reason] = {
    CannotResolveHostError: Reason.DNS,
    DownloadConnectionRefusedError: Reason.REFUSED,
    DownloadTimeoutError: Reason.TIMEOUT,
    DownloadFailedError: Reason.DISCONNECTED,
    ResponseDataLossError: Reason.DISCONNECTED,
    MalformedResponse: Reason.MALFORMED,
    BodyTooLarge: Reason.TOO_LARGE,
    AddressRefused: Reason.PRIVATE_ADDRESS,
    CertificateRefused: Reason.CERTIFICATE,
    IgnoreRequest: Reason.ROBOTS,
}


def explain(error: BaseException) -> tuple[Reason, Words]:
    """The reason and the line for an error of a fetch; one that is not foreseen is logged with its traceback."""
    reason = _BY_ERROR.get(type(error))
    if reason is None:
        logger.error("unforeseen error of a fetch", exc_info=error)
        return Reason.UNKNOWN, Words(_("意外错误：%(error)s"), {"error": f"{type(error).__name__}: {error}"})
    if reason is Reason.ROBOTS:
        return reason, Words(_("robots.txt 不允许"), {})
    if isinstance(error, CaptureError):
        return reason, error.words
    said = error.args[0] if error.args else ""
    return reason, said if isinstance(said, Words) else Words("%(error)s", {"error": str(said)})
