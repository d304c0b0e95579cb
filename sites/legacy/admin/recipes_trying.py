"""A recipe tried in the admin: the samples by layout, and one page beside its original."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator

from federation.domain.errors import FederationError
from sites.legacy.admin.recipes import RecipePart
from sites.legacy.documents import DocumentUnreadable
from sites.legacy.recipes.move_sources import MoveSources
from sites.legacy.recipes.originals import POLICY, safe_body, safe_copy
from sites.legacy.recipes.trials import kept_trial
from sites.legacy.recipes.trying import FACTS, TriedPage, Tryout

PAGE_SIZE = 20
NONE = "-"
"""Stands in an address for the pages of no layout."""


@dataclass(frozen=True, slots=True)
class Row:
    """A sample in the list: what the draft makes of it, and what the saved recipe reads differently."""

    url: str
    link: str
    tried: TriedPage | None
    changes: tuple[str, ...] = ()
    fault: str = ""

    @property
    def changed(self) -> str:
        """The names of the facts that would change."""
        return "、".join(fact_name(name) for name in self.changes)

    @property
    def outcome(self) -> str:
        """What becomes of the page."""
        return outcome_name(self.tried.outcome) if self.tried else ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a page in the draft's reading and in the saved one's."""

    name: str
    draft: str
    saved: str

    @property
    def is_changed(self) -> bool:
        """Whether the two differ."""
        return self.draft != self.saved


class TryingPart(RecipePart):
    """A recipe that cannot be used, or sources that cannot be opened, lead back to the text with the reason."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except FederationError as refusal:
            messages.error(request, str(refusal))
            return redirect("move_recipe")

    def tryouts(self) -> tuple[Tryout, Tryout]:
        """The draft and the saved recipe at work. Raises NotTried where the sources would have to be looked through first."""
        return Tryout(self.draft, self.move), Tryout(self.move.recipe, self.move)


class SamplesView(TryingPart):
    """The samples that the draft is tried on, by layout, with what it reads and what would change."""

    template_name = "legacy/admin/recipe_samples.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        chosen = request.GET.get("layout", "")
        draft, saved = self.tryouts()
        with MoveSources(self.move) as sources:
            urls = urls_of(draft, chosen)
            paginator = WagtailPaginator(urls, PAGE_SIZE)
            page = paginator.get_page(request.GET.get("p"))
            rows = [_row(url, chosen, sources, draft, saved) for url in page.object_list]
        context = self.get_context_data(
            rows=rows,
            page=page,
            elided_page_range=paginator.get_elided_page_range(page.number),
            layouts=list(_layouts(draft, chosen)),
            is_draft=self.draft != self.move.recipe,
        )
        return self.render_to_response(context)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": reverse("move_recipe_samples"), "label": _("试读")}]


class SampleView(TryingPart):
    """One page: its original, and beside it what the draft reads from it and what the saved recipe does."""

    template_name = "legacy/admin/recipe_sample.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        url, chosen = request.GET.get("url", ""), request.GET.get("layout", "")
        draft, saved = self.tryouts()
        with MoveSources(self.move) as sources:
            found = sources.page(url)
            if found is None:
                raise Http404
            page, source = found
            try:
                tried, before = draft.read(page), saved.read(page)
            except DocumentUnreadable as error:
                messages.error(request, f"{url}：{error}")
                return redirect("move_recipe_samples")
            body = safe_body(tried.body_html, page.url, source)
            urls = urls_of(draft, chosen)
        place = urls.index(url) if url in urls else -1
        context = self.get_context_data(
            tried=tried,
            facts=list(_facts(tried, before)),
            body=body,
            body_changed=tried.body_text != before.body_text,
            original=f"{reverse('move_recipe_original')}?{urlencode({'url': url})}",
            previous=_link(urls[place - 1], chosen) if place > 0 else "",
            next=_link(urls[place + 1], chosen) if 0 <= place < len(urls) - 1 else "",
            place=place + 1,
            total=len(urls),
            back=f"{reverse('move_recipe_samples')}?{urlencode({'layout': chosen})}",
        )
        return self.render_to_response(context)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        trying = {"url": reverse("move_recipe_samples"), "label": _("试读")}
        return [*super().get_breadcrumbs_items(), trying, {"url": "", "label": _("对照原页")}]


class OriginalView(RecipePart):
    """The captured page as a picture of itself, to be framed beside what was read from it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            kept_trial(self.draft, self.move)
            with MoveSources(self.move) as sources:
                found = sources.page(request.GET.get("url", ""))
                if found is None:
                    raise Http404
                answer = HttpResponse(safe_copy(*found))
        except FederationError as refusal:
            answer = HttpResponse(str(refusal), content_type="text/plain; charset=utf-8", status=409)
        answer["Content-Security-Policy"] = POLICY
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Referrer-Policy"] = "no-referrer"
        answer["Cache-Control"] = "private, no-store"
        return answer


def urls_of(tryout: Tryout, chosen: str) -> list[str]:
    """The samples of a layout, of none (`-`), or all."""
    wanted = "" if chosen == NONE else chosen
    return [url for url, layout in tryout.samples if not chosen or layout == wanted]


def fact_name(name: str) -> str:
    """What an operator calls a fact."""
    return {
        "outcome": _("结果"),
        "title": _("标题"),
        "published": _("日期"),
        "source": _("来源"),
        "author": _("作者"),
        "editor": _("责任编辑"),
        "columns": _("栏目"),
        "body_text": _("正文"),
    }[name]


def outcome_name(outcome: str) -> str:
    """What an operator calls what became of a page."""
    return {
        "article": _("文章"),
        "list": _("列表"),
        "skipped": _("不采用"),
        "redirected": _("跳转"),
        "failed": _("失败"),
    }.get(outcome, outcome)


def _row(url: str, chosen: str, sources: MoveSources, draft: Tryout, saved: Tryout) -> Row:
    found = sources.page(url)
    if found is None:
        return Row(url, "", None, fault=_("来源中已没有这个页面"))
    try:
        tried = draft.read(found[0])
        return Row(url, _link(url, chosen), tried, tried.changes(saved.read(found[0])))
    except DocumentUnreadable as error:
        return Row(url, "", None, fault=str(error))


def _link(url: str, chosen: str) -> str:
    return f"{reverse('move_recipe_sample')}?{urlencode({'url': url, 'layout': chosen})}"


def _layouts(tryout: Tryout, chosen: str) -> Iterator[dict[str, Any]]:
    """The choices above the list, each with its number of samples."""
    names = dict.fromkeys(layout for _url, layout in tryout.samples)
    yield {"value": "", "label": _("全部"), "count": len(tryout.samples), "current": not chosen}
    for name in names:
        value = name or NONE
        yield {
            "value": value,
            "label": name or _("不属于任何版式"),
            "count": len(urls_of(tryout, value)),
            "current": value == chosen,
        }


def _facts(tried: TriedPage, before: TriedPage) -> Iterator[Fact]:
    for name in FACTS:
        if name != "body_text":
            yield Fact(fact_name(name), _shown(name, tried), _shown(name, before))


def _shown(name: str, tried: TriedPage) -> str:
    value = getattr(tried, name)
    if name == "outcome":
        return outcome_name(tried.outcome) + (f"：{tried.reason}" if tried.reason else "")
    if name == "published":
        return f"{value:%Y-%m-%d %H:%M}" if value else ""
    return " > ".join(value) if name == "columns" else str(value)


@hooks.register("register_admin_urls")
def trying_urls() -> list[URLPattern]:
    return [
        path("move/recipe/try/", SamplesView.as_view(), name="move_recipe_samples"),
        path("move/recipe/try/page/", SampleView.as_view(), name="move_recipe_sample"),
        path("move/recipe/try/original/", OriginalView.as_view(), name="move_recipe_original"),
    ]
