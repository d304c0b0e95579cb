"""Background work on questions."""

from procrastinate.contrib.django import app

from federation.questions.pruning import prune_questions

QUEUE = "questions"


@app.periodic(cron="10 0 * * *")
@app.task(name="federation.questions.prune", queue=QUEUE, queueing_lock="prune_questions")
def prune_questions_nightly(timestamp: int) -> None:
    """Ten past midnight, when the questions of the day that is over have stayed rare or have not."""
    prune_questions()
