"""Whether anybody does what is queued."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateWorker

HEARTBEAT = timedelta(seconds=30)
"""Three times what a worker leaves between two signs of life."""


def a_worker_is_running() -> bool:
    """Whether a worker has shown a sign of life lately, whichever queues it takes."""
    return ProcrastinateWorker.objects.filter(last_heartbeat__gte=timezone.now() - HEARTBEAT).exists()
