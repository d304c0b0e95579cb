"""Deadlines in working days, reminders, escalation step by step, and substitutes."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from federation.accounts.models import User
from federation.coordination.models import OverdueReport
from sites.publishing.review.capacities import signable_by
from sites.publishing.review.escalating import remind_and_escalate
from sites.publishing.review.models import SignOff, Substitution, Unit
from sites.publishing.review.signing import sign
from sites.publishing.review.todo import todo_of
from tests.review import submitted_article, waiting

Kind = SignOff.Kind
FRIDAY = date(2026, 9, 18)
pytestmark = pytest.mark.reviewed


def overdue_since(day: date, people: dict[str, User]) -> SignOff:
    """A verification that was due on a day, alone in waiting."""
    article = submitted_article("通知", people["writer"])
    sign(waiting(article)[Kind.SECRECY], user=people["secrecy"])
    row = waiting(article)[Kind.UNIT]
    SignOff.objects.filter(pk=row.pk).update(due_on=day)
    return row


def level(row: SignOff) -> int:
    row.refresh_from_db()
    return row.escalation


def test_silence_goes_to_the_head_then_to_supervisors_then_to_the_superior(people: dict[str, User]) -> None:
    row = overdue_since(FRIDAY, people)
    Unit.objects.filter(pk=row.unit_id).update(head=people["approver"])

    remind_and_escalate(FRIDAY)
    assert level(row) == SignOff.Escalation.NONE, "the day itself still counts"
    remind_and_escalate(FRIDAY + timedelta(days=1))
    assert level(row) == SignOff.Escalation.NONE, "a Saturday"
    remind_and_escalate(FRIDAY + timedelta(days=2))
    assert level(row) == SignOff.Escalation.HEAD, "a Sunday that is worked for the National Day"
    assert [each.title for each in todo_of(people["approver"])] == ["通知"]
    assert todo_of(people["supervisor"]) == []

    remind_and_escalate(date(2026, 9, 22))
    assert level(row) == SignOff.Escalation.SUPERVISOR
    assert [each.note for each in todo_of(people["supervisor"])] == ["督办：已报监督员"]
    assert not OverdueReport.objects.exists()

    remind_and_escalate(date(2026, 9, 24))
    assert level(row) == SignOff.Escalation.SUPERIOR
    report = OverdueReport.objects.get()
    assert (report.court_id, report.title, report.step, report.due_on) == ("京0105", "通知", "部门核实 办公室", FRIDAY)

    row.refresh_from_db()
    sign(row, user=people["head"])
    report.refresh_from_db()
    assert report.settled_at is not None


def test_looking_twice_a_day_escalates_once(people: dict[str, User]) -> None:
    overdue_since(FRIDAY, people)

    assert remind_and_escalate(date(2026, 9, 21))["escalated"] == 1
    assert remind_and_escalate(date(2026, 9, 21)) == {"reminded": 0, "escalated": 0}


def test_signers_are_reminded_by_mail_where_mail_is_configured(people: dict[str, User], settings) -> None:
    User.objects.filter(pk=people["head"].pk).update(email="head@court.example.cn")
    row = overdue_since(FRIDAY, people)

    remind_and_escalate(date(2026, 9, 17))
    assert mail.outbox == []
    SignOff.objects.filter(pk=row.pk).update(reminded_on=None)
    settings.EMAIL_URL = "smtp://localhost"
    remind_and_escalate(date(2026, 9, 17))

    (message,) = mail.outbox
    assert message.to == ["head@court.example.cn"]
    assert message.subject == "待办：部门核实 办公室 “通知”，期限 2026-09-18"
    assert "正文" not in message.body


def test_terms_count_from_the_day_it_was_asked(people: dict[str, User]) -> None:
    row = waiting(submitted_article("通知", people["writer"]))[Kind.UNIT]

    assert row.due_on > timezone.localdate(row.asked_at)


def test_a_substitute_signs_while_somebody_is_away_and_it_is_kept_in_whose_place(people: dict[str, User]) -> None:
    article = submitted_article("通知", people["writer"])
    row, today = waiting(article)[Kind.SECRECY], timezone.localdate()
    absence = Substitution.objects.create(
        absent=people["secrecy"], substitute=people["approver"], first_day=today, last_day=today
    )

    assert signable_by(people["approver"]).filter(pk=row.pk).exists()
    sign(row, user=people["approver"])

    row.refresh_from_db()
    assert (row.signed_by, row.signed_for) == (people["approver"], people["secrecy"])
    assert row.signer == "approver（代secrecy）"
    absence.delete()
    assert not signable_by(people["approver"]).exists()


def test_nobody_signs_their_own_text_by_a_substitute_or_as_one(people: dict[str, User]) -> None:
    today = timezone.localdate()
    for absent, substitute in (("head", "approver"), ("secrecy", "writer")):
        Substitution.objects.create(
            absent=people[absent], substitute=people[substitute], first_day=today, last_day=today
        )
    article = submitted_article("通知", people["head"])
    assert not signable_by(people["approver"]).filter(page=article, kind=Kind.UNIT).exists(), "in the author's place"

    article = submitted_article("公告", people["writer"])
    assert not signable_by(people["writer"]).filter(page=article).exists(), "in the place of the reviewer"


def test_an_absence_of_yesterday_gives_no_right_today(people: dict[str, User]) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Substitution.objects.create(
        absent=people["secrecy"], substitute=people["approver"], first_day=yesterday, last_day=yesterday
    )
    article = submitted_article("通知", people["writer"])

    assert not signable_by(people["approver"]).filter(page=article).exists()
