"""What went wrong, in words that cross from the crawling process to the one that speaks the operator's language.

The crawling process knows no language: there the words are those of the source, as they stand in its log and in the archive.
"""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import gettext


def to_translate(text: str) -> str:
    """Mark a text for the catalogue; imported as `_`. It is translated when it is read."""
    return text


_ = to_translate


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence with places for facts, which may be words themselves."""

    text: str
    facts: Mapping[str, str | int | Words]

    def __str__(self) -> str:
        """In the language of the process, with every fact in its place."""
        return in_words(self.text) % {name: _spoken(fact) for name, fact in self.facts.items()}

    def to_event(self) -> dict[str, Any]:
        """What crosses the process border."""
        facts = {name: fact.to_event() if isinstance(fact, Words) else fact for name, fact in self.facts.items()}
        return {"text": self.text, "facts": facts}

    @classmethod
    def from_event(cls, event: Mapping[str, Any]) -> Words:
        """What has crossed the process border."""
        facts = {
            name: cls.from_event(fact) if isinstance(fact, dict) else fact for name, fact in event["facts"].items()
        }
        return cls(event["text"], facts)


def in_words(text: str) -> str:
    """A text of the source, or one from elsewhere that has no translation, in the language of the process."""
    return gettext(text) if text and apps.ready else text


def of_system(error: OSError) -> str:
    """What the system says of a failure, in a text of the source where it is a common one."""
    known = _NAMES if isinstance(error, socket.gaierror) else _SYSTEM
    return known.get(error.errno or 0) or str(error.strerror or error)


def of_certificate(error: ssl.SSLCertVerificationError) -> str:
    """What is wrong with a certificate, in a text of the source where it is a common fault."""
    return _CERTIFICATE.get(error.verify_code) or error.verify_message or str(error)


def _spoken(fact: str | int | Words) -> str | int:
    return in_words(fact) if isinstance(fact, str) else fact if isinstance(fact, int) else str(fact)


_SYSTEM = {
    errno.ECONNRESET: _("对方中断了连接"),
    errno.EPIPE: _("对方中断了连接"),
    errno.EHOSTUNREACH: _("到不了这台主机"),
    errno.ENETUNREACH: _("到不了这个网络"),
    errno.ETIMEDOUT: _("连接超时"),
    errno.ENOSPC: _("磁盘已满"),
    errno.EACCES: _("没有权限"),
    errno.ENOENT: _("文件不存在"),
    errno.EROFS: _("文件系统只读"),
}
_NAMES = {
    socket.EAI_NONAME: _("没有这个域名"),
    socket.EAI_NODATA: _("这个域名没有地址"),
    socket.EAI_AGAIN: _("域名服务器暂时没有答复"),
    socket.EAI_FAIL: _("域名服务器答复有误"),
}
_CERTIFICATE = {
    9: _("证书尚未生效"),
    10: _("证书已过期"),
    18: _("证书是自签的"),
    19: _("证书链中有自签的证书"),
    20: _("签发机构不受信任"),
    21: _("证书链不完整"),
    23: _("证书已吊销"),
    62: _("证书不是发给这个域名的"),
    64: _("证书不是发给这个地址的"),
}
