"""The citizen's way: who are you, prove it, read. Every answer is `no-store` (`sites.parties.middleware`)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sites.parties.accessing import note
from sites.parties.cookies import (
    forget_session,
    remember_request,
    remember_session,
    remembered_request,
    remembered_session,
)
from sites.parties.errors import CodeRefused, TooOften
from sites.parties.forms import AskForm, CodeForm
from sites.parties.models import PartyAccess, ReadingSession
from sites.parties.models.terms import reading_terms
from sites.parties.proof.confirming import confirm
from sites.parties.proof.digests import origin_of
from sites.parties.proof.requesting import ask_for_code
from sites.parties.proof.sessions import end, session_of
from sites.parties.reading import files_for, notices_for
from sites.parties.serving import file_answer

View = Callable[..., HttpResponseBase]
A_PAGE = 20


def while_open(view: View) -> View:
    """The room is there once the court has opened it."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not reading_terms().open:
            raise Http404
        return view(request, *args, **kwargs)

    return answer


def for_readers(view: View) -> View:
    """For those who have proved who they are; others are led to where they can. Hands the session over."""

    @wraps(view)
    @while_open
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        token = remembered_session(request)
        session = session_of(token) if token else None
        if session is None:
            response = redirect("/parties/?ended=1" if token else "party_ask")
            forget_session(response)
            return response
        return view(request, session, *args, **kwargs)

    return answer


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@while_open
def ask(request: HttpRequest) -> HttpResponse:
    """Case number and name. What is answered says nothing of whether there is such a case or such a party."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = ask_for_code(form.asked, origin=origin_of(request))
        except TooOften as refusal:
            return _too_often(request, refusal)
        response = redirect("party_code")
        remember_request(request, response, made.pk)
        return response
    return render(request, "parties/ask.html", {"form": form, "ended": "ended" in request.GET})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@while_open
def code(request: HttpRequest) -> HttpResponse:
    asked = remembered_request(request)
    if asked is None:
        return redirect("party_ask")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            begun = confirm(asked, form.cleaned_data["code"], origin=origin_of(request))
        except TooOften as refusal:
            return _too_often(request, refusal)
        except CodeRefused as refusal:
            form.add_error("code", str(refusal))
        else:
            response = redirect("party_notices")
            remember_session(request, response, begun.token)
            return response
    return render(request, "parties/code.html", {"form": form, "terms": reading_terms()})


@require_GET
@for_readers
def notices(request: HttpRequest, session: ReadingSession) -> HttpResponse:
    found = notices_for(session.party).prefetch_related("files")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "parties/notices.html", {"session": session, "case": session.party.case, "notices": page})


@require_GET
@for_readers
def notice(request: HttpRequest, session: ReadingSession, pk: int) -> HttpResponse:
    shown = get_object_or_404(notices_for(session.party).prefetch_related("files"), pk=pk)
    note(session, PartyAccess.Act.READ, notice=shown)
    return render(request, "parties/notice.html", {"session": session, "case": session.party.case, "notice": shown})


@require_GET
@for_readers
def file(request: HttpRequest, session: ReadingSession, pk: int, file: int) -> FileResponse:
    asked = get_object_or_404(files_for(session.party), notice=pk, pk=file)
    response = file_answer(asked)
    note(session, PartyAccess.Act.DOWNLOADED, notice=asked.notice, file=asked)
    return response


@require_POST
@while_open
def sign_out(request: HttpRequest) -> HttpResponse:
    token = remembered_session(request)
    session = session_of(token) if token else None
    if session is not None:
        end(session)
    response = render(request, "parties/left.html")
    forget_session(response)
    return response


def _too_often(request: HttpRequest, refusal: TooOften) -> HttpResponse:
    response = render(request, "parties/too_often.html", {"refusal": refusal}, status=429)
    response["Retry-After"] = str(max(1, int((refusal.until - timezone.now()).total_seconds())))
    return response
