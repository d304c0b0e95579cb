"""All findings of a page: in its own texts, in the names of its files, and inside its attachments."""

from collections.abc import Iterator

from wagtail.models import Page

from sites.media.models import CourtDocument
from sites.publishing.answers.court_lists import court_lists
from sites.publishing.answers.inside_files import findings_inside
from sites.publishing.answers.models import Answer
from sites.publishing.answers.parts import CheckedPage, Part, PlacedFinding, placed
from sites.publishing.findings import CourtLists, Severity, findings_in


def findings_of_page(page: Page) -> tuple[PlacedFinding, ...]:
    """In the order of the page. Of a page type that says nothing of its parts its title is looked through."""
    lists = court_lists()
    parts = list(page.checked_parts()) if isinstance(page, CheckedPage) else [Part("title", "", page.title)]
    return (*_in_texts(parts, lists), *_in_attachments(parts, lists))


def unanswered(page: Page) -> tuple[PlacedFinding, ...]:
    """Those that keep a page from the public: all that block, and those that nobody has answered."""
    findings = findings_of_page(page)
    if not findings:
        return ()
    answered = answers_of(page)
    return tuple(each for each in findings if each.severity == Severity.BLOCKS or each.fingerprint not in answered)


def answers_of(page: Page) -> dict[str, Answer]:
    """Reasons by fingerprint: the page's own, or of an alias those of the page that it shows."""
    answers = Answer.objects.filter(page__in=[key for key in (page.pk, page.alias_of_id) if key])
    return {each.fingerprint: each for each in answers.select_related("answered_by")}


def _in_texts(parts: list[Part], lists: CourtLists) -> Iterator[PlacedFinding]:
    for part in parts:
        for finding in findings_in(part.text, lists):
            yield placed(finding, part)


def _in_attachments(parts: list[Part], lists: CourtLists) -> Iterator[PlacedFinding]:
    named = {part.document: part for part in reversed(parts) if part.document is not None}
    documents = CourtDocument.objects.in_bulk(named) if named else {}
    for key, part in reversed(named.items()):
        if key in documents:
            yield from findings_inside(documents[key], part, lists)
