"""Public pages as the record of what was public keeps them (article 22 of the opinion)."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from wagtail.log_actions import get_active_log_context
from wagtail.models import Locale, PageLogEntry

from federation.ledger.acting import current_actor
from federation.ledger.entries import JSON
from federation.ledger.recording import PublicPage
from sites.media.keeping import shown_digests
from sites.media.models import CourtImage
from sites.publishing.attached import public_documents
from sites.publishing.public_form import FindablePage, PublicForm
from sites.publishing.review.models import Release
from sites.publishing.review.releasing import ground_for
from sites.publishing.withdrawal.standing import words_of_corrections


def standing_pages(
    pages: Sequence[FindablePage], *, keys: Mapping[int, str], paths: Mapping[int, str], forms: Mapping[int, PublicForm]
) -> Iterator[PublicPage]:
    """What each of these public pages says now, with the content of its files. `keys` and `paths` are by page."""
    languages = dict(Locale.objects.values_list("pk", "language_code"))
    files = _documents({each.document for form in forms.values() for each in form.attachments})
    pictures = _pictures({picture for form in forms.values() for picture in form.pictures})
    released = _released({page.pk: page.live_revision_id for page in pages})
    corrected = words_of_corrections([page.pk for page in pages])
    scheduled = _scheduled_by([page.pk for page in pages]) if current_actor().is_system else {}
    for page in pages:
        form = forms[page.pk]
        yield PublicPage(
            subject=keys[page.pk],
            path=paths[page.pk],
            title=form.title,
            column=form.column,
            item=form.catalogue_item,
            content={
                "title": form.title,
                "kind": form.kind,
                "language": languages[page.locale_id],
                "markup": form.markup,
                "facts": {
                    name: value for name, value in (*form.facts, ("corrections", corrected.get(page.pk, ""))) if value
                },
                "files": [
                    {"name": each.name, **files[each.document]} for each in form.attachments if each.document in files
                ],
                "pictures": [pictures[key] for key in form.pictures if key in pictures],
            },
            grounds={**released.get(page.pk, {}), **scheduled.get(page.pk, {})},
        )


def _released(revisions: Mapping[int, int | None]) -> dict[int, dict[str, JSON]]:
    """On which ground each live revision was let out, and by whom; what is being let out just now has no row yet."""
    standing = Release.objects.filter(revision__in=filter(None, revisions.values()), ended_at__isnull=True)
    now = ground_for(get_active_log_context().user)
    just_now: dict[str, JSON] = {"ground": now.value} if now else {}
    rows = {each.page_id: {"ground": each.ground, "released_by": each.releaser} for each in standing}
    return {page: dict(rows.get(page, just_now)) for page in revisions}


def _scheduled_by(keys: Collection[int]) -> dict[int, dict[str, JSON]]:
    """Of pages that the clock has let out, who set it."""
    plans = PageLogEntry.objects.filter(page__in=keys, action="wagtail.publish.schedule", user__isnull=False)
    newest = plans.order_by("page", "-timestamp").distinct("page").select_related("user")
    return {plan.page_id: {"scheduled_by": plan.user.get_username()} for plan in newest}


def _documents(keys: Collection[int]) -> dict[int, dict[str, JSON]]:
    rows = list(public_documents().filter(pk__in=keys)) if keys else []
    digests = shown_digests(row.file.name for row in rows)
    return {row.pk: {"address": row.url, "stored": row.file.name, "sha256": digests[row.file.name]} for row in rows}


def _pictures(keys: Collection[int]) -> dict[int, dict[str, JSON]]:
    rows = list(CourtImage.objects.filter(pk__in=keys)) if keys else []
    digests = shown_digests(row.file.name for row in rows)
    return {
        row.pk: {"address": row.file.url, "stored": row.file.name, "sha256": digests[row.file.name]} for row in rows
    }
