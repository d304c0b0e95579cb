"""The connection to Elasticsearch, and its errors in words that an operator can act on."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _
from elastic_transport import ConnectionTimeout, TlsError, TransportError
from elasticsearch import ApiError, Elasticsearch, UnsupportedProductError

from search.backends.base import SearchUnavailable
from search.backends.elasticsearch.address import Address

ASKING = 0.8
"""Seconds that a question may take before PostgreSQL is asked instead."""

WRITING = 60.0
"""Seconds for everything else."""

_NOT_NOW = {429, 502, 503, 504}


def connect_to(address: Address) -> Elasticsearch:
    """A client that speaks to all hosts in turn. Nothing is sent yet."""
    secure: dict[str, Any] = {"ca_certs": address.ca} if address.ca else {}
    if address.api_key:
        secure["api_key"] = address.api_key
    elif address.user:
        secure["basic_auth"] = (address.user, address.password)
    return Elasticsearch(
        list(address.hosts),
        request_timeout=WRITING,
        max_retries=len(address.hosts) - 1,  # what cannot be reached here may be reached there
        retry_on_status=(),
        **secure,
    )


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Raises `SearchUnavailable` for everything that the client raises."""
    try:
        yield
    except ApiError as error:
        cause = error.body.get("error") if isinstance(error.body, dict) else None
        raise SearchUnavailable(in_words(cause, status_of(error))) from error
    except ConnectionTimeout as error:
        raise SearchUnavailable(_("Elasticsearch 没有及时回答。")) from error
    except TlsError as error:
        raise SearchUnavailable(_("无法与 Elasticsearch 建立加密连接，请检查 SEARCH_URL 中的 ca 和主机名。")) from error
    except TransportError as error:
        raise SearchUnavailable(_("连接不上 Elasticsearch，请检查它是否在运行、SEARCH_URL 是否正确。")) from error
    except UnsupportedProductError as error:
        raise SearchUnavailable(_("SEARCH_URL 处回答的不是 Elasticsearch。")) from error


def status_of(error: ApiError) -> int:
    """The HTTP status."""
    status: int = error.meta.status
    return status


def is_blocked(kind: str, reason: str) -> bool:
    """Whether an error is a block on writing, which a full disk sets."""
    return kind == "cluster_block_exception" or "read-only-allow-delete" in reason


def blocked_in_words() -> str:
    """What to do then."""
    return _(
        "Elasticsearch 的索引被设为只读，多半是磁盘已满：请腾出空间；超过水位线的限制会自动解除，"
        "否则请取消索引的 index.blocks 设置。"
    )


def not_now(status: int) -> bool:
    """Whether the same request may go well a little later."""
    return status in _NOT_NOW


def in_words(cause: object, status: int) -> str:
    """An error of Elasticsearch, and what to do."""
    kind, reason = _kind_and_reason(cause)
    if is_blocked(kind, reason):
        return blocked_in_words()
    match status:
        case 401 | 403:
            return _("Elasticsearch 拒绝了 SEARCH_URL 中的帐号或密钥，或其权限不足。")
        case 404:
            return _("Elasticsearch 中还没有索引，请运行 rebuild_index。")
        case 503:
            return _("Elasticsearch 的索引有分片不可用：%(reason)s") % {"reason": reason or kind}
        case _other:
            return _("Elasticsearch 无法完成请求（%(status)s）：%(reason)s") % {
                "status": status,
                "reason": reason or kind,
            }


def _kind_and_reason(cause: object) -> tuple[str, str]:
    if not isinstance(cause, dict):
        return str(cause or ""), ""
    return cause.get("type") or "", (cause.get("reason") or "")[:300]
