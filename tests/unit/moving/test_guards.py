"""Which act may follow which on the way of a court, and who may be at work."""

from collections.abc import Callable, Iterator

import pytest

from federation.courts.models import CourtSite
from sites.legacy.models import Move, MoveStep
from sites.legacy.moving.errors import MoveRefused
from sites.legacy.moving.exclusion import alone_at_work, nobody_is_at_work
from sites.legacy.moving.registering import register_move
from sites.legacy.moving.steps import (
    active_step,
    go_on,
    looks_abandoned,
    record_act,
    settle_abandoned,
    start_step,
    stop_step,
)
from sites.legacy.moving.undoing import last_undoable, preview_undo
from sites.legacy.moving.way import BESIDE, Kind, Lane, may_follow, state_of

State = Move.State


@pytest.fixture(autouse=True)
def _inside_fengtai(fengtai: CourtSite, inside: Callable) -> Iterator[None]:
    with inside(fengtai):
        yield


@pytest.fixture
def move() -> Move:
    return register_move(legacy_url="http://www.old.example", by="管理员")


def done(move: Move, *kinds: str) -> MoveStep:
    for kind in kinds:
        step = record_act(move, kind=kind, by="管理员", result={"file": "001.warc.gz"})
    move.state = state_of(move)
    move.save()
    return step


def test_a_move_is_registered_once_and_the_registration_is_a_step(move: Move) -> None:
    assert move.legacy_url == "http://www.old.example/"
    assert [(step.kind, step.state, step.by) for step in move.steps.all()] == [("register", "done", "管理员")]
    with pytest.raises(MoveRefused, match="已经登记"):
        register_move(legacy_url="http://www.other.example", by="管理员")


def test_what_is_no_address_is_not_registered() -> None:
    with pytest.raises(MoveRefused, match="不是网址"):
        register_move(legacy_url="法院网站", by="管理员")


def test_a_step_of_a_court_without_a_move_is_refused_with_what_to_do() -> None:
    with pytest.raises(MoveRefused, match="请先登记"):
        start_step(kind=Kind.CAPTURE, by="管理员")


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        (State.REGISTERED, {"capture"}),
        (State.CAPTURED, {"capture", "read", "undo"}),
        (State.READ, {"capture", "read", "import", "undo"}),
        (State.IMPORTED, {"capture", "read", "import", "columns", "check", "review", "undo"}),
        (State.REVIEWED, {"capture", "read", "import", "columns", "check", "review", "undo", "cut_over"}),
        (State.CUT_OVER, {"check", "roll_back"}),
    ],
)
def test_each_stage_allows_its_own_steps_alone(state: str, allowed: set[str]) -> None:
    assert {kind for kind in set(Kind) - {Kind.REGISTER, *BESIDE} if may_follow(kind, state)} == allowed
    assert all(may_follow(kind, state) for kind in BESIDE)


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        ([], State.REGISTERED),
        (["capture"], State.CAPTURED),
        (["capture", "read", "import"], State.IMPORTED),
        (["capture", "read", "import", "review", "capture", "read"], State.REVIEWED),
        (["capture", "read", "import", "review", "cut_over"], State.CUT_OVER),
        (["capture", "read", "import", "review", "cut_over", "roll_back"], State.REVIEWED),
        (["capture", "read", "import", "review", "cut_over", "roll_back", "cut_over"], State.CUT_OVER),
    ],
)
def test_the_stage_follows_from_the_steps_that_are_done(move: Move, kinds: list[str], state: str) -> None:
    if kinds:
        done(move, *kinds)

    assert state_of(move) == state


def test_a_step_before_its_time_is_refused_and_names_the_stage_that_must_come_first(move: Move) -> None:
    with pytest.raises(MoveRefused, match="当前阶段是“已登记”，还不能进行“导入”。.*直到“已读取”"):
        start_step(kind=Kind.IMPORT, by="管理员")


def test_after_the_cut_over_nothing_is_captured_or_imported(move: Move) -> None:
    done(move, "capture", "read", "import", "review", "cut_over")

    for kind in (Kind.CAPTURE, Kind.READ, Kind.IMPORT, Kind.UNDO):
        with pytest.raises(MoveRefused, match="请先回退"):
            start_step(kind=kind, by="管理员")


def test_one_step_at_a_time(move: Move) -> None:
    start_step(kind=Kind.CAPTURE, by="管理员")

    with pytest.raises(MoveRefused, match="“抓取”排队中"):
        start_step(kind=Kind.CAPTURE, by="别人")


def test_a_waiting_step_stops_at_once_and_says_who_stopped_it(move: Move) -> None:
    step = stop_step(start_step(kind=Kind.CAPTURE, by="管理员"), by="值班员")

    assert (step.state, step.message) == ("stopped", "由 值班员 停止")
    with pytest.raises(MoveRefused, match="已经结束"):
        stop_step(step, by="值班员")


def test_a_new_step_goes_on_where_a_stopped_one_ended(move: Move) -> None:
    stopped = stop_step(start_step(kind=Kind.CAPTURE, by="管理员", options={"out": "007.warc.gz"}), by="管理员")

    step = go_on(stopped, by="值班员")

    assert step.pk != stopped.pk
    assert (step.by, step.options) == ("值班员", {"out": "007.warc.gz", "goes_on": stopped.pk})
    with pytest.raises(MoveRefused, match="没有停止"):
        go_on(step, by="值班员")


def test_a_running_step_whose_process_is_gone_has_stopped_and_gives_way_to_the_next(move: Move) -> None:
    step = start_step(kind=Kind.CAPTURE, by="管理员")
    MoveStep.objects.filter(pk=step.pk).update(state="running")
    assert nobody_is_at_work(Lane.WAY)

    following = start_step(kind=Kind.CAPTURE, by="管理员")

    step.refresh_from_db()
    assert (step.state, following.state) == ("stopped", "waiting")
    assert "中断" in step.message


def test_a_running_step_whose_process_is_at_work_is_left_alone(move: Move) -> None:
    step = start_step(kind=Kind.CAPTURE, by="管理员")
    MoveStep.objects.filter(pk=step.pk).update(state="running")

    with alone_at_work(Lane.WAY):
        assert not nobody_is_at_work(Lane.WAY)
        settle_abandoned(move)
        assert stop_step(step, by="管理员").state == "stopping"
    assert nobody_is_at_work(Lane.WAY)


def test_a_step_that_has_not_been_heard_of_looks_abandoned(move: Move) -> None:
    step = start_step(kind=Kind.CAPTURE, by="管理员")
    assert not looks_abandoned(step)


def test_the_courts_do_not_stand_in_each_others_way(move: Move, chaoyang: CourtSite, inside: Callable) -> None:
    with alone_at_work(Lane.WAY), inside(chaoyang):
        assert nobody_is_at_work(Lane.WAY)


def test_only_the_last_step_is_undone_and_the_preview_says_what_happens(move: Move) -> None:
    first = done(move, "capture")
    second = done(move, "read")

    with pytest.raises(MoveRefused, match="请先撤销其后的"):
        preview_undo(first)
    assert preview_undo(second).words == ("读取的结果作废；来源保留，可以重新读取。",)


def test_pictures_and_recipes_go_on_beside_a_step_of_the_way_and_stand_in_each_others_way(move: Move) -> None:
    capture = start_step(kind=Kind.CAPTURE, by="管理员")
    pictures = start_step(kind=Kind.PICTURES, by="管理员", options={"articles": [1]})

    assert (active_step(move), active_step(move, Lane.BESIDE)) == (capture, pictures)
    with pytest.raises(MoveRefused, match="“截图对照”排队中"):
        start_step(kind=Kind.LEARN, by="管理员")
    with alone_at_work(Lane.WAY):
        assert nobody_is_at_work(Lane.BESIDE)


def test_work_beside_the_way_leaves_the_stage_and_what_can_be_undone_as_they_were(move: Move) -> None:
    captured = done(move, "capture")
    done(move, "pictures", "learn", "try")

    assert state_of(move) == State.CAPTURED
    assert last_undoable(move) == captured
    with pytest.raises(MoveRefused, match="不能撤销"):
        preview_undo(move.steps.get(kind="learn"))


def test_work_beside_the_way_that_lost_its_process_has_stopped_while_the_way_goes_on(move: Move) -> None:
    capture, pictures = start_step(kind=Kind.CAPTURE, by="管理员"), start_step(kind=Kind.PICTURES, by="管理员")
    MoveStep.objects.update(state="running")

    with alone_at_work(Lane.WAY):
        settle_abandoned(move)

    capture.refresh_from_db()
    pictures.refresh_from_db()
    assert (capture.state, pictures.state) == ("running", "stopped")
