"""Background work of suggestions."""

from procrastinate.contrib.django import app

from search.suggesting.vocabulary import renew_vocabulary

QUEUE = "suggesting"


@app.periodic(cron="40 2 * * *")
@app.task(name="search.suggesting.renew_vocabulary", queue=QUEUE, queueing_lock="renew_vocabulary")
def renew_vocabulary_nightly(timestamp: int) -> None:
    renew_vocabulary()
