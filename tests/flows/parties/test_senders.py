"""Sending codes: through a gateway on loopback that checks signatures, by mail, to a console; again while it is away, never in clear."""

import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from smtplib import SMTPServerDisconnected
from threading import Thread
from time import time

import pytest
from django.core import mail
from django.core.checks import Error
from procrastinate.contrib.django.models import ProcrastinateJob

from federation.courts.models import CourtSite
from sites.parties.checks import check_party_code_sender
from sites.parties.models import CodeRequest, SentCode
from sites.parties.proof.requesting import SEND_CODES
from sites.parties.senders.base import CodeMessage, MessageRefused, SenderUnavailable
from sites.parties.senders.choosing import sender
from sites.parties.senders.mail import MailSender
from sites.parties.tasks import send_codes
from tests.parties import MOBILE, Kept, asked, entered, last_code, party, send_what_is_queued

KEY = "a key that the gateway knows as well, 42"


@dataclass
class Gateway:
    """An SMS gateway as docs/parties.md describes it: it accepts what is signed with the key a moment ago."""

    statuses: list[int] = field(default_factory=list)
    accepted: list[dict[str, str]] = field(default_factory=list)
    refused: int = 0
    port: int = 0

    def answer(self, headers: dict[str, str], body: bytes) -> int:
        expected = (
            "sha256=" + hmac.new(KEY.encode(), headers["X-Timestamp"].encode() + b"." + body, "sha256").hexdigest()
        )
        if not hmac.compare_digest(expected, headers["X-Signature"]) or abs(time() - int(headers["X-Timestamp"])) > 300:
            self.refused += 1
            return 403
        status = self.statuses.pop(0) if self.statuses else 202
        if status == 202:
            self.accepted.append(json.loads(body))
        return status


@pytest.fixture
def gateway(settings) -> Iterator[Gateway]:
    running = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(running.answer(dict(self.headers), body))
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.PARTY_CODE_SENDER = f"http://127.0.0.1:{running.port}/send"
    settings.PARTY_GATEWAY_KEY = KEY
    yield running
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_gateway_is_handed_the_code_signed(chaoyang: CourtSite, gateway: Gateway) -> None:
    party()
    browser = asked(chaoyang)
    send_what_is_queued(chaoyang.schema_name)

    (order,) = gateway.accepted
    assert (order["to"], order["channel"], order["court"]) == (MOBILE, "sms", "北京市朝阳区人民法院")
    code = order["text"].partition("验证码 ")[2][:6]
    assert browser.post("/parties/code/", {"code": code}).status_code == 302


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_gateway_that_is_busy_is_tried_again_with_another_code(
    chaoyang: CourtSite, gateway: Gateway, status: int
) -> None:
    party()
    asked(chaoyang)
    request = CodeRequest.objects.get()
    gateway.statuses.append(status)
    with pytest.raises(SenderUnavailable):
        send_codes(schema=chaoyang.schema_name, request=str(request.pk))
    request.refresh_from_db()
    assert (request.state, bool(request.sealed)) == (CodeRequest.State.FAILED, True)
    assert str(status) in request.failure
    unsent = SentCode.objects.get()

    send_codes(schema=chaoyang.schema_name, request=str(request.pk))

    request.refresh_from_db()
    assert (request.state, request.sealed) == (CodeRequest.State.SENT, "")
    assert SentCode.objects.get().digest != unsent.digest
    send_codes(schema=chaoyang.schema_name, request=str(request.pk))
    assert len(gateway.accepted) == 1, "what was sent is not sent again"


@pytest.mark.parametrize("status", [302, 400, 403, 404])
def test_what_a_gateway_refuses_is_not_tried_again(chaoyang: CourtSite, gateway: Gateway, status: int) -> None:
    party()
    asked(chaoyang)
    gateway.statuses.append(status)
    send_what_is_queued(chaoyang.schema_name)

    assert CodeRequest.objects.get().state == CodeRequest.State.FAILED
    assert gateway.accepted == []


def test_a_gateway_with_another_key_accepts_nothing(chaoyang: CourtSite, gateway: Gateway, settings) -> None:
    settings.PARTY_GATEWAY_KEY = KEY[::-1]
    party()
    asked(chaoyang)
    send_what_is_queued(chaoyang.schema_name)

    assert (gateway.accepted, gateway.refused) == ([], 1)


def test_a_gateway_that_is_away_is_tried_again_and_no_error_holds_the_message(chaoyang: CourtSite, settings) -> None:
    settings.PARTY_CODE_SENDER, settings.PARTY_GATEWAY_KEY = "http://127.0.0.1:9/send", KEY
    party()
    asked(chaoyang)
    with pytest.raises(SenderUnavailable) as away:
        send_codes(schema=chaoyang.schema_name, request=str(CodeRequest.objects.get().pk))

    assert away.value.__suppress_context__
    assert MOBILE not in str(away.value)


def test_what_was_asked_too_long_ago_is_not_sent(chaoyang: CourtSite, monkeypatch: pytest.MonkeyPatch) -> None:
    party()
    asked(chaoyang)
    later = time() + 601
    monkeypatch.setattr(
        "sites.parties.proof.digests.timezone.now", lambda: type("Later", (), {"timestamp": lambda _: later})()
    )
    send_codes(schema=chaoyang.schema_name, request=str(CodeRequest.objects.get().pk))

    assert not Kept.messages


def test_a_job_names_the_request_and_nothing_else(chaoyang: CourtSite) -> None:
    party()
    asked(chaoyang)

    job = ProcrastinateJob.objects.filter(task_name=SEND_CODES).latest("pk")
    assert job.args == {"schema": chaoyang.schema_name, "request": str(CodeRequest.objects.get().pk)}


def test_neither_the_message_nor_the_code_shows_in_what_is_printed_of_them(chaoyang: CourtSite) -> None:
    party()
    entered(chaoyang)
    assert MOBILE not in repr(Kept.messages[0])
    assert last_code() not in repr(Kept.messages[0])


def test_mail_goes_to_those_whose_contact_is_an_address(chaoyang: CourtSite, settings) -> None:
    settings.PARTY_CODE_SENDER = "mail:"
    party(contact="wang@example.cn")
    party(name="只有手机的人")
    browser = asked(chaoyang)
    asked(chaoyang, name="只有手机的人")
    send_what_is_queued(chaoyang.schema_name)

    (sent,) = mail.outbox
    assert sent.to == ["wang@example.cn"]
    assert browser.post("/parties/code/", {"code": sent.body.partition("验证码 ")[2][:6]}).status_code == 302
    failed = CodeRequest.objects.get(state=CodeRequest.State.FAILED)
    assert "请为当事人登记电子邮箱" in failed.failure


def test_a_mail_server_that_is_away_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: object, **_kwargs: object) -> None:
        raise SMTPServerDisconnected("wang@example.cn")

    monkeypatch.setattr("sites.parties.senders.mail.send_mail", away)
    message = CodeMessage(to="wang@example.cn", channel="mail", text="验证码", court="法院", reference="1")
    with pytest.raises(SenderUnavailable) as refusal:
        MailSender().send(message)
    assert "wang" not in str(refusal.value)


def test_the_console_is_written_to_where_that_is_allowed(
    chaoyang: CourtSite, settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.PARTY_CODE_SENDER = "console:"
    party()
    asked(chaoyang)
    send_what_is_queued(chaoyang.schema_name)

    assert f"[sms to {MOBILE}] 【北京市朝阳区人民法院】验证码" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("named", "key", "ids"),
    [
        ("", "", []),
        ("console:", "", ["parties.E001"]),
        ("mail:", "", ["parties.E002"]),
        ("https://sms.example.cn/send", KEY, []),
        ("https://sms.example.cn/send", "short", ["parties.E004"]),
        ("http://127.0.0.1:9000/send", KEY, []),
        ("http://localhost:9000/send", KEY, []),
        ("http://sms.example.cn/send", KEY, ["parties.E003"]),
        ("ftp://sms.example.cn/", KEY, ["parties.E005"]),
        ("tests.parties.Kept", "", []),
        ("tests.parties.Nobody", "", ["parties.E005"]),
        ("tests.nowhere.Kept", "", ["parties.E005"]),
        ("json.dumps", "", ["parties.E005"]),
        ("not a path", "", ["parties.E005"]),
    ],
)
def test_the_check_names_what_is_wrong_and_the_mend(settings, named: str, key: str, ids: list[str]) -> None:
    settings.PARTY_CODE_SENDER, settings.PARTY_GATEWAY_KEY = named, key
    settings.PARTY_CODES_MAY_BE_PRINTED = False
    settings.EMAIL_URL = ""

    found: list[Error] = check_party_code_sender(None)

    assert [error.id for error in found] == ids
    assert all(error.hint and "PARTY" in error.msg for error in found)
    if not ids and named:
        assert sender()


def test_a_refusal_is_no_outage() -> None:
    assert not issubclass(MessageRefused, SenderUnavailable)
