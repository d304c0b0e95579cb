"""The two cookies of the room, signed for one court, for its own addresses alone, and out of reach of scripts and other sites."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from federation.courts.current import current_schema
from sites.parties.middleware import ROOM
from sites.parties.proof.confirming import ANSWERED_FOR
from sites.parties.proof.sessions import LONGEST

ASKED, SESSION = "party-request", "party-session"


def remember_request(request: HttpRequest, response: HttpResponse, pk: UUID) -> None:
    _keep(request, response, ASKED, str(pk), ANSWERED_FOR)


def remembered_request(request: HttpRequest) -> UUID | None:
    value = _kept(request, ASKED, ANSWERED_FOR)
    return UUID(value) if value else None


def remember_session(request: HttpRequest, response: HttpResponse, token: str) -> None:
    response.delete_cookie(ASKED, path=ROOM, samesite="Strict")
    _keep(request, response, SESSION, token, LONGEST)


def remembered_session(request: HttpRequest) -> str:
    return _kept(request, SESSION, LONGEST)


def forget_session(response: HttpResponse) -> None:
    response.delete_cookie(SESSION, path=ROOM, samesite="Strict")


def _keep(request: HttpRequest, response: HttpResponse, name: str, value: str, age: timedelta) -> None:
    response.set_signed_cookie(
        name,
        value,
        salt=_salt(),
        max_age=int(age.total_seconds()),
        path=ROOM,
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )


def _kept(request: HttpRequest, name: str, age: timedelta) -> str:
    value: str | None = request.get_signed_cookie(name, default=None, salt=_salt(), max_age=int(age.total_seconds()))
    return value or ""


def _salt() -> str:
    return f"sites.parties {current_schema()}"
