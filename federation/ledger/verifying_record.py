"""Whether the record of what was public is what the ledger says it is."""

from collections.abc import Iterator
from hashlib import sha256

from django.db import connection
from django.utils.translation import gettext as _

from federation.ledger.models import PublicContent, PublicVersion
from federation.ledger.verifying import CHUNK, Fault, Kind

# Details that are no JSON, which a superuser may have written, are no reason to stop.
_DIFFERING = """
    WITH entry AS (
        SELECT court, number, time, subject, event IN ('published', 'edited', 'moved') AS public,
            CASE WHEN details IS JSON OBJECT THEN details::jsonb -> 'page' END AS page
        FROM public.ledger_entry
        WHERE event IN ('published', 'edited', 'moved', 'withdrawn', 'restricted', 'deleted')
    )
    SELECT coalesce(entry.court, version.court), coalesce(entry.number, version.number)
    FROM (SELECT * FROM entry WHERE page IS NOT NULL) AS entry
    FULL JOIN public.ledger_public_version AS version
        ON version.court = entry.court AND version.number = entry.number
    WHERE (version.subject, version.time, version.public, version.path, version.title, version.column, version.item,
            version.content)
        IS DISTINCT FROM (entry.subject, entry.time, entry.public, entry.page ->> 'path', entry.page ->> 'title',
            entry.page ->> 'column', entry.page ->> 'item', entry.page ->> 'content')
    ORDER BY 1, 2
"""
_WITHOUT_CONTENT = """
    SELECT version.court, version.number FROM public.ledger_public_version AS version
    LEFT JOIN public.ledger_public_content AS content ON content.hash = version.content
    WHERE content.hash IS NULL ORDER BY 1, 2
"""


def differing_versions(court: str | None) -> Iterator[Fault]:
    """Versions that say another thing than their entry, or that lack one, and entries that lack their version."""
    for code, number in _rows(_DIFFERING, court):
        yield Fault(Kind.VERSION, code, number, _("历史公开内容与台账记录不符。"))
    for code, number in _rows(_WITHOUT_CONTENT, court):
        yield Fault(Kind.CONTENT, code, number, _("当时公开的内容已丢失。"))


def changed_contents() -> Iterator[Fault]:
    """Contents that are not what their hash says. Reads all of them."""
    for content in PublicContent.objects.order_by("hash").iterator(chunk_size=CHUNK // 10):
        if sha256(content.content.encode()).hexdigest() != content.hash:
            shown = PublicVersion.objects.filter(content=content.hash).order_by("id")
            for code, number in shown.values_list("court", "number"):
                yield Fault(Kind.CONTENT, code, number, _("当时公开的内容被改动过。"))


def _rows(query: str, court: str | None) -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [(code, number) for code, number in cursor.fetchall() if court in (None, code)]
