"""Copies of public files follow the rows, whatever happens on the way; the originals stay where they are."""

from collections.abc import Callable
from errno import EXDEV
from io import StringIO
from os.path import samefile
from socket import socket
from time import monotonic
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from wagtail.models import Collection, CollectionViewRestriction

from federation.courts.models import CourtSite
from federation.courts.opening import close_site, reopen_site
from sites.media.jobs import QUEUE
from sites.media.models import CourtDocument, PublicCopy
from sites.media.placing import Act, settle_files, still_lying
from sites.media.public_storage import CopyIncomplete, public_place
from sites.media.storage import BucketUnavailable
from sites.media.sweeping import compare, finish, sweep
from tests.flows.files.conftest import content_at, lying
from tests.stored_files import new_document, new_image, place_queued, png, publish_blocks, shown

pytestmark = pytest.mark.usefixtures("stored", "inside_chaoyang")


def place_of(document: CourtDocument) -> str:
    return f"documents/{document.pk}/{document.filename}"


def test_a_copy_lies_under_the_path_of_its_address_as_long_as_the_file_is_public() -> None:
    document, image, private = new_document("样式.txt", b"own"), new_image(), new_document("b.txt")
    size = image.get_rendition("width-20")
    article = publish_blocks(shown(document), shown(image))
    assert lying() == {}, "the transaction comes first"

    place_queued()

    places = {place_of(document), f"media/{image.file.name}", f"media/{size.file.name}"}
    assert set(lying()) == places
    assert content_at(place_of(document)) == b"own"
    assert content_at(f"media/{image.file.name}") == png()
    assert {row.place: row.size for row in PublicCopy.objects.all()} == lying()

    article.unpublish()
    place_queued()

    assert lying() == {}
    assert not PublicCopy.objects.exists()
    for file in (document, image, size, private):
        assert default_storage.exists(file.file.name), "originals stay"


def test_what_fails_leaves_nothing_to_do() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        publish_blocks(shown(new_document()))
        raise ZeroDivisionError

    assert not ProcrastinateJob.objects.filter(queue_name=QUEUE).exists()


def test_publishing_again_without_a_change_of_files_queues_nothing() -> None:
    article = publish_blocks(shown(new_document()))
    place_queued()

    article.title = "新标题"
    article.save_revision().publish()

    assert not ProcrastinateJob.objects.filter(queue_name=QUEUE).exists()


@pytest.mark.parametrize("filters", [["width-20"], ["width-20", "width-30"]], ids=["one size", "several at once"])
def test_sizes_that_a_visitor_causes_to_be_made_follow(filters: list[str]) -> None:
    public, private = new_image("public.png"), new_image("private.png")
    publish_blocks(shown(public))
    place_queued()

    made = public.get_renditions(*filters)
    private.get_renditions(*filters)
    place_queued()

    assert set(lying()) == {f"media/{public.file.name}", *(f"media/{each.file.name}" for each in made.values())}
    public.renditions.all().delete()
    place_queued()
    assert set(lying()) == {f"media/{public.file.name}"}


def test_a_deleted_file_is_gone_from_the_public_place_too() -> None:
    document, image = new_document(), new_image()
    image.get_rendition("width-20")
    publish_blocks(shown(document), shown(image))
    place_queued()
    assert len(lying()) == 3

    document.delete()
    image.delete()
    place_queued()

    assert lying() == {}
    assert not PublicCopy.objects.exists()


def test_a_file_that_is_replaced_is_replaced_there_even_under_its_old_name() -> None:
    document = new_document("form.txt", b"before")
    publish_blocks(shown(document))
    place_queued()

    default_storage.delete(document.file.name)
    document.file.save("form.txt", ContentFile(b"after!!"))
    place_queued()

    assert content_at(place_of(document)) == b"after!!"
    assert list(lying()) == [place_of(document)]


def test_restricting_a_collection_and_closing_the_site_take_copies_back() -> None:
    inner = Collection.get_first_root_node().add_child(name="内部")
    document = new_document(collection=inner)
    publish_blocks(shown(document))
    place_queued()

    restriction = CollectionViewRestriction.objects.create(collection=inner, restriction_type="login")
    place_queued()
    assert lying() == {}
    restriction.delete()
    place_queued()
    assert list(lying()) == [place_of(document)]

    close_site(code="京0105")
    place_queued()
    assert lying() == {}
    reopen_site(code="京0105")
    place_queued()
    assert list(lying()) == [place_of(document)]


def test_adding_attachments_to_a_restricted_collection_in_the_admin_takes_copies_back(
    chaoyang: CourtSite, browse: Callable[..., Client], inside: Callable
) -> None:
    inner = Collection.get_first_root_node().add_child(name="内部")
    CollectionViewRestriction.objects.create(collection=inner, restriction_type="login")
    document, image = new_document(), new_image()
    publish_blocks(shown(document), shown(image))
    place_queued()

    for kind, file in (("courtdocument", document), ("courtimage", image)):
        answer = browse(chaoyang, "administrator").post(
            f"/admin/bulk/court_media/{kind}/add_to_collection/?id={file.pk}", {"collection": inner.pk}
        )
        assert answer.status_code == 302
    with inside(chaoyang):
        place_queued()
        assert lying() == {}


def test_while_the_storage_is_away_the_rows_say_what_is_still_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    document, other = new_document("a.txt"), new_document("b.txt", b"b")
    article = publish_blocks(shown(document))
    place_queued()
    publish_blocks(shown(other), slug="other")
    with monkeypatch.context() as away:
        for act in ("take", "remove"):
            away.setattr(type(public_place()), act, _unavailable)
        with pytest.raises(BucketUnavailable):
            settle_files(documents=[other.pk])
        article.unpublish()
        with pytest.raises(BucketUnavailable):
            settle_files(documents=[document.pk])

    assert still_lying(documents=[document.pk]) == [place_of(document)]
    assert PublicCopy.objects.filter(size=None).count() == 2
    assert finish() == 2
    assert list(lying()) == [place_of(other)]
    assert still_lying(documents=[document.pk]) == []


@pytest.mark.parametrize("stored", ["bucket"], indirect=True)
def test_taking_a_copy_down_says_within_seconds_that_the_service_hangs(settings: Any) -> None:
    document = new_document()
    article = publish_blocks(shown(document))
    place_queued()
    article.unpublish()
    with socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings.MEDIA_S3 = settings.MEDIA_S3 | {"endpoint_url": f"http://127.0.0.1:{silent.getsockname()[1]}"}
        settings.STORAGES = {**settings.STORAGES}  # makes the storages anew

        for _attempt in (
            "with a client that is made first, which takes its time on a busy machine",
            "with what there is",
        ):
            began = monotonic()
            with pytest.raises(BucketUnavailable, match=rf"^MEDIA_PUBLIC_BUCKET {settings.MEDIA_PUBLIC_BUCKET} at "):
                settle_files(documents=[document.pk])

    assert monotonic() - began < 4.5
    assert still_lying(documents=[document.pk]) == [place_of(document)]


def _unavailable(*args: Any, **kwargs: Any) -> None:
    raise BucketUnavailable("away")


def test_a_page_that_comes_down_while_its_file_is_being_copied_takes_the_copy_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document = new_document()
    article = publish_blocks(shown(document))
    place = type(public_place())
    take = place.take

    def take_slowly(*args: Any, **kwargs: Any) -> int:
        article.unpublish()
        return int(take(*args, **kwargs))

    with monkeypatch.context() as slow:
        slow.setattr(place, "take", take_slowly)
        settle_files(documents=[document.pk])
    assert list(lying()) == [place_of(document)]

    place_queued()

    assert lying() == {}


def test_the_sweep_makes_what_is_lacking_and_removes_what_is_surplus() -> None:
    documents = [new_document(f"{name}.txt", name.encode()) for name in ("right", "lost", "short", "late", "over")]
    right, lost, short, late, over = documents
    pages = [publish_blocks(shown(each), slug=each.title[:-4]) for each in documents]
    settle_files(documents=[each.pk for each in documents if each is not late])
    public_place().remove(place_of(lost))
    public_place().take(default_storage, right.file.name, place="media/stray.txt", headers={})
    public_place().take(default_storage, over.file.name, place=place_of(short), headers={})
    PublicCopy.objects.filter(place=place_of(short)).update(size=99)
    pages[-1].unpublish()

    found = compare()
    assert found.surplus == sorted([place_of(over), "media/stray.txt"])
    assert found.lacking == sorted(map(place_of, (lost, short, late)))
    swept = sweep()

    assert swept.counted() == {"right": 1, "lacking": 3, "surplus": 2, "placed": 3, "removed": 2, "missing": 0}
    assert {place: content_at(place) for place in lying()} == {
        place_of(each): each.title[:-4].encode() for each in (right, lost, short, late)
    }
    assert sweep().counted() == {"right": 4, "lacking": 0, "surplus": 0, "placed": 0, "removed": 0, "missing": 0}


def test_a_sweep_that_is_cut_short_anywhere_is_ended_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [new_document(f"{number}.txt", str(number).encode()) for number in range(6)]
    publish_blocks(*map(shown, documents))
    place = type(public_place())
    take, taken = place.take, []

    def take_two(*args: Any, **kwargs: Any) -> int:
        if len(taken) == 2:
            raise KeyboardInterrupt
        taken.append(kwargs["place"])
        return int(take(*args, **kwargs))

    with monkeypatch.context() as limited, pytest.raises(KeyboardInterrupt):
        limited.setattr(place, "take", take_two)
        sweep()
    assert len(lying()) == 2

    assert sweep().counted()["placed"] == 4
    assert len(lying()) == 6


def test_an_original_that_is_missing_is_reported_and_stops_nothing() -> None:
    missing, there = new_document("a.txt"), new_document("b.txt", b"b")
    publish_blocks(shown(missing), shown(there))
    default_storage.delete(missing.file.name)

    acts = settle_files(documents=[missing.pk, there.pk])

    assert acts == {place_of(missing): Act.MISSING, place_of(there): Act.PLACED}
    assert list(lying()) == [place_of(there)]


def test_the_command_says_what_it_would_do_and_does_it() -> None:
    document = new_document()
    publish_blocks(shown(document))

    def run(*words: str) -> str:
        out = StringIO()
        call_command("place_files", "--court", "京0105", *words, stdout=out)
        return out.getvalue()

    said = run("--dry-run")
    assert f"would place {place_of(document)}" in said
    assert lying() == {}
    assert "0 right, 1 lacking, 0 surplus, 1 placed, 0 removed, 0 missing" in run()
    assert list(lying()) == [place_of(document)]
    assert "1 right, 0 lacking" in run("--dry-run")


def test_a_court_settles_nothing_of_another_courts(fengtai: CourtSite, inside: Callable) -> None:
    document = new_document()
    publish_blocks(shown(document))
    place_queued()

    with inside(fengtai):
        assert lying() == {}
        assert sweep().counted()["removed"] == 0
        assert settle_files(documents=[document.pk]) == {}
    assert list(lying()) == [place_of(document)]


def test_a_copy_takes_no_room_on_the_same_file_system_and_carries_its_headers_in_a_bucket(stored: str) -> None:
    document = new_document()
    publish_blocks(shown(document))
    place_queued()

    place: Any = public_place()
    if stored == "folder":
        assert samefile(place.path(place_of(document)), default_storage.path(document.file.name))
    else:
        copy = place.bucket.Object(place.key_of(place_of(document)))
        assert (copy.cache_control, copy.content_type) == ("public, max-age=60, must-revalidate", "text/plain")
        assert copy.content_disposition.startswith("attachment")


@pytest.mark.parametrize("stored", ["folder"], indirect=True)
def test_on_another_file_system_the_copy_is_whole_before_it_has_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.link", _another_file_system)
    document = new_document("form.txt", b"own")
    publish_blocks(shown(document))
    with monkeypatch.context() as cut:
        cut.setattr("shutil.copyfileobj", _copy_one_byte)
        with pytest.raises(CopyIncomplete):
            settle_files(documents=[document.pk])
    assert lying() == {}

    assert finish() == 1

    assert content_at(place_of(document)) == b"own"


def _copy_one_byte(source: Any, copy: Any) -> None:
    copy.write(source.read(1))


def _another_file_system(*args: Any) -> None:
    raise OSError(EXDEV, "Invalid cross-device link")
