"""What an import writes into the table of old addresses."""

from collections.abc import Callable, Iterator

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from federation.courts.models import CourtSite
from sites.legacy.models import OldAddress
from sites.legacy.old_addresses import AddressRow, Written, new_address, write_old_addresses
from tests.pages import column, publish_article


@pytest.fixture(autouse=True)
def court(fengtai: CourtSite, inside: Callable) -> Iterator[CourtSite]:
    with inside(fengtai):
        yield fengtai


def row(key: str, outcome: str = "imported", **fields: object) -> AddressRow:
    return AddressRow(key=key, url=f"http://x.cn{key}", outcome=outcome, **fields)


def leads_to(key: str) -> str:
    return new_address(OldAddress.objects.select_related("page").get(key=key))


def test_writing_the_same_again_changes_nothing() -> None:
    rows = [row(f"/{number}.html", page_id=column().pk) for number in range(1200)]

    assert write_old_addresses(rows) == Written(created=1200)
    assert write_old_addresses(rows) == Written(unchanged=1200)
    assert write_old_addresses([row("/1.html", "failed")]) == Written(changed=1)


def test_what_a_person_has_set_stays() -> None:
    write_old_addresses([row("/1.html", page_id=column().pk)])
    OldAddress.objects.filter(key="/1.html").update(set_by_hand=True, link="/sitemap/", page=None)

    assert write_old_addresses([row("/1.html", page_id=column().pk)]) == Written(by_hand=1)
    assert leads_to("/1.html") == "/sitemap/"


def test_chains_are_flattened_in_any_order_also_through_earlier_runs_and_what_people_set() -> None:
    write_old_addresses([row("/end.html", page_id=column().pk)])
    write_old_addresses([row("/hand.html", "failed")])
    OldAddress.objects.filter(key="/hand.html").update(set_by_hand=True, outcome="redirected", link="/sitemap/")

    write_old_addresses(
        [
            row("/a", "redirected", of="/b"),
            row("/b", "redirected", of="/c"),
            row("/c", "duplicate", of="/end.html"),
            row("/d", "duplicate", of="/hand.html"),
        ]
    )

    assert [leads_to(key) for key in ("/a", "/b", "/c", "/d")] == ["/news/", "/news/", "/news/", "/sitemap/"]


def test_a_circle_leads_nowhere_and_says_so() -> None:
    write_old_addresses([row("/a", "redirected", of="/b"), row("/b", "redirected", of="/a", reason="302")])

    assert leads_to("/a") == leads_to("/b") == ""
    assert OldAddress.objects.get(key="/b").reason == "302；原地址互相跳转，没有终点"


def test_another_spelling_of_an_address_does_not_replace_it() -> None:
    page = publish_article("文章")
    write_old_addresses([row("/a", "redirected", of="/a"), row("/a", page_id=page.pk), row("/a", "duplicate", of="/a")])

    old = OldAddress.objects.get(key="/a")
    assert (old.outcome, old.page_id) == ("imported", page.pk)


def test_of_two_rows_of_a_key_the_stronger_stands_in_either_order() -> None:
    weak, strong = row("/a", "skipped"), row("/a", "list", page_id=column().pk)
    for rows in ([weak, strong], [strong, weak]):
        OldAddress.objects.all().delete()
        write_old_addresses(rows)
        assert leads_to("/a") == "/news/"


def test_an_address_whose_target_is_unknown_keeps_what_it_has_itself() -> None:
    write_old_addresses([row("/a", "skipped", of="/elsewhere", page_id=column().pk)])

    assert OldAddress.objects.get(key="/a").page_id == column().pk


@pytest.mark.parametrize("link", ["//evil.cn/", "https://evil.cn/", "/\\evil.cn", "x.html", "/a\nb", "/a\\b", "/\x7f"])
def test_the_database_refuses_a_target_off_the_site(link: str) -> None:
    with pytest.raises(IntegrityError, match="old_address_stays_on_the_site"), transaction.atomic():
        write_old_addresses([row("/a", "asset", link=link)])


@pytest.mark.parametrize("link", ["/", "/a", "/documents/3/公告.pdf", "/a?b=//c"])
def test_the_database_takes_a_path_of_the_site(link: str) -> None:
    write_old_addresses([row("/a", "asset", link=link)])

    assert leads_to("/a") == link


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    edges=st.dictionaries(st.integers(0, 8), st.integers(0, 9), max_size=9),
    order=st.randoms(use_true_random=False),
)
def test_whatever_the_chains_every_address_leads_to_their_end_or_nowhere(edges: dict[int, int], order: object) -> None:
    """Node 9 is an article, the others lead to one another."""
    OldAddress.objects.all().delete()
    rows = [
        row("/9", link="/sitemap/"),
        *(row(f"/{one}", "redirected", of=f"/{other}") for one, other in edges.items()),
    ]
    order.shuffle(rows)
    write_old_addresses(rows)

    for start in edges:
        node, steps = start, 0
        while node in edges and steps < 10:
            node, steps = edges[node], steps + 1
        assert leads_to(f"/{start}") == ("/sitemap/" if node == 9 else ""), (edges, start)
