"""Checks of what sends codes to parties: each names the variable and the mend."""

import re
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, register
from django.utils.module_loading import import_string

from sites.parties.senders.choosing import CONSOLE, GATEWAY, MAIL

KEY_AT_LEAST = 32
_DOTTED = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+\Z")


@register
def check_party_code_sender(app_configs: Any, **kwargs: Any) -> list[Error]:
    named = settings.PARTY_CODE_SENDER
    if not named:
        return []
    if named == CONSOLE:
        return _console()
    if named == MAIL:
        return _mail()
    if urlsplit(named).scheme in GATEWAY:
        return _gateway(named)
    return _dotted(named)


def _console() -> list[Error]:
    if settings.PARTY_CODES_MAY_BE_PRINTED:
        return []
    return [
        Error(
            "PARTY_CODE_SENDER is console:, which prints the codes that let parties read about their cases.",
            hint="Set PARTY_CODE_SENDER to mail: or to the https:// address of an SMS gateway.",
            id="parties.E001",
        )
    ]


def _mail() -> list[Error]:
    if settings.EMAIL_URL:
        return []
    return [
        Error(
            "PARTY_CODE_SENDER is mail:, but EMAIL_URL is not set, so no mail is sent.",
            hint="Set EMAIL_URL, for example to smtp+tls://user:password@host:587.",
            id="parties.E002",
        )
    ]


def _gateway(named: str) -> list[Error]:
    found = []
    address = urlsplit(named)
    if address.scheme == "http" and not _is_this_machine(address.hostname or ""):
        found.append(
            Error(
                "PARTY_CODE_SENDER sends codes over http, where others can read them.",
                hint="Set PARTY_CODE_SENDER to an https:// address; http is for a gateway on this machine alone.",
                id="parties.E003",
            )
        )
    if len(settings.PARTY_GATEWAY_KEY) < KEY_AT_LEAST:
        found.append(
            Error(
                f"PARTY_GATEWAY_KEY has fewer than {KEY_AT_LEAST} characters, so a gateway cannot tell who asks it to send.",
                hint="Set PARTY_GATEWAY_KEY, here and at the gateway, for example to what `openssl rand -base64 48` prints.",
                id="parties.E004",
            )
        )
    return found


def _dotted(named: str) -> list[Error]:
    try:
        if _DOTTED.match(named) and callable(getattr(import_string(named)(), "send", None)):
            return []
        reason = "it has no method send"
    except (ImportError, TypeError) as error:
        reason = str(error)
    return [
        Error(
            f"PARTY_CODE_SENDER names no sender: {reason}.",
            hint="Set PARTY_CODE_SENDER to mail:, an https:// address, or the dotted path of a CodeSender (docs/parties.md).",
            id="parties.E005",
        )
    ]


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
