"""The pages that citizens see across courts: each parses an address, asks, and presents."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from federation.courts.models import Court
from federation.courts.selectors import portal_address
from federation.portal import asking, selectors
from federation.portal.counting import note_question, opened_address
from federation.portal.directory import COURTS_A_PAGE, Filters, read_filters
from federation.portal.facets import facet_links
from federation.portal.finding_courts import courts_meant
from federation.portal.meaning import did_you_mean
from federation.portal.newest import newest_articles
from federation.portal.paging import pager
from federation.portal.understood import understood_chips, widened_from
from federation.questions.best_bets import best_bets_for
from search.backends.base import SearchUnavailable
from search.query.reading import read_query
from search.services import answer
from search.types import Query, Sort


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    newest = newest_articles(count=8)
    context = {
        "newest": newest,
        "sites": selectors.sites_on_line(),
        "regions": selectors.regions(),
        "levels": selectors.level_counts(),
        "courts_in_all": Court.objects.count(),
    }
    return render(request, "portal/home.html", context)


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    query = asking.query_of(request.GET)
    context = {"query": query, "kept": asking.kept_filters(query), "sorts": _sorts(query)}
    if not asking.is_asking(query):
        return render(request, "portal/ask.html", context | {"levels": selectors.level_counts()})
    asked = read_query(query)
    try:
        found = answer(asked)
    except SearchUnavailable:
        return render(request, "portal/unavailable.html", context | {"chips": asking.chips(query)}, status=503)
    note_question(request, query, found)
    context |= {
        "results": found,
        "opened": opened_address(query),
        "best_bets": best_bets_for(query.text) if query.page == 1 else [],
        "total": asking.total_in_words(found),
        "folded": any(hit.copies for hit in found.hits),
        "chips": asking.chips(query, found),
        "facets": facet_links(query, found),
        "understood": understood_chips(query, asked.question, found),
        "widened_from": widened_from(asked.question) if found.widened else "",
        "correction": did_you_mean(query, found),
        "meant": selectors.with_addresses(courts_meant(query.text, asked.question)) if query.page == 1 else [],
        "pager": asking.results_pager(query, found),
        "without_filters": asking.without_filters(query),
        "first_page": asking.sorted_by(query, query.sort),
    }
    return render(request, "portal/results.html", context)


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    regions = selectors.regions()
    provinces = [province.name for region in regions for province in region.provinces]
    filters = read_filters(request.GET, provinces=provinces)
    context = {"filters": filters, "regions": regions, "levels": selectors.level_counts()}
    if filters.is_empty:
        supreme = selectors.with_addresses(Court.objects.filter(superior__isnull=True))
        return render(request, "portal/directory.html", context | {"supreme": supreme})
    if filters.is_a_province:
        tree = selectors.tree_of_province(filters.province)
        return render(request, "portal/directory_province.html", context | {"tree": tree})
    return render(request, "portal/directory_list.html", context | _page_of_courts(filters))


@require_safe
def court(request: HttpRequest, code: str) -> HttpResponse:
    entry = Court.objects.filter(code=code).first() if code.isprintable() else None
    if entry is None:
        raise Http404
    site = selectors.site_of(entry)
    newest = newest_articles(count=8, court=entry.code) if site and not site.closed_at else None
    below = selectors.with_addresses(entry.subordinates.order_by("code"))
    context = {
        "court": entry,
        "level": selectors.LEVEL_LABELS[entry.identity().level],
        "site": site,
        "newest": newest,
        "below": below,
        "superiors": entry.superiors()[::-1],
        "all_pages": asking.address(Query(courts=(entry.code,), sort=Sort.DATE)),
    }
    return render(request, "portal/court.html", context)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Results are endless combinations of filters: search engines find the same pages on the courts' own sites."""
    lines = ["User-agent: *", f"Disallow: {reverse('portal:search')}", "Disallow: /admin/", "Disallow: /-/"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "portal/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Says what it can without the database, which may be what has failed."""
    return render(None, "portal/500.html", {"portal": portal_address()}, status=500)


def _sorts(query: Query) -> dict[str, str]:
    return {"relevance": asking.sorted_by(query, Sort.RELEVANCE), "date": asking.sorted_by(query, Sort.DATE)}


def _page_of_courts(filters: Filters) -> dict[str, object]:
    pages = Paginator(filters.courts(), COURTS_A_PAGE)
    page = pages.get_page(filters.page)
    return {
        "entries": selectors.with_addresses(page.object_list),
        "total": pages.count,
        "pager": pager(
            number=page.number, pages=pages.num_pages, address_of=lambda number: filters.address(page=number)
        ),
    }
