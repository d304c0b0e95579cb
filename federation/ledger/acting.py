"""Who acts at this moment, for code deep inside that has no request at hand."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django_tenants.utils import schema_context

from federation.ledger.entries import JSON, Actor

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

NOBODY = Actor("system:unknown")
VISITOR = "visitor"
_now: ContextVar[Callable[[], Actor] | None] = ContextVar("actor", default=None)
_grounds: ContextVar[Mapping[str, JSON]] = ContextVar("grounds", default=MappingProxyType({}))


@contextmanager
def acting(actor: Actor | Callable[[], Actor]) -> Iterator[None]:
    """Within it, `current_actor` is this one, or what this gives when somebody asks."""
    token = _now.set(actor if callable(actor) else lambda: actor)
    try:
        yield
    finally:
        _now.reset(token)


def current_actor() -> Actor:
    """Who acts; `system:unknown` where neither a request, nor a command, nor a job has said so."""
    asked = _now.get()
    return asked() if asked else NOBODY


@contextmanager
def because(**grounds: JSON) -> Iterator[None]:
    """Within it, what is recorded of public pages carries these details too: `ground`, `reason`, whatever led to it."""
    token = _grounds.set({**_grounds.get(), **grounds})
    try:
        yield
    finally:
        _grounds.reset(token)


def current_grounds() -> Mapping[str, JSON]:
    """What `because` has said around this moment."""
    return _grounds.get()


def system_actor(name: str, *, display: str = "") -> Actor:
    """A job or command, under its own name."""
    return Actor(f"system:{name}", display)


def actor_of(user: "AbstractBaseUser | AnonymousUser", *, schema: str) -> Actor:
    """An account of a schema."""
    if not user.is_authenticated:
        return Actor(VISITOR, "", schema)
    return Actor(user.get_username(), getattr(user, "get_full_name", str)(), schema)


def named_actor(name: str, *, schema: str) -> Actor:
    """An account of the current schema, which is the one named, that somebody asked a job in; as it is called now."""
    user = get_user_model().objects.filter(username=name).first()
    return actor_of(user, schema=schema) if user else Actor(name, "", schema)


class ActingMiddleware:
    """Whoever is signed in acts in his request. Stands behind the middleware that signs people in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        schema = str(getattr(connection, "schema_name", "public"))

        def who() -> Actor:
            # The account may be read for the first time while the connection stands on another schema.
            with schema_context(schema):
                return actor_of(request.user, schema=schema)

        with acting(who):
            return self.get_response(request)
