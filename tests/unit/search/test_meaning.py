"""What texts mean beyond their words: the table of words, the model that reads questions, and the order that both make."""

from time import sleep

import numpy as np
import pytest

from search.backends.postgres import PostgresBackend
from search.backends.postgres.backend import TIME_LIMIT
from search.meaning import model, ordering
from search.meaning.build import write
from search.meaning.ordering import Answer, by_meaning
from search.meaning.words import Words, words
from search.query.knowledge import Knowledge
from search.query.question import Question
from search.query.reading import read_question
from tests.search_documents import asked

DOG = "饲养的动物造成他人损害的，动物饲养人或者管理人应当承担侵权责任。"
TAXES = "公司应当依法缴纳税款，并向税务机关报送财务会计报告。"
DWELLING = "居住权人有权按照合同约定，对他人的住宅享有占有、使用的用益物权。"
SHIPS = "船舶应当按照规定悬挂国旗，并向海事管理机构办理进出港口手续。"
PATENTS = "授予专利权的发明应当具备新颖性、创造性和实用性。"
ANSWERS = [
    Answer("taxes", TAXES, 3.0),
    Answer("dwelling", DWELLING, 2.99),
    Answer("dog", DOG, 2.98),
    Answer("ships", SHIPS, 1.0),
    Answer("patents", PATENTS, 0.9),
]
BY_WORDS = [each.key for each in ANSWERS]


def question(text: str) -> Question:
    return read_question(text, known=Knowledge())


def ordered(text: str = "邻居家的狗咬了我谁来赔", *, settled: tuple[str, ...] = (), seconds: float = 1.0) -> list[str]:
    return by_meaning(question(text), ANSWERS, settled=settled, seconds=seconds)


def test_texts_of_one_matter_lie_nearer_than_others():
    dog, taxes, bitten = map(words().vector_of, (DOG, TAXES, "遗弃的动物咬伤他人，由原饲养人赔偿损害"))

    assert bitten @ dog > bitten @ taxes + 0.1


def test_a_word_that_the_table_lacks_counts_by_its_characters(tmp_path):
    directions = np.eye(384, dtype=np.float32)[:200]
    listed = ["叫", "嚷", *(f"词{number}" for number in range(198))]
    write(tmp_path / "words.npz", listed, directions, directions.mean(axis=0))
    table = Words.read(tmp_path / "words.npz")

    found = table.vector_of("叫嚷")

    assert found @ table.vector_of("叫") > 0.3
    assert found @ table.vector_of("嚷") > 0.3


def test_a_text_without_a_known_word_lies_nowhere():
    assert not words().vector_of("ཁྲིམས་ཁང 123").any()


def test_the_answer_in_words_of_the_law_comes_before_others_that_words_put_first():
    assert ordered()[0] == "dog"


def test_what_holds_every_word_keeps_its_place():
    assert ordered(settled=("taxes",))[:2] == ["taxes", "dog"]


@pytest.mark.parametrize("seconds", [0.0, ordering.NEEDED / 2])
def test_without_time_the_order_of_the_words_stays(seconds):
    assert ordered(seconds=seconds) == BY_WORDS


def test_without_a_model_the_order_of_the_words_stays_and_a_log_line_says_so(monkeypatch, caplog):
    def lacking() -> None:
        raise ImportError("the processor lacks AVX2")

    monkeypatch.setattr(model, "load_engine", lacking)
    monkeypatch.setattr(model, "MODEL", model.Remembered(model._load, kept=60, nothing=None))

    assert ordered() == BY_WORDS
    assert "the processor lacks AVX2" in caplog.text


@pytest.mark.django_db
def test_the_time_of_the_first_question_does_not_go_into_loading(monkeypatch):
    def slow() -> None:
        sleep(TIME_LIMIT)

    monkeypatch.setattr(ordering, "MODEL", model.Remembered(slow, kept=60, nothing=None))

    assert PostgresBackend().search(asked("邻居家的狗咬了我谁来赔")).hits == ()


def test_a_processor_without_avx2_is_not_given_the_engine(monkeypatch, tmp_path):
    flags = tmp_path / "cpuinfo"
    flags.write_text("flags\t\t: fpu sse sse2 avx erms\n")
    monkeypatch.setattr(model, "_FLAGS", flags)

    with pytest.raises(ImportError, match="AVX2"):
        model.load_engine()


@pytest.mark.parametrize("text", ["", "？", "\x00", "😀", "ཁྲིམས", "赔" * 500])
def test_nothing_that_is_typed_is_an_error(text):
    assert sorted(ordered(text)) == sorted(BY_WORDS)


def test_no_answers_and_one_answer_are_left_alone():
    assert by_meaning(question("赔偿"), [], settled=(), seconds=1) == []
    assert by_meaning(question("赔偿"), ANSWERS[:1], settled=(), seconds=1) == ["taxes"]


def test_a_table_is_read_as_it_was_written(tmp_path):
    spread = np.random.default_rng(0).normal(size=(300, 384)).astype(np.float32)
    write(tmp_path / "words.npz", [f"词{number}" for number in range(300)], spread, spread.mean(axis=0))

    table = Words.read(tmp_path / "words.npz")

    assert table.places["词7"] == 7
    assert table.led_here(spread[7]) @ table.vectors[7] > 0.99
