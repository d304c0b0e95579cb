"""The follower in the background, and what else keeps the index as it should be.

A worker follows for a minute at a time, unless `manage.py follow_index` does.

`follow_index` as a service of its own is steadier; this keeps the index up to date where there is only a worker.
"""

import time

import structlog
from procrastinate import JobContext
from procrastinate.contrib.django import app

from search.documents.recutting import cut_anew, documents_of_an_older_analysis
from search.following.following import Follower
from search.following.reconciling import reconcile
from search.services import followed_index

log = structlog.get_logger(__name__)

QUEUE = "index"
_A_TURN = 55.0
"""Seconds that one job follows; the next one begins with the next minute."""


@app.periodic(cron="* * * * *")
@app.task(name="search.following.follow", queue=QUEUE, queueing_lock="search.following.follow", pass_context=True)
def follow(context: JobContext, timestamp: int) -> None:
    """Follow for a turn. Nothing is to do where the table itself answers, or while another follows."""
    index = followed_index()
    if index is None:
        return
    end = time.monotonic() + _A_TURN
    Follower(index, stopping=lambda: context.should_abort() or time.monotonic() > end, show=lambda _state: None).run()


@app.periodic(cron="*/5 * * * *")
@app.task(name="search.documents.cut_anew", queue=QUEUE, queueing_lock="search.documents.cut_anew", pass_context=True)
def renew_words(context: JobContext, timestamp: int) -> None:
    """After an update, cut anew what the release before it has cut; nothing is to do at any other time."""
    end = time.monotonic() + _A_TURN
    done = cut_anew(stopping=lambda: context.should_abort() or time.monotonic() > end, moved=lambda _done: None)
    if done:
        log.info("documents_cut_anew", documents=done, left=documents_of_an_older_analysis())


@app.periodic(cron="17 3 * * *")
@app.task(name="search.following.compare", queue=QUEUE, queueing_lock="search.following.compare", pass_context=True)
def compare(context: JobContext, timestamp: int) -> None:
    """Every night, compare the index with the table and mend it."""
    index = followed_index()
    if index is not None:
        reconcile(index, mend=True, stopping=context.should_abort, moved=lambda _compared: None)
