"""Checks of the ledger's settings: each names the variable and the mend."""

from typing import Any

from django.conf import settings
from django.core.checks import Tags, Warning, register


@register(Tags.security, deploy=True)
def check_checkpoints_leave_the_machine(app_configs: Any, **kwargs: Any) -> list[Warning]:
    if settings.LEDGER_CHECKPOINTS:
        return []
    return [
        Warning(
            "LEDGER_CHECKPOINTS is not set, so checkpoints of the ledger stay on the machine that they are to watch.",
            hint="Set LEDGER_CHECKPOINTS to a folder mounted from another machine, or to s3://bucket/prefix.",
            id="federation.W002",
        )
    ]
