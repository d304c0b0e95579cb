"""Background work of suggestions."""

from procrastinate.contrib.django import app

from search.suggesting.related import find_wanted, forget_removed
from search.suggesting.vocabulary import renew_vocabulary

QUEUE = "suggesting"
RELATED_A_MINUTE = 300


@app.periodic(cron="40 2 * * *")
@app.task(name="search.suggesting.renew", queue=QUEUE, queueing_lock="renew_suggestions")
def renew_nightly(timestamp: int) -> None:
    """Count words anew, and forget pages that are no longer public."""
    renew_vocabulary()
    forget_removed()


@app.periodic(cron="* * * * *")
@app.task(name="search.suggesting.find_related", queue=QUEUE, queueing_lock="find_related")
def find_related_every_minute(timestamp: int) -> None:
    """What readers have come upon since the last time; the rest waits for the next."""
    find_wanted(limit=RELATED_A_MINUTE)
