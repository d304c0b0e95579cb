"""The read API: what the portal shows, for programs."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse, QueryDict
from django.utils.translation import gettext as _

from federation.api.parameters import RefusedParameters, query_of
from federation.api.problems import problem
from search.backends.base import SearchUnavailable
from search.plain import plain_results
from search.query.reading import read_query
from search.services import answer

READING = ("GET", "HEAD")


def search(request: HttpRequest) -> HttpResponse:
    """One page of results, with what was understood of the question and where the pages before and after it are."""
    if request.method not in READING:
        refusal = problem(405, _("此接口只能读取"), detail=_("请使用 GET。"))
        refusal["Allow"] = HttpResponseNotAllowed(READING)["Allow"]
        return refusal
    try:
        asked = read_query(query_of(request.GET))
        results = answer(asked)
    except RefusedParameters as refused:
        errors = [asdict(fault) for fault in refused.faults]
        return problem(400, _("参数有误"), detail=_("请改正以下参数后重试。"), errors=errors)
    except SearchUnavailable:
        unavailable = problem(503, _("搜索暂时不可用"), detail=_("请稍后重试。"))
        unavailable["Retry-After"] = "5"
        return unavailable
    query = asked.query
    body = plain_results(query.text, results) | {
        "understood": [asdict(each) for each in asked.question.understood],
        "previous": _page(request, query.page - 1) if 1 < query.page <= results.pages + 1 else None,
        "next": _page(request, query.page + 1) if query.page < results.pages else None,
    }
    response = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"  # what is public may be read by pages of any site
    return response


def _page(request: HttpRequest, number: int) -> str:
    parameters: QueryDict = request.GET.copy()
    parameters["page"] = str(number)
    return request.build_absolute_uri(f"{request.path}?{parameters.urlencode()}")
