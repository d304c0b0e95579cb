"""The thesaurus in the platform's admin: what is changed there changes how questions are read, and no court sees it."""

from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from django.test import Client

from federation.courts.models import CourtSite
from search.query.knowledge import forget_meanings
from search.query.reading import read_question
from search.thesaurus.models import SpokenTerm
from search.thesaurus.stock import load_stock, stock

Browse = Callable[..., Client]
ENTRY = {"term": "跑腿费", "same": "委托报酬\n", "near": "委托合同", "in_use": "on"}


@pytest.fixture
def administrator(portal: CourtSite, browse: Browse) -> Client:
    return browse(portal, "platform")


@pytest.fixture(autouse=True)
def _read_anew(db: None) -> Iterator[None]:
    forget_meanings()
    yield
    forget_meanings()


def expansions(typed: str) -> list[str]:
    return [each.text for each in read_question(typed).expansions]


def test_an_entry_that_is_added_is_used_at_once(administrator, django_capture_on_commit_callbacks):
    assert expansions("跑腿费") == []

    with django_capture_on_commit_callbacks(execute=True):
        answer = administrator.post("/admin/thesaurus/new/", ENTRY)

    assert answer.status_code == 302
    assert expansions("跑腿费") == ["委托报酬", "委托合同"]


def test_an_entry_out_of_use_brings_nothing(administrator, django_capture_on_commit_callbacks):
    entry = SpokenTerm.objects.get(term="老赖")

    with django_capture_on_commit_callbacks(execute=True):
        administrator.post(
            f"/admin/thesaurus/edit/{entry.pk}/", {"term": "老赖", "same": entry.same, "near": entry.near}
        )

    assert expansions("老赖") == []


@pytest.mark.parametrize("wrong", [{"same": "", "near": " \n"}, {"term": "欠"}, {"term": "老赖"}])
def test_an_entry_that_says_nothing_is_refused(administrator, wrong):
    answer = administrator.post("/admin/thesaurus/new/", ENTRY | wrong)

    assert answer.status_code == 200
    assert not SpokenTerm.objects.filter(term="跑腿费").exists()


def test_the_list_is_searched_by_any_part(administrator):
    page = administrator.get("/admin/thesaurus/", {"q": "失信被执行人"}).content.decode()

    assert "老赖" in page
    assert "彩礼" not in page


def test_a_court_has_no_thesaurus(chaoyang: CourtSite, browse: Browse):
    court = browse(chaoyang, "administrator")

    assert court.get("/admin/thesaurus/").status_code in {302, 403, 404}
    assert "thesaurus" not in court.get("/admin/").content.decode()


def test_loading_the_stock_brings_back_what_is_missing_and_keeps_what_was_edited(capsys):
    SpokenTerm.objects.filter(term="彩礼").delete()
    SpokenTerm.objects.filter(term="老赖").update(same="被执行人", in_use=False)

    call_command("load_thesaurus")

    assert "1 entries added" in capsys.readouterr().out
    assert SpokenTerm.objects.get(term="老赖").same == "被执行人"
    assert load_stock() == 0


def test_the_stock_is_large_and_says_nothing_twice():
    terms = [each.term for each in stock()]

    assert len(terms) == len(set(terms)) > 1000
    assert all(each.same or each.near for each in stock())
