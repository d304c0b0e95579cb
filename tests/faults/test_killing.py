"""Server, follower and web process are killed at random moments while pages are published, edited and removed.

FAULT_CHANGES sets the number of changes (600; 10000 for the full size).
"""

import os
import random
import subprocess
import time

from search.backends.elasticsearch import ElasticsearchBackend
from search.documents.models import Document
from search.following.models import IndexProgress
from search.following.reconciling import reconcile
from tests.faults.conftest import Processes
from tests.search_documents import COURT, asked, new_follower
from tests.waiting import wait_until

CHANGES = int(os.environ.get("FAULT_CHANGES") or 600)
WRITERS = 3
SERVER_KILLS, FOLLOWER_KILLS, WRITER_KILLS = 1, 4, 2
SEED = 20


def acknowledged(writers: list[subprocess.Popen[str]]) -> dict[str, int]:
    """The highest version of each key whose change was reported as done."""
    versions: dict[str, int] = {}
    for writer in writers:
        assert writer.stdout
        for line in writer.stdout.read().splitlines():
            if len(words := line.split()) == 3:
                versions[words[0]] = max(versions.get(words[0], 0), int(words[1]))
    return versions


def assert_equal(own: ElasticsearchBackend) -> None:
    compared = reconcile(own.indexes, mend=False, stopping=lambda: False, moved=lambda _: None)
    assert compared.differences == []
    public = set(Document.objects.filter(court=COURT, removed=False).values_list("key", flat=True))
    shown = {
        hit.key for page in range(1, 6) for hit in own.search(asked("", courts=(COURT,), page=page, page_size=50)).hits
    }
    assert shown == public


def test_after_kills_at_random_moments_index_and_table_are_equal(own, node, processes: Processes):
    chance = random.Random(SEED)
    share = CHANGES // (WRITERS + WRITER_KILLS)
    follower = processes.command("follow_index")
    wait_until(lambda: own.indexes.serving() is not None, what="the first index")
    writers = [processes.start("tests.faults.publishing", str(number), str(share)) for number in range(WRITERS)]

    kills = ["server"] * SERVER_KILLS + ["follower"] * FOLLOWER_KILLS + ["writer"] * WRITER_KILLS
    chance.shuffle(kills)
    for number, victim in enumerate(kills):
        time.sleep(chance.uniform(0.2, 1.5))
        if victim == "server":
            node.kill()
            time.sleep(chance.uniform(0.2, 1.0))
            node.start()
        elif victim == "follower":
            follower.kill()
            follower = processes.command("follow_index")
        else:
            writers[number % len(writers)].kill()
            writers.append(processes.start("tests.faults.publishing", str(100 + number), str(share)))

    for writer in writers:
        writer.wait(timeout=600)
    done = acknowledged(writers)
    follower.terminate()
    assert follower.wait(timeout=60) == 0
    wait_until(lambda: own.indexes.serving() is not None, what="the index is back")
    new_follower(own.indexes).catch_up()

    standing = dict(Document.objects.filter(key__in=done).values_list("key", "version"))
    assert {key for key, version in done.items() if standing.get(key, 0) < version} == set()
    assert len(done) > 100
    assert_equal(own)


def test_a_rebuild_that_is_killed_halfway_leaves_the_old_index_serving_and_the_next_goes_on(
    own, processes: Processes, many_documents
):
    new_follower(own.indexes).catch_up()
    before = own.indexes.serving()
    assert before

    rebuilding = processes.command("rebuild_index")
    unfinished = IndexProgress.objects.filter(served_at__isnull=True, written__gt=0)
    wait_until(unfinished.exists, what="the new index is begun")
    rebuilding.kill()
    rebuilding.wait(timeout=20)
    halfway = unfinished.get()

    assert own.indexes.serving() == before
    assert own.search(asked("文书")).total > 0
    assert 0 < halfway.written < many_documents

    again = processes.command("rebuild_index")
    said, _ = again.communicate(timeout=120)

    assert again.returncode == 0
    assert f"{halfway.index} serves" in said
    assert own.indexes.names() == [halfway.index]
    assert_equal_counts(own, many_documents)


def assert_equal_counts(own: ElasticsearchBackend, number: int) -> None:
    compared = reconcile(own.indexes, mend=False, stopping=lambda: False, moved=lambda _: None)
    assert (compared.compared, compared.differences) == (number, [])
