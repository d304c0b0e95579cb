"""The home page and columns that a court of each level is expected to have (articles 4-10 of the opinion)."""

import uuid
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.utils import timezone
from wagtail.models import Collection, Locale, Page, Site, Task, Workflow

from federation.catalogue.columns import ExpectedColumn, expected_columns
from federation.domain.courts import CourtIdentity, Level
from sites.pages.base import CourtPage
from sites.pages.column import ColumnPage
from sites.pages.home import HomePage
from sites.publishing.review.models import Release
from sites.publishing.review.releasing import publishing_as


@publishing_as(Release.Ground.OPENING)
def plant_first_pages(level: Level) -> None:
    """Put the first pages of a level into the current schema, in place of Wagtail's welcome page."""
    Site.objects.all().delete()
    root = Page.get_first_root_node()
    for page in root.get_children():
        page.delete()
    root = Page.objects.get(pk=root.pk)
    locale = Locale.objects.get_or_create(language_code="zh-hans")[0]
    home = root.add_child(instance=HomePage(title=str(level), slug="home", locale=locale, show_in_menus=False))
    _plant(home, expected_columns(level), locale)
    _call_in_chinese(root)
    Site.objects.create(hostname=f"{level}.template", port=80, root_page=home, is_default_site=True)


def _call_in_chinese(root: Page) -> None:
    """The names that Wagtail's migrations give. Groups keep theirs: later migrations may look for them."""
    Page.objects.filter(pk=root.pk).update(title="全站", draft_title="全站")
    Collection.objects.filter(depth=1).update(name="全部文件")
    Workflow.objects.update(name="审核")
    Task.objects.update(name="审核")


def _plant(parent: CourtPage, columns: Iterable[ExpectedColumn], locale: Locale) -> None:
    for expected in columns:
        items = expected.catalogue_items
        column = parent.add_child(
            instance=ColumnPage(
                title=expected.name,
                slug=expected.slug,
                kind=expected.column_type,
                catalogue_item=items[0] if len(items) == 1 else "",
                locale=locale,
            )
        )
        _plant(column, expected.children, locale)


def adopt_site(court: CourtIdentity) -> None:
    """Make a cloned site its court's own: names, host, and identifiers that no other site has."""
    Site.objects.update(site_name=court.name)
    follow_domain(court)
    HomePage.objects.update(title=court.name, draft_title=court.name)
    now = timezone.now()
    pages = list(Page.objects.all())
    for page in pages:
        page.translation_key = uuid.uuid4()
        page.first_published_at = page.last_published_at = now
    Page.objects.bulk_update(pages, ["translation_key", "first_published_at", "last_published_at"])


def follow_domain(court: CourtIdentity) -> None:
    """Have Wagtail's own row of the site, from which it makes absolute links, carry the court's address."""
    address = urlsplit(court.address)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.update(hostname=address.hostname, port=port)
    Site.clear_site_root_paths_cache()
