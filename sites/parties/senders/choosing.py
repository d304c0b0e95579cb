"""From PARTY_CODE_SENDER to a sender."""

from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

from sites.parties.senders.base import CodeSender
from sites.parties.senders.console import ConsoleSender
from sites.parties.senders.gateway import GatewaySender
from sites.parties.senders.mail import MailSender

CONSOLE, MAIL = "console:", "mail:"
GATEWAY = ("https", "http")


def is_configured() -> bool:
    """Whether codes can be sent at all: without, no court can open its reading."""
    return bool(settings.PARTY_CODE_SENDER)


def sender() -> CodeSender:
    """Raises ImportError or ImproperlyConfigured for what `manage.py check` refuses."""
    named = settings.PARTY_CODE_SENDER
    if named == CONSOLE:
        return ConsoleSender()
    if named == MAIL:
        return MailSender()
    if urlsplit(named).scheme in GATEWAY:
        return GatewaySender(url=named, key=settings.PARTY_GATEWAY_KEY)
    return cast(CodeSender, import_string(named)())
