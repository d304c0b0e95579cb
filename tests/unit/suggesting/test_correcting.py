"""What somebody may have meant to type, by the words that really occur."""

from io import StringIO
from unittest.mock import patch

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.backends.postgres.limits import OutOfTime
from search.suggesting import correcting
from search.suggesting.correcting import corrected
from search.suggesting.models import Word
from search.suggesting.sounds import one_edit_apart, shapes_of, sound_of
from search.suggesting.vocabulary import renew_vocabulary

TEXTS = (
    ("离婚财产分割", "离婚时怎样分割财产，起诉离婚需要什么材料。"),
    ("朝阳法院立案须知", "到朝阳法院起诉前请看民间借贷案件立案须知。"),
    ("失信被执行人名单", "失信被执行人不履行义务，申请执行人可以申请强制执行。"),
    ("交通事故赔偿", "机动车交通事故责任强制保险，诉讼时效为三年。"),
    ("重庆知识产权案件", "重庆法院审理知识产权案件，民间借贷另行公布。"),
)


@pytest.fixture
def vocabulary(published) -> None:
    """The words of a few texts, each of which stands in two documents."""
    for title, text in TEXTS:
        published(title, text)
        published(title, text)
    renew_vocabulary()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("离昏", "离婚"),
        ("离昏财产", "离婚财产"),
        ("朝阳法元", "朝阳法院"),
        ("民间界贷", "民间借贷"),
        ("交通士故", "交通事故"),
        ("知识惨权", "知识产权"),
        ("重轻", None),
        ("失信被执信人", "失信被执行人"),
        ("lihun", "离婚"),
        ("lihuncaichan", "离婚财产"),
        ("susong shixiao", "诉讼 时效"),
        ("lihunx", None),
        ("怎么离昏", "怎么离婚"),
        ("“离昏” -赔偿 2020", "“离婚” -赔偿 2020"),
    ],
)
def test_slips_of_sound_and_sight_are_mended(typed: str, meant: str | None, vocabulary: None):
    assert corrected(typed) == meant


@pytest.mark.parametrize(
    "typed", ["离婚", "朝阳法院 立案", "诉讼时效", "2018京0105民初1234号", "wechat", "房子", "张伟", "的", "", "  "]
)
def test_what_is_right_or_unknown_stays_as_it_was_typed(typed: str, vocabulary: None):
    assert corrected(typed) is None


def test_a_word_that_no_document_holds_is_never_proposed(published):
    published("继承公证", "继承")
    published("继承公证", "继承")
    renew_vocabulary()

    assert corrected("离昏") is None
    assert corrected("继成") == "继承"


def test_whole_sentences_are_left_alone(vocabulary: None):
    assert corrected("离昏" + "以后孩子的抚养费应当由谁来承担" * 2) is None


def test_the_vocabulary_follows_the_documents_when_it_is_counted_anew(published):
    published("司法救助", "司法救助")
    assert renew_vocabulary() == 0, "one document alone may hold a slip"

    published("司法救助", "司法救助")
    out = StringIO()
    call_command("renew_vocabulary", stdout=out)

    assert Word.objects.get(word="救助").documents == 2
    assert out.getvalue() == f"{Word.objects.count()} words\n"


def test_without_a_vocabulary_or_without_time_nothing_is_corrected(vocabulary: None):
    with patch.object(correcting.Deadline, "fetch", side_effect=OutOfTime):
        assert corrected("离昏") is None
    Word.objects.all().delete()
    assert corrected("离昏") is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=80)
@given(typed=st.text(alphabet=st.sampled_from("离昏婚财产法元院alihun 的\x00“-1９é𠀀"), max_size=40))
def test_anything_typed_is_answered(typed: str, vocabulary: None):
    assert corrected(typed) != typed


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("执行人", "执信人", True),
        ("执行人", "执行", True),
        ("执行人", "行执人", True),
        ("执行人", "执人行", True),
        ("执行人", "执行人", False),
        ("执行人", "人行执", False),
        ("执行人", "申请人", False),
        ("执行", "执行人员", False),
    ],
)
def test_one_edit_puts_in_leaves_out_takes_for_another_or_swaps_neighbours(one: str, other: str, apart: bool):
    assert one_edit_apart(one, other) is one_edit_apart(other, one) is apart
    assert bool({*shapes_of(one)} & {*shapes_of(other)}) or not apart


def test_sounds_that_many_do_not_tell_apart_are_one():
    assert sound_of("zhongyuan") == sound_of("zongyuan")
    assert sound_of("shanghai") == sound_of("sanhai") != sound_of("sahai")
