"""A whole source read: every article it holds, and a verdict on every address in it.

with open_source(path) as source, Reading(source) as reading:
    for article in reading.articles(): ...
    for verdict in reading.verdicts(): ...
"""

from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Self

from django.utils.translation import gettext as _

from sites.legacy.addresses import address_key
from sites.legacy.articles import LegacyArticle, Verdict
from sites.legacy.assembly import Assembled, assemble
from sites.legacy.captures import CapturedAddress, CapturedPage, CaptureUnreadable
from sites.legacy.cleaning import join_bodies
from sites.legacy.layouts import Layouts
from sites.legacy.pages import ListNote, PageContent, PageNote, ReadPage, is_page, read_page
from sites.legacy.readers.base import Reader
from sites.legacy.readers.family_reader import FamilyReader
from sites.legacy.readers.general import GeneralReader
from sites.legacy.readers.known import KNOWN
from sites.legacy.readers.metatags import MetaTagsReader
from sites.legacy.readers.recipe import GIVEN, LEARNED, RecipeReader
from sites.legacy.recipes.learning import learn_recipe
from sites.legacy.recipes.recipe import Recipe
from sites.legacy.sampling import sample_documents
from sites.legacy.side_by_side import each_in_order
from sites.legacy.sources.base import Source
from sites.legacy.spool import Spool

Progress = Callable[[int, int], None]


def family_readers(layouts: Layouts, *, trust: float = LEARNED) -> tuple[Reader, ...]:
    """All readers; the one most confident of a page reads it, of equals the first.

    `trust` is that of the recipe that the layouts come from: `GIVEN` or `LEARNED`.
    """
    general = GeneralReader()
    recipe = RecipeReader(layouts, general, trust=trust)
    families = (FamilyReader(family, recipe) for family in KNOWN)
    return (recipe, *families, MetaTagsReader(recipe), general)


class Reading:
    """Reads a capture once, on construction; memory holds a note a page, their texts lie on disk.

    `recipe` says where things stand on the pages; without one it is learned from samples of them, and used in the same way.
    `progress` is told how many addresses of how many are done. Close it, or use it as a context.
    """

    def __init__(self, source: Source, *, recipe: Recipe | None = None, progress: Progress | None = None) -> None:
        self._source = source
        self._recipe = recipe
        self._spool = Spool()
        self._verdicts: dict[str, Verdict] = {}
        try:
            self._articles = self._read(progress)
        except BaseException:
            self._spool.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the texts on disk."""
        self._spool.close()

    def __len__(self) -> int:
        """How many articles there are."""
        return len(self._articles)

    def articles(self) -> Iterator[LegacyArticle]:
        """The articles, one in memory at a time, in the order of the capture."""
        for assembled in self._articles:
            yield self._article(assembled)

    def verdicts(self) -> Iterator[Verdict]:
        """One verdict for every captured address, in the order of the capture."""
        for address in self._source:
            yield self._verdicts[address.url]

    def _read(self, progress: Progress | None) -> list[Assembled]:
        readers = self._readers()
        captured = {address.key for address in self._source if address.status < 300}
        notes: list[PageNote] = []
        lists: list[ListNote] = []
        standing = _spellings(self._source)
        outcomes = each_in_order(
            tuple(self._source),
            lambda address: self._outcome(address, readers, captured, standing),
            begin=self._source.reopen,
        )
        for done, outcome in enumerate(outcomes, 1):
            if isinstance(outcome, ReadPage):
                outcome.note.place = self._spool.put(outcome.content)
                notes.append(outcome.note)
            elif isinstance(outcome, ListNote):
                lists.append(outcome)
                self._decide(
                    Verdict(
                        outcome.url,
                        "list",
                        _listing(outcome),
                        columns=outcome.columns,
                    )
                )
            else:
                self._decide(outcome)
            if progress:
                progress(done, len(self._source))
        articles = assemble(notes, lists)
        self._decide_articles(articles)
        self._settle_targets(standing)
        return articles

    def _readers(self) -> tuple[Reader, ...]:
        samples = list(sample_documents(self._source))
        if self._recipe is not None:
            return family_readers(Layouts.of(self._recipe, samples), trust=GIVEN)
        return family_readers(Layouts.of(learn_recipe(samples), samples))

    def _outcome(
        self, address: CapturedAddress, readers: tuple[Reader, ...], captured: set[str], standing: dict[str, str]
    ) -> ReadPage | ListNote | Verdict:
        if (verdict := _verdict_without_body(address)) is not None:
            return verdict
        if standing[address.key] != address.url:
            return Verdict(
                address.url,
                "duplicate",
                _("同一地址的另一种写法"),
                of=standing[address.key],
            )
        try:
            page = self._source.read(address)
        except CaptureUnreadable as error:
            return Verdict(address.url, "failed", str(error))
        if not is_page(page):
            return _asset(page)
        return read_page(page, readers, captured)

    def _decide(self, verdict: Verdict) -> None:
        self._verdicts[verdict.url] = verdict

    def _decide_articles(self, articles: list[Assembled]) -> None:
        for article in articles:
            own = article.first.url
            self._decide(Verdict(own, "article", _how(article), columns=article.columns))
            for page in article.pages[1:]:
                self._decide(Verdict(page.url, "duplicate", _("文章的后续分页，已并入首页"), of=own))
            for copy in article.copies:
                for page in copy.pages:
                    self._decide(Verdict(page.url, "duplicate", _("同一文章的另一地址"), of=own))

    def _settle_targets(self, standing: dict[str, str]) -> None:
        """Redirects and other spellings point to what stands for their target in the end; loops stay as captured."""
        targets = dict(standing)
        for address in self._source:
            targets.setdefault(address.key, address.url)
        for url, verdict in list(self._verdicts.items()):
            if verdict.of and verdict.kind in ("redirected", "duplicate"):
                final = self._final(verdict.of, targets)
                if final != verdict.of and final != url:
                    self._decide(Verdict(url, verdict.kind, verdict.reason, of=final, columns=verdict.columns))

    def _final(self, target: str, targets: dict[str, str]) -> str:
        passed: set[str] = set()
        while target not in passed:
            passed.add(target)
            known = targets.get(address_key(target), target)
            verdict = self._verdicts.get(known)
            if verdict is None or not verdict.of or verdict.kind not in ("redirected", "duplicate"):
                return known
            target = verdict.of
        return target

    def _article(self, assembled: Assembled) -> LegacyArticle:
        contents: list[PageContent] = [self._spool.get(page.place) for page in assembled.pages]
        copies: list[PageContent] = [self._spool.get(copy.first.place) for copy in assembled.copies]
        first, body = contents[0], join_bodies(content.body for content in contents)
        versions = [*contents, *copies]
        return LegacyArticle(
            url=assembled.first.url,
            title=first.title,
            published=next((version.published for version in versions if version.published), None),
            source=_said("source", versions),
            author=_said("author", versions),
            editor=_said("editor", versions),
            columns=assembled.columns,
            body_html=body.html,
            body_text=body.text,
            images=body.images,
            attachments=body.attachments,
            reader=first.reader,
            keywords=first.keywords,
            summary=first.summary,
            pages=tuple(page.url for page in assembled.pages),
            copies=tuple(page.url for copy in assembled.copies for page in copy.pages),
            flags=tuple(dict.fromkeys(flag for content in contents for flag in content.flags)),
        )


def _spellings(addresses: Iterable[CapturedAddress]) -> dict[str, str]:
    """For every key the spelling that stands for it: one captured whole, then the shortest, without session or tracking."""
    good = [address for address in addresses if 200 <= address.status < 300]
    ranked = sorted(good, key=lambda address: (not address.complete, len(address.url), address.url), reverse=True)
    return {address.key: address.url for address in ranked}


def _verdict_without_body(address: CapturedAddress) -> Verdict | None:
    """What the answer's status says already."""
    if 300 <= address.status < 400:
        if not address.location:
            return Verdict(address.url, "failed", _("返回 %(status)s，却没有给出去向") % {"status": address.status})
        return Verdict(
            address.url, "redirected", _("返回 %(status)s，跳转") % {"status": address.status}, of=address.location
        )
    if address.status >= 400 or address.status < 200:
        return Verdict(
            address.url,
            "failed",
            _("返回 %(status)s") % {"status": address.status} if address.status else _("没有返回状态"),
        )
    return None


def _asset(page: CapturedPage) -> Verdict:
    if not page.body:
        return Verdict(page.url, "failed", _("内容为空"))
    return Verdict(page.url, "asset", page.content_type or _("类型不明的文件"))


def _listing(note: ListNote) -> str:
    said = _("列表页，列出 %(count)d 个页面") % {"count": len(note.leads_to)}
    return said + _("；翻页靠脚本提交，后面各页没有链接可走") if note.scripted else said


def _how(article: Assembled) -> str:
    parts = []
    if len(article.pages) > 1:
        parts.append(_("由 %(count)d 个分页合成") % {"count": len(article.pages)})
    if article.copies:
        parts.append(_("并入 %(count)d 个相同页面") % {"count": len(article.copies)})
    if any(not page.complete for page in article.pages):
        parts.append(_("存档不完整"))
    return "；".join(parts) or _("文章")


def _said(name: str, versions: list[PageContent]) -> str:
    return next((value for version in versions if (value := getattr(version, name))), "")
