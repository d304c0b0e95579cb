"""SEARCH_URL: what it may say, and that what it may not say is reported without telling a password."""

import pytest

from search.backends.base import InvalidAddress
from search.backends.elasticsearch.address import Address, read_address
from search.checks import check_search_is_encrypted, check_search_url


def test_one_host_and_the_name_of_the_index_are_enough():
    assert read_address("elasticsearch://127.0.0.1/federation") == Address(("http://127.0.0.1:9200",), "federation")


def test_everything_that_an_address_can_say(tmp_path):
    (ca := tmp_path / "a+b.pem").touch()

    address = read_address(f"elasticsearch+https://el%40stic:p%2Fw%3A@one:9201,[::1]:9202/courts?ca={ca}&shards=2")

    assert address == Address(
        hosts=("https://one:9201", "https://[::1]:9202"),
        alias="courts",
        user="el@stic",
        password="p/w:",
        ca=str(ca),
        shards=2,
    )


def test_a_plus_sign_in_a_key_is_a_plus_sign():
    assert read_address("elasticsearch://one/courts?api_key=a+b%3D%3D").api_key == "a+b=="


def test_secrets_are_not_shown():
    shown = repr(read_address("elasticsearch://user:hush@one/courts")) + repr(
        read_address("elasticsearch://one/courts?api_key=hush")
    )

    assert "hush" not in shown


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("elasticsearch://", "names no host"),
        ("elasticsearch:///courts", "names no host"),
        ("elasticsearch://one:99999/courts", "no port that can be"),
        ("elasticsearch://one:0/courts", "no port that can be"),
        ("elasticsearch://one,/courts", "names no host"),
        ("elasticsearch://one", "names no index"),
        ("elasticsearch://one/Courts", "names no index"),
        ("elasticsearch://one/法院", "names no index"),
        ("elasticsearch://one/_all", "names no index"),
        ("elasticsearch://one/a*b", "names no index"),
        ("elasticsearch://user@one/courts", "only one of user and password"),
        ("elasticsearch://:hush@one/courts", "only one of user and password"),
        ("elasticsearch://user:hush@one/courts?api_key=k", "both a user and an api_key"),
        ("elasticsearch://one/courts?colour=red", "not known, colour"),
        ("elasticsearch://one/courts?shards=0", "number of shards"),
        ("elasticsearch://one/courts?shards=many", "number of shards"),
        ("elasticsearch://one/courts?ca=/etc/hosts", "does not begin with elasticsearch\\+https"),
        ("elasticsearch+https://one/courts?ca=/no/such/file", "no file, /no/such/file"),
    ],
)
def test_what_is_wrong_is_said_with_the_mend(url, fault, settings):
    with pytest.raises(InvalidAddress, match=fault) as refusal:
        read_address(url)
    settings.SEARCH_URL = url
    [error] = check_search_url()

    assert "SEARCH_URL" in error.msg
    assert "elasticsearch+https://user:password@127.0.0.1:9200/federation" in error.hint
    assert "hush" not in f"{refusal.value} {error}"


def test_what_crosses_a_network_in_the_open_is_reported(settings):
    settings.SEARCH_URL = "elasticsearch://10.0.0.7/courts"
    assert [warning.id for warning in check_search_is_encrypted()] == ["federated_search.W001"]

    for quiet in ("elasticsearch://127.0.0.1/courts", "elasticsearch+https://10.0.0.7/courts", "postgres://"):
        settings.SEARCH_URL = quiet
        assert check_search_is_encrypted() == []
