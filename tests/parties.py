"""Cases, parties and notices for tests, in the current schema; and the sender of codes that keeps what it is given."""

import re
from datetime import timedelta
from typing import Any, ClassVar

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from federation.accounts.models import User
from federation.courts.models import CourtSite
from sites.parties.models import Case, CodeRequest, Party, PartyNotice, ReadingTerms
from sites.parties.notices import attach, release_notice, write_notice
from sites.parties.senders.base import CodeMessage
from sites.parties.tasks import send_codes

NUMBER, NAME, MOBILE = "（2018）京0105民初1234号", "王小明", "13812345678"
MARK = "麒麟送达凭据乙丑"
"""Words that stand in nothing but a notice."""


class Kept:
    """A sender that keeps what it is given; `failure` is raised instead, while there is one."""

    messages: ClassVar[list[CodeMessage]] = []
    failure: ClassVar[Exception | None] = None

    def send(self, message: CodeMessage) -> None:
        if Kept.failure is not None:
            raise Kept.failure
        Kept.messages.append(message)

    @classmethod
    def forget(cls) -> None:
        cls.messages.clear()
        cls.failure = None


def open_reading(**terms: Any) -> None:
    ReadingTerms.objects.update_or_create(pk=1, defaults={"open": True, **terms})


def party(number: str = NUMBER, name: str = NAME, contact: str = MOBILE, **fields: Any) -> Party:
    case, _made = Case.objects.get_or_create(number=number)
    return Party.objects.create(case=case, name=name, contact=contact, **fields)


def notice(case: Case, title: str = "开庭通知", body: str = f"<p>{MARK}</p>", **fields: Any) -> PartyNotice:
    """Written by one account, not yet released."""
    writer, _made = User.objects.get_or_create(username="party-writer")
    fields.setdefault("valid_from", timezone.now() - timedelta(minutes=1))
    return write_notice(PartyNotice(case=case, title=title, body=body, **fields), by=writer)


def released(case: Case, *recipients: Party, file: bytes = b"", **fields: Any) -> PartyNotice:
    """Written by one account and released by another."""
    releaser, _made = User.objects.get_or_create(username="party-releaser")
    made = notice(case, for_all=not recipients, **fields)
    made.recipients.set(recipients)
    if file:
        attach(made, [SimpleUploadedFile(f"{MARK}.pdf", file)], by=User.objects.get(username="party-writer"))
    return release_notice(made, by=releaser)


def send_what_is_queued(schema: str) -> None:
    """Do what the worker would: the jobs themselves are rolled back with the test."""
    for request in CodeRequest.objects.filter(state=CodeRequest.State.WAITING).order_by("asked_at"):
        send_codes(schema=schema, request=str(request.pk))


def last_code() -> str:
    found = re.search(r"\d{6}", Kept.messages[-1].text)
    assert found, "a message holds a code of six digits"
    return found[0]


def asked(site: CourtSite, number: str = NUMBER, name: str = NAME) -> Client:
    """A browser that has asked for a code."""
    browser = Client(HTTP_HOST=site.domain)
    answer = browser.post("/parties/", {"number": number, "name": name})
    assert answer.status_code == 302, answer.content.decode()
    return browser


def entered(site: CourtSite, number: str = NUMBER, name: str = NAME) -> Client:
    """A browser whose owner has proved who they are. In the schema of the site."""
    browser = asked(site, number, name)
    send_what_is_queued(site.schema_name)
    answer = browser.post("/parties/code/", {"code": last_code()})
    assert answer.status_code == 302, answer.content.decode()
    return browser
