"""Background work of suggestions."""

from procrastinate.contrib.django import app

from search.suggesting.related import find_wanted
from search.suggesting.vocabulary import renew_vocabulary

QUEUE = "suggesting"
RELATED_A_MINUTE = 300


@app.periodic(cron="40 2 * * *")
@app.task(name="search.suggesting.renew_vocabulary", queue=QUEUE, queueing_lock="renew_vocabulary")
def renew_vocabulary_nightly(timestamp: int) -> None:
    renew_vocabulary()


@app.periodic(cron="* * * * *")
@app.task(name="search.suggesting.find_related", queue=QUEUE, queueing_lock="find_related")
def find_related_every_minute(timestamp: int) -> None:
    """What readers have come upon since the last time; the rest waits for the next."""
    find_wanted(limit=RELATED_A_MINUTE)
