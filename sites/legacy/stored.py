"""Frozen values as bytes on disk and back: compressed JSON, so that opening a file of them can execute nothing."""

import json
import types
import zlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Value = TypeVar("Value")
_FAST = 1
_Rebuild = Callable[[Any], Any]


def pack(value: Any) -> bytes:
    """A dataclass of texts, numbers, dates, tuples, sets and other such dataclasses as bytes."""
    return zlib.compress(json.dumps(_plain(value), ensure_ascii=False).encode("utf-8", "surrogatepass"), _FAST)


def unpack(kind: type[Value], raw: bytes) -> Value:
    """The value of that kind which `pack` stored."""
    rebuild: _Rebuild = _rebuilder(kind)  # type: ignore[arg-type]  # a class is hashable
    value: Value = rebuild(json.loads(zlib.decompress(raw).decode("utf-8", "surrogatepass")))
    return value


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return [_plain(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(_plain(item) for item in value)
    return value.isoformat() if isinstance(value, datetime) else value


@lru_cache(maxsize=256)
def _rebuilder(kind: Any) -> _Rebuild:
    """What turns plain JSON back into a value of that type."""
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        parts = [_rebuilder(hints[field.name]) for field in fields(kind)]
        return lambda plain: kind(*(part(each) for part, each in zip(parts, plain, strict=True)))
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _optional(_rebuilder(next(each for each in inner if each is not type(None))))
    if origin in (tuple, frozenset):
        return _collection(origin, inner)
    return datetime.fromisoformat if kind is datetime else lambda plain: plain


def _optional(some: _Rebuild) -> _Rebuild:
    return lambda plain: None if plain is None else some(plain)


def _collection(kind: type, inner: tuple[Any, ...]) -> _Rebuild:
    if kind is frozenset or inner[1:] == (...,):
        item = _rebuilder(inner[0])
        return lambda plain: kind(item(each) for each in plain)
    parts = [_rebuilder(each) for each in inner]
    return lambda plain: tuple(part(each) for part, each in zip(parts, plain, strict=True))
