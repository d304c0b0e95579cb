"""From a request's host to the court's schema, and nowhere else."""

from collections.abc import Callable

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django_tenants.middleware.main import TenantMainMiddleware
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from federation.courts.current import go_to_platform, on_platform, site_of
from federation.courts.models import Domain

# The public schema has no pages, images or documents of its own, and a court has no directory and no sites to open.
COURT_ADMIN = tuple(
    f"/admin/{part}/"
    for part in (
        "pages",
        "images",
        "documents",
        "redirects",
        "sites",
        "workflows",
        "reports",
        "collections",
        "choose-page",
        "move",
        "review",
        "parties",
    )
)
PLATFORM_ADMIN = tuple(
    f"/admin/{part}/"
    for part in (
        "courts",
        "court-sites",
        "court-chooser",
        "move-requests",
        "platform-rules",
        "coordination",
        "best-bets",
        "withheld-questions",
        "questions",
        "search-index",
    )
)


class SchemaMismatch(RuntimeError):
    """The connection is on another schema than the request's host asks for: nothing may be served from it."""


class CourtSiteMiddleware(TenantMainMiddleware):
    """django-tenants' middleware, which also answers for closed sites and asserts the schema that it has set."""

    def get_tenant(self, domain_model: type[Domain], hostname: str):  # type: ignore[no-untyped-def]
        asked = domain_model.objects.select_related("tenant__court").get(domain=hostname)
        asked.tenant.asked_on_another_host = not asked.is_primary
        return asked.tenant

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        response: HttpResponse | None = super().process_request(request)
        if response is not None:
            return response
        site = site_of(request)
        if site and site.closed_at:
            go_to_platform()
            return render(request, "courts/closed.html", {"court": site.court}, status=503)
        if site:
            assert_schema(site.schema_name)
        return None

    def no_tenant_found(self, request: HttpRequest, hostname: str) -> HttpResponse:
        return render(request, "courts/unknown_host.html", {"hostname": hostname}, status=404)


def assert_schema(expected: str) -> None:
    """Raises SchemaMismatch unless PostgreSQL itself says that it is on the expected schema."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        (actual,) = cursor.fetchone()
    if actual != expected:
        raise SchemaMismatch(f"connection is on schema {actual}, the request is for {expected}")


class AdminPartsMiddleware:
    """Keeps the platform's admin to what the public schema has, and a court's admin to what a court has."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(COURT_ADMIN if on_platform() else PLATFORM_ADMIN):
            raise Http404
        return self.get_response(request)


class CourtRedirectMiddleware(RedirectMiddleware):
    """Wagtail's redirects, which only a court's schema has."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        return response if on_platform() else super().process_response(request, response)
