"""The ledger's own background work: checkpoints every hour, and a look at the whole chain every night."""

import structlog
from django.core.files.storage import storages
from procrastinate.contrib.django import app

from federation.ledger.checkpoints import STORAGE, make_checkpoint, read_all
from federation.ledger.errors import LedgerRefused
from federation.ledger.keys import signing_key
from federation.ledger.verifications import verify_all

log = structlog.get_logger(__name__)
QUEUE = "ledger"


@app.periodic(cron="7 * * * *")
@app.task(name="federation.ledger.checkpoint", queue=QUEUE, queueing_lock="ledger_checkpoint")
def checkpoint_hourly(timestamp: int) -> None:
    try:
        make_checkpoint()
    except LedgerRefused as refusal:
        log.error("ledger_checkpoint_refused", reason=str(refusal))


@app.periodic(cron="37 3 * * *")
@app.task(name="federation.ledger.verify", queue=QUEUE, queueing_lock="ledger_verify")
def verify_nightly(timestamp: int) -> None:
    try:
        checkpoints = read_all(storages[STORAGE], signing_key().public_key())
    except LedgerRefused as refusal:
        log.error("ledger_verified_without_checkpoints", reason=str(refusal))
        checkpoints = iter(())
    verify_all(checkpoints)
