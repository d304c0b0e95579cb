"""Pages of a court's site that stand outside its page tree."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Site

from sites.pages.column import ColumnPage
from sites.pages.plain import PlainPage
from sites.pages.site_map import site_map_document
from sites.publishing.coverage.matrix import matrix


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    home = _site(request).root_page
    context = {
        "plain_pages": PlainPage.objects.live().public().child_of(home),
        "archived": ColumnPage.objects.archived().descendant_of(home).select_related("closed").order_by("path"),
    }
    return render(request, "theme/site_map.html", context)


@require_safe
def disclosure_catalogue(request: HttpRequest) -> HttpResponse:
    """What the court owes to the public by articles 4 to 10, and how it stands with each item."""
    return render(request, "theme/disclosure_catalogue.html", {"matrix": matrix(today=timezone.localdate())})


@require_safe
def site_map_xml(request: HttpRequest) -> HttpResponse:
    site = _site(request)
    document = site_map_document(site.root_page, request.build_absolute_uri("/").rstrip("/"))
    return HttpResponse("".join(document), content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /-/",
        "Disallow: /parties/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "theme/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Says what it can without the database, which may be what has failed."""
    return render(None, "theme/500.html", status=500)


def _site(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site
