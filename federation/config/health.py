"""Answers for load balancers and orchestrators, ahead of tenant routing: they ask by address, not by a court's name."""

from collections.abc import Callable

import structlog
from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare

from federation.courts.current import go_to_platform
from federation.courts.proof import CHALLENGE_HEADER, PROOF_HEADER, proof_of
from search.following.metrics import metrics_text
from search.following.status import index_status

log = structlog.get_logger(__name__)


class HealthMiddleware:
    """`/-/live`: the process answers. `/-/ready`: it can serve: its database answers and is at this release's migrations.

    `/-/metrics`: how the index follows, for Prometheus.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/-/live":
            return liveness(request.headers.get(CHALLENGE_HEADER, ""))
        if request.path == "/-/ready":
            return readiness()
        if request.path == "/-/metrics":
            return metrics(request)
        return self.get_response(request)


def liveness(challenge: str) -> JsonResponse:
    """That the process answers and, to whoever challenges it, that it is this platform which does."""
    proof = proof_of(challenge)
    return JsonResponse({"status": "live"}, headers={PROOF_HEADER: proof} if proof else None)


def readiness() -> JsonResponse:
    try:
        go_to_platform()
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error as error:
        # The reason may name hosts and accounts, which is nothing for whoever asks.
        log.warning("database_unavailable", error=str(error))
        return JsonResponse({"status": "unavailable", "database": type(error).__name__}, status=503)
    if pending:
        return JsonResponse({"status": "unavailable", "migrations": len(pending)}, status=503)
    return JsonResponse({"status": "ready"})


def metrics(request: HttpRequest) -> HttpResponse:
    """For whoever bears METRICS_TOKEN; without one, for this machine itself, when no proxy has passed the request on."""
    if not _may_see_metrics(request):
        return HttpResponse(status=404)
    try:
        go_to_platform()
        text = metrics_text(index_status())
    except Error as error:
        log.warning("database_unavailable", error=str(error))
        return HttpResponse(status=503)
    return HttpResponse(text, content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_see_metrics(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        wanted = f"Bearer {settings.METRICS_TOKEN}"
        return constant_time_compare(request.headers.get("Authorization", ""), wanted)
    passed_on = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-Ip"))
    return request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"} and not passed_on
