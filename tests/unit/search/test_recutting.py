"""Documents that an older release has stored are cut anew, and every index follows."""

import hashlib
from io import StringIO

import pytest
from django.core.management import call_command

from search.documents.models import Document
from search.documents.recutting import cut_anew, documents_of_an_older_analysis
from search.documents.vectors import ANALYSIS, title_vector, words_vector
from search.following.feed import Position, changes_after
from search.indexing import remove, store_many
from search.services import search
from search.types import AttachedFile, Query
from tests.search_documents import notice

CUT_BY = {1: "14ac"}
"""By the version of the analysis, the beginning of a digest of what it makes of the sample below."""

SAMPLE = notice(
    "sample",
    title="北京市朝阳区人民法院關於《民法典》第四百六十五条的通知",
    text="案号（2018）京0105民初1234号，依照法发〔2018〕20号。ＡＰＰ 2.5 བོད་ཡིག ئۇيغۇرچە 赵犇骉诉钱某。",
    keywords=("失信被执行人",),
    files=(AttachedFile("收费标准.pdf", "/1/", "pdf", "诉讼费用按照标的额分段累计交纳。"),),
)


def older(*keys: str) -> None:
    """As if a release before this one had stored them, and had known none of their words."""
    Document.objects.filter(key__in=keys).update(words="", title_words="", analysis=ANALYSIS - 1)


def go_on(stopping=lambda: False) -> int:
    return cut_anew(stopping=stopping, moved=lambda _done: None)


def test_whoever_changes_how_words_are_cut_raises_the_version_of_the_analysis():
    cut = f"{words_vector(SAMPLE)}\n{title_vector(SAMPLE)}".encode()

    assert CUT_BY[ANALYSIS] == hashlib.blake2b(cut, digest_size=2).hexdigest()


@pytest.mark.django_db
def test_what_is_stored_now_is_not_old():
    store_many([notice("a")])

    assert documents_of_an_older_analysis() == 0
    assert go_on() == 0


@pytest.mark.django_db
def test_old_words_are_cut_anew_and_found_again_with_the_content_and_the_version_as_they_were():
    store_many([notice("a", 7), notice("b", 7)])
    older("a")
    before = search(Query("开庭")).total

    assert documents_of_an_older_analysis() == 1
    assert go_on() == 1
    assert documents_of_an_older_analysis() == 0
    assert (before, search(Query("开庭")).total) == (1, 2)
    assert Document.objects.get(key="a").version == 7


@pytest.mark.django_db
def test_what_was_removed_is_left_alone():
    store_many([notice("a")])
    older("a")
    remove("a", 2)

    assert documents_of_an_older_analysis() == 0
    assert go_on() == 0


@pytest.mark.django_db
def test_what_was_stopped_is_gone_on_with():
    store_many(notice(f"k{number:03}") for number in range(250))
    older(*Document.objects.values_list("key", flat=True))
    turns = iter([False, True])

    first = go_on(stopping=lambda: next(turns))

    assert 0 < first < 250
    assert documents_of_an_older_analysis() == 250 - first
    assert go_on() == 250 - first


def test_the_change_feed_brings_it_to_other_indexes(committing):
    store_many([notice("a"), notice("b")])
    end = changes_after(Position()).end
    older("a")

    go_on()

    assert [entry.key for entry in changes_after(end).entries] == ["a"]
    assert "开庭" in changes_after(end).entries[0].words


@pytest.mark.django_db
def test_the_command_says_how_many_are_old_and_cuts_them(settings):
    settings.SEARCH_URL = "postgres://"
    store_many([notice("a"), notice("b")])
    older("a")
    said = StringIO()

    call_command("rebuild_index", "--dry-run", stdout=said)
    call_command("rebuild_index", stdout=said)

    assert "would cut anew the words of 1 documents" in said.getvalue()
    assert "words of 1 documents cut anew" in said.getvalue()
    assert documents_of_an_older_analysis() == 0
