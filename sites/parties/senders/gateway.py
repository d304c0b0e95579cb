"""Codes through an SMS gateway of the operator's: one signed POST of JSON a message (docs/parties.md)."""

import hmac
import json
from http.client import HTTPException
from time import time
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from django.utils.translation import gettext as _

from sites.parties.senders.base import CodeMessage, MessageRefused, SenderUnavailable

SECONDS = 5.0
TRY_AGAIN = frozenset({408, 425, 429})


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """What is signed for one address goes to no other."""


class GatewaySender:
    def __init__(self, *, url: str, key: str) -> None:
        self.url, self.key = url, key

    def send(self, message: CodeMessage) -> None:
        try:
            with build_opener(ProxyHandler({}), _NoRedirects).open(self._order(message), timeout=SECONDS):
                return
        except HTTPError as error:
            error.close()
            _refused(error.code)
        except (URLError, OSError, HTTPException) as error:
            reason = type(getattr(error, "reason", error)).__name__
            raise SenderUnavailable(
                _("短信网关没有应答（%(reason)s）。请检查 PARTY_CODE_SENDER 中的地址和网关。") % {"reason": reason}
            ) from None  # the cause may hold the request

    def _order(self, message: CodeMessage) -> Request:
        fields = ("to", "channel", "text", "court", "reference")
        body = json.dumps({name: getattr(message, name) for name in fields}, ensure_ascii=False).encode()
        moment = str(int(time()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "X-Timestamp": moment,
            "X-Signature": signature(key=self.key, timestamp=moment, body=body),
        }
        return Request(self.url, data=body, headers=headers, method="POST")  # noqa: S310 the checks allow http(s) alone


def signature(*, key: str, timestamp: str, body: bytes) -> str:
    """`sha256=` and the HMAC-SHA-256, by the key both sides know, of the timestamp, a full stop and the body as sent."""
    return "sha256=" + hmac.new(key.encode(), timestamp.encode() + b"." + body, "sha256").hexdigest()


def _refused(status: int) -> None:
    if status >= 500 or status in TRY_AGAIN:
        raise SenderUnavailable(_("短信网关暂时不能发送（HTTP %(status)d）。") % {"status": status}) from None
    raise MessageRefused(
        _("短信网关拒绝了这条短信（HTTP %(status)d）。请检查 PARTY_GATEWAY_KEY 和网关的设置。") % {"status": status}
    ) from None
