"""A file is public as long as a page refers to it that anybody may read: the row changes with the page, in one transaction."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, ReferenceIndex

from federation.courts.opening import close_site, reopen_site
from sites.media.models import CourtDocument, CourtImage, FileUse
from sites.media.visibility import is_public
from sites.pages.models import ArticlePage, ColumnPage, HomePage, PlainPage
from sites.publishing.announcing import announce
from tests.pages import column
from tests.stored_files import block, draft_with, new_document, new_image, publish_blocks, shown

pytestmark = pytest.mark.usefixtures("inside_chaoyang")


OF_IMAGES: dict[str, Callable[[CourtImage], dict]] = {
    "a block": shown,
    "a gallery": lambda image: block("gallery", {"pictures": [{"image": image.pk, "caption": ""}] * 2}),
    "a text": lambda image: block("text", f'<embed embedtype="image" id="{image.pk}" alt="" format="left"/>'),
    "an address": lambda image: block("text", f'<p><a href="{image.file.url}">大图</a></p>'),
    "an address with our host": lambda image: block(
        "text", f'<p><a href="http://www.chaoyang.localhost{image.file.url}">大图</a></p>'
    ),
    "the address of another size": lambda image: block(
        "text", f'<p><a href="{image.get_rendition("width-20").url}">小图</a></p>'
    ),
}
OF_DOCUMENTS: dict[str, Callable[[CourtDocument], dict]] = {
    "a block": shown,
    "a text": lambda document: block("text", f'<p><a linktype="document" id="{document.pk}">样式</a></p>'),
    "an address": lambda document: block("text", f'<p><a href="{document.url}">样式</a></p>'),
    "a table": lambda document: block(
        "table", {"data": [[f'<a linktype="document" id="{document.pk}">样式</a>']], "first_row_is_table_header": False}
    ),
}


@pytest.mark.parametrize(
    ("new", "places", "place"),
    [
        *((new_image, OF_IMAGES, place) for place in OF_IMAGES),
        *((new_document, OF_DOCUMENTS, place) for place in OF_DOCUMENTS),
    ],
)
def test_a_reference_counts_from_every_place_of_a_body(new: Callable, places: dict, place: str) -> None:
    wanted, other = new(), new()

    article = publish_blocks(places[place](wanted))

    assert (is_public(wanted), is_public(other)) == (True, False)
    article.unpublish()
    assert not is_public(wanted)


def test_a_lead_picture_and_a_plain_page_count_too() -> None:
    lead, plain = new_image("lead.png"), new_document()
    article = publish_blocks(picture=lead)
    page = HomePage.objects.get().add_child(instance=PlainPage(title="简介", body=[shown(plain)]))

    assert is_public(lead)
    assert is_public(plain)
    article.delete()
    page.delete()
    assert not is_public(lead)
    assert not is_public(plain)


def test_pages_that_nobody_finds_in_the_search_count_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    image = new_image()

    def references(page: Page) -> Iterator[tuple[int, str, str, str]]:
        if isinstance(page, HomePage | ColumnPage):
            content_type = ReferenceIndex._get_base_content_type(CourtImage)
            yield content_type.pk, str(image.pk), "banner", "banner"

    monkeypatch.setattr(ReferenceIndex, "_extract_references_from_object", references)

    for page in (HomePage.objects.get(), column()):
        page.save()
        assert is_public(image)
        page.live = False
        page.save()
        assert not is_public(image)


def test_an_address_on_another_host_lets_nothing_out() -> None:
    image = new_image()

    publish_blocks(block("text", f'<p><a href="http://elsewhere.cn{image.file.url}">图</a></p>'))

    assert not is_public(image)


def test_what_is_only_uploaded_or_in_a_draft_is_private() -> None:
    uploaded, drafted, kept = new_document("a.txt"), new_document("b.txt", b"b"), new_document("c.txt", b"c")
    draft_with(shown(drafted)).save_revision()
    article = publish_blocks(shown(kept))

    article.body = [shown(drafted)]
    article.save_revision()

    assert [is_public(each) for each in (uploaded, drafted, kept)] == [False, False, True]


def test_a_newer_text_without_the_file_takes_it_back() -> None:
    before, after = new_document("a.txt"), new_document("b.txt", b"b")
    article = publish_blocks(shown(before))

    article.body = [shown(after)]
    article.save_revision().publish()

    assert [is_public(before), is_public(after)] == [False, True]


def test_of_two_pages_the_last_one_takes_the_file_with_it() -> None:
    document = new_document()
    first, second = (publish_blocks(shown(document), slug=slug) for slug in ("one", "two"))

    first.unpublish()
    assert is_public(document)
    second.delete()
    assert not is_public(document)


def test_a_publication_that_fails_lets_nothing_out() -> None:
    document = new_document()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        publish_blocks(shown(document))
        assert is_public(document)
        raise ZeroDivisionError

    assert not is_public(document)


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
def test_a_restriction_on_a_page_or_above_it_takes_files_back_until_it_is_lifted(kind: str) -> None:
    parent = column().add_child(instance=ColumnPage(title="内部", slug="inner"))
    document = new_document()
    article = publish_blocks(shown(document), parent=parent)

    for page in (article, parent):
        restriction = PageViewRestriction.objects.create(page=page.page_ptr, restriction_type=kind, password="x")
        assert not is_public(document)
        restriction.delete()
        assert is_public(document)


def test_moving_under_a_restricted_column_takes_files_back() -> None:
    inner = column().add_child(instance=ColumnPage(title="内部", slug="inner"))
    PageViewRestriction.objects.create(page=inner.page_ptr, restriction_type="login")
    document = new_document()
    article = publish_blocks(shown(document))

    article.move(inner, pos="last-child")

    assert not is_public(document)


def test_deleting_a_column_takes_the_files_of_all_its_articles_back() -> None:
    parent = column().add_child(instance=ColumnPage(title="临时", slug="temporary"))
    document, image = new_document(), new_image()
    publish_blocks(shown(document), shown(image), parent=parent)

    ColumnPage.objects.get(pk=parent.pk).delete()

    assert not is_public(document)
    assert not is_public(image)
    assert not FileUse.objects.exists()


def test_a_page_that_expires_by_schedule_takes_its_file_back(monkeypatch: pytest.MonkeyPatch) -> None:
    document = new_document()
    article = draft_with(shown(document))
    article.expire_at = timezone.now() + timedelta(hours=1)
    article.save_revision().publish()
    assert is_public(document)

    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    call_command("publish_scheduled")

    assert not is_public(document)


def test_a_page_that_goes_live_by_schedule_lets_its_file_out_then(monkeypatch: pytest.MonkeyPatch) -> None:
    document = new_document()
    article = draft_with(shown(document))
    article.go_live_at = timezone.now() + timedelta(hours=1)
    article.save_revision().publish()
    assert not is_public(document)

    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    call_command("publish_scheduled")

    assert is_public(document)


def test_an_alias_shows_the_file_on_its_own_account() -> None:
    document = new_document()
    article = publish_blocks(shown(document))
    alias = CreatePageAliasAction(article, parent=column(), update_slug="alias").execute(skip_permission_checks=True)

    article.unpublish(set_expired=False)
    alias.refresh_from_db()
    assert is_public(document) is alias.live
    Page.objects.filter(pk=alias.pk).first().delete()
    assert not is_public(document)


def test_closing_the_site_takes_all_files_back_and_opening_it_lets_them_out_again() -> None:
    document, image = new_document(), new_image()
    publish_blocks(shown(document), picture=image)

    close_site(code="京0105")
    assert not is_public(document)
    assert not is_public(image)
    assert not FileUse.objects.exists()

    reopen_site(code="京0105")
    assert is_public(document)
    assert is_public(image)


def test_a_restricted_collection_keeps_its_files_private_whatever_shows_them() -> None:
    inner = Collection.get_first_root_node().add_child(name="内部")
    document, image = new_document(collection=inner), new_image(collection=inner)
    publish_blocks(shown(document), shown(image))
    assert is_public(document)

    restriction = CollectionViewRestriction.objects.create(collection=inner, restriction_type="login")
    assert not is_public(document)
    assert not is_public(image)
    restriction.delete()
    assert is_public(image)


def test_twenty_files_cost_as_many_queries_as_one() -> None:
    def queries(count: int, slug: str) -> int:
        blocks = [shown(new_document(f"{slug}{number}.zip", f"{slug}{number}".encode())) for number in range(count)]
        blocks += [shown(new_image(f"{slug}{number}.png")) for number in range(count)]
        article = publish_blocks(*blocks, slug=slug)
        FileUse.objects.filter(page=article.pk).delete()
        with CaptureQueriesContext(
            connection,
        ) as captured:
            announce({article.pk})
        assert FileUse.objects.filter(page=article.pk, public=True).count() == 2 * count
        return len(captured)

    assert queries(20, "many") == queries(1, "one")


def test_a_file_that_a_page_names_and_that_is_gone_stops_no_publication() -> None:
    document, image = new_document(), new_image()
    blocks = [shown(document), shown(image), block("text", json.dumps("<p>正文</p>"))]
    document.delete()
    CourtImage.objects.filter(pk=image.pk).delete()

    article = publish_blocks(*blocks)

    assert ArticlePage.objects.get(pk=article.pk).live
    assert not FileUse.objects.exists()


def test_an_upgraded_site_knows_at_once_what_its_pages_show() -> None:
    lead, restricted = new_image("lead.png"), new_document("inner.txt", b"inner")
    for number, (new, place) in enumerate(
        [(new_image, each) for each in OF_IMAGES.values()] + [(new_document, each) for each in OF_DOCUMENTS.values()]
    ):
        publish_blocks(place(new()), slug=f"page-{number}")
    publish_blocks(slug="lead", picture=lead)
    inner = column().add_child(instance=ColumnPage(title="内部", slug="inner"))
    publish_blocks(shown(restricted), parent=inner)
    PageViewRestriction.objects.create(page=inner.page_ptr, restriction_type="login")
    HomePage.objects.get().add_child(instance=PlainPage(title="简介", body=[shown(new_document())]))
    draft_with(shown(new_document()))
    uses = FileUse.objects.order_by("page", "image", "document").values_list("page", "image", "document", "public")
    before = list(uses.all())
    FileUse.objects.all().delete()

    import_module("sites.pages.migrations.0003_remember_which_files_are_used").remember(apps, None)

    assert len(before) == 13
    assert list(uses.all()) == before
