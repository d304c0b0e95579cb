"""What is for parties of a case at one court is nothing at another: cases, codes, sessions, files, limits."""

from collections.abc import Callable

import pytest
from django.test import Client

from federation.courts.models import CourtSite
from sites.parties.models import Case, CodeRequest, PartyAccess, ReadingSession, Tally
from tests.parties import Kept, asked, entered, last_code, open_reading, party, released, send_what_is_queued

Inside = Callable[..., object]


@pytest.fixture(autouse=True)
def _both_let_parties_read(chaoyang: CourtSite, fengtai: CourtSite, inside: Inside, settings, tmp_path) -> None:
    settings.PARTY_CODE_SENDER = "tests.parties.Kept"
    settings.MEDIA_ROOT = tmp_path
    Kept.forget()
    for site in (chaoyang, fengtai):
        with inside(site):
            open_reading()


def test_a_party_of_court_a_is_nobody_at_court_b(chaoyang: CourtSite, fengtai: CourtSite, inside: Inside) -> None:
    with inside(chaoyang):
        party()
    with inside(fengtai):
        asked(fengtai)
        send_what_is_queued(fengtai.schema_name)
        assert not Case.objects.exists()
        assert CodeRequest.objects.get().state == CodeRequest.State.UNMATCHED
    assert not Kept.messages


def test_a_session_of_court_a_opens_nothing_at_court_b(chaoyang: CourtSite, fengtai: CourtSite, inside: Inside) -> None:
    with inside(chaoyang):
        made = released(party().case, file=b"%PDF-1.7")
        file = made.files.get()
        own = entered(chaoyang)
        session = ReadingSession.objects.get()
    with inside(fengtai):
        here = released(party().case, file=b"%PDF-1.7 of court b")
        # Even the same token in the other court's table.
        ReadingSession.objects.create(
            token=session.token, party=here.case.parties.get(), contact=session.contact, origin=session.origin
        )
        elsewhere = Client(HTTP_HOST=fengtai.domain)
        elsewhere.cookies = own.cookies.copy()
        for address in (
            "notices/",
            f"notices/{here.pk}/",
            f"notices/{made.pk}/",
            f"notices/{made.pk}/files/{file.pk}/",
        ):
            assert elsewhere.get(f"/parties/{address}").status_code == 302
        assert not PartyAccess.objects.exists()
    assert own.get("/parties/notices/").status_code == 200


def test_a_code_of_court_a_is_none_at_court_b(chaoyang: CourtSite, fengtai: CourtSite, inside: Inside) -> None:
    with inside(fengtai):
        party(contact="13900000001")
        there = asked(fengtai)
    with inside(chaoyang):
        party()
        asked(chaoyang)
        send_what_is_queued(chaoyang.schema_name)
        code = last_code()
    with inside(fengtai):
        send_what_is_queued(fengtai.schema_name)
        if last_code() == code:
            pytest.skip("both codes are the same by chance")
        assert there.post("/parties/code/", {"code": code}).status_code == 200
        assert not ReadingSession.objects.exists()


def test_what_is_counted_at_court_a_counts_nothing_at_court_b(
    chaoyang: CourtSite, fengtai: CourtSite, inside: Inside
) -> None:
    with inside(chaoyang):
        asked(chaoyang)
        digests = set(Tally.objects.values_list("digest", flat=True))
        origin = CodeRequest.objects.get().origin
    with inside(fengtai):
        assert not Tally.objects.exists()
        asked(fengtai)
        assert not digests & set(Tally.objects.values_list("digest", flat=True))
        assert CodeRequest.objects.get().origin != origin


def test_the_portal_has_no_such_room(portal: CourtSite) -> None:
    assert Client(HTTP_HOST=portal.domain).get("/parties/").status_code == 404
