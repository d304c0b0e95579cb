"""Raw SQL, past every line of the application: the database itself keeps what is for parties apart from what is public."""

import pytest
from django.db import IntegrityError, connection, transaction

from federation.courts.models import CourtSite
from sites.media.models import CourtDocument
from sites.parties.models import PartyFile
from tests.attached import upload
from tests.parties import party, released

TABLES = ("case", "party", "partynotice", "partyfile")


@pytest.fixture
def standing() -> PartyFile:
    """A released notice with a file."""
    return released(party().case, file=b"%PDF-1.7").files.get()


def refused(statement: str, *values: object) -> str:
    """The name of the constraint that refuses a statement."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(refusal.value.__cause__.diag.constraint_name)  # type: ignore[union-attr]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("audience", ["public", "", "PARTIES"])
def test_nothing_of_the_room_changes_its_audience(standing: PartyFile, table: str, audience: str) -> None:
    name = refused(f"UPDATE court_parties_{table} SET audience = %s", audience)
    assert name == f"{table}_is_for_the_parties_alone"


@pytest.mark.parametrize("table", TABLES)
def test_nothing_of_the_room_comes_in_with_another_audience(standing: PartyFile, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns "
            "WHERE table_schema = current_schema() AND table_name = %s AND column_name NOT IN ('id', 'audience')",
            [f"court_parties_{table}"],
        )
        (columns,) = cursor.fetchone()
    copy = (
        f"INSERT INTO court_parties_{table} ({columns}, audience) SELECT {columns}, 'public' FROM court_parties_{table}"
    )
    assert refused(copy) == f"{table}_is_for_the_parties_alone"


@pytest.mark.parametrize("audience", ["parties", "internal", ""])
def test_a_search_document_has_no_audience_but_the_public(db: None, audience: str) -> None:
    insert = "INSERT INTO public.search_document (key, version, audience) VALUES ('京0105:1', 1, %s)"
    assert refused(insert, audience) == "search_document_is_public"


@pytest.mark.parametrize("url", ["https://chaoyang.example.cn/parties/notices/7/", "http://localhost:8000/parties"])
def test_a_search_document_has_no_address_in_the_room(db: None, url: str) -> None:
    insert = "INSERT INTO public.search_document (key, version, url) VALUES ('京0105:1', 1, %s)"
    assert refused(insert, url) == "search_document_is_not_for_parties"
    files = f'[{{"name": "a", "url": "{url}"}}]'
    insert = "INSERT INTO public.search_document (key, version, files) VALUES ('京0105:1', 1, %s)"
    assert refused(insert, files) == "search_document_is_not_for_parties"


def test_addresses_that_only_look_alike_are_let_through(db: None) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO public.search_document (key, version, url) VALUES ('x:1', 1, 'https://a.cn/news/parties/')"
        )
        cursor.execute("DELETE FROM public.search_document WHERE key = 'x:1'")


def test_no_table_of_public_files_takes_a_file_of_the_room(standing: PartyFile) -> None:
    upload("公告.txt", b"public")
    name = standing.file.name
    assert refused("UPDATE court_media_courtdocument SET file = %s", name) == "attachment_is_not_for_parties"
    assert refused("INSERT INTO court_media_shownfile VALUES (%s, 'a')", name) == "shown_file_is_not_for_parties"
    image = (
        "INSERT INTO court_media_courtimage (title, file, width, height, created_at, file_hash, collection_id, description) "
        "VALUES ('a', %s, 1, 1, now(), '', 1, '')"
    )
    assert refused(image, name) == "image_is_not_for_parties"
    assert not CourtDocument.objects.filter(file__startswith="parties/").exists()


def test_no_file_of_the_room_lies_where_public_files_lie(standing: PartyFile) -> None:
    moved = refused("UPDATE court_parties_partyfile SET file = 'documents/a.pdf'")
    assert moved == "party_file_lies_where_nobody_serves"


def test_the_record_of_what_was_public_takes_no_address_of_the_room(chaoyang: CourtSite) -> None:
    insert = (
        'INSERT INTO public.ledger_public_version (court, number, subject, time, public, path, title, "column", item, content) '
        "VALUES ('京0105', 999999, 'a', now(), true, '/parties/notices/1/', '', '', '', '')"
    )
    assert refused(insert) == "public_version_is_not_for_parties"


def test_no_notice_is_released_by_those_who_wrote_it(standing: PartyFile) -> None:
    assert (
        refused("UPDATE court_parties_partynotice SET released_by_id = hands[1]") == "notice_is_released_by_other_hands"
    )
    assert (
        refused("UPDATE court_parties_partynotice SET hands = hands || released_by_id::bigint")
        == "notice_is_released_by_other_hands"
    )


def test_no_notice_is_released_without_the_time_of_it(standing: PartyFile) -> None:
    name = "notice_is_released_before_it_is_withdrawn"
    assert refused("UPDATE court_parties_partynotice SET released_at = NULL") == name
    assert refused("UPDATE court_parties_partynotice SET state = 'draft'") == name


def test_a_notice_leads_nowhere(standing: PartyFile) -> None:
    for body in ('<p><a linktype="document" id="1">a</a></p>', '<embed embedtype="image" id="1"/>', "<IMG src=x>"):
        assert refused("UPDATE court_parties_partynotice SET body = %s", body) == "notice_leads_nowhere"
