"""A court reads its own chain and its own past, and nothing of another's."""

from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from federation.courts.models import CourtSite
from federation.ledger.appending import append
from federation.ledger.entries import Actor
from federation.ledger.events import Event
from federation.ledger.models import PublicVersion
from sites.media.keeping import shown_digests
from tests.pages import publish_article

Browse = Callable[..., Client]
SECRET = "只属于朝阳的往事"


def test_a_courts_ledger_lists_its_own_entries_alone(chaoyang: CourtSite, fengtai: CourtSite, browse: Browse) -> None:
    append(court="京0105", event=Event.FORCED, subject=SECRET, actor=Actor("li", "李四", "court_bj0105"))
    append(court="", event=Event.PRIORITY_ISSUED, subject="平台的记录", actor=Actor("platform"))

    own = browse(chaoyang, "administrator").get("/admin/ledger/").content.decode()
    other = browse(fengtai, "administrator").get("/admin/ledger/", {"subject": SECRET}).content.decode()
    listed = browse(fengtai, "administrator").get("/admin/ledger/").content.decode()

    assert SECRET in own
    assert "平台的记录" not in own
    assert "李四" not in other
    assert SECRET not in listed
    assert "平台的记录" not in listed


def test_a_courts_past_is_its_own(chaoyang: CourtSite, fengtai: CourtSite, inside: Callable, browse: Browse) -> None:
    with inside(chaoyang):
        page = publish_article(SECRET, "原文")
        page.title = f"{SECRET}（更正）"
        page.save_revision().publish()
    first, second = PublicVersion.objects.filter(subject=f"京0105:{page.pk}").order_by("id")
    stranger = browse(fengtai, "administrator")

    assert SECRET not in stranger.get("/admin/reports/public/").content.decode()
    for address in (f"{first.pk}/", f"{first.pk}/document/", f"{first.pk}/{second.pk}/"):
        assert browse(chaoyang, "administrator").get(f"/admin/reports/public/{address}").status_code == 200
        assert stranger.get(f"/admin/reports/public/{address}").status_code == 404


def test_a_file_of_one_court_is_no_file_of_another(
    chaoyang: CourtSite, fengtai: CourtSite, inside: Callable, browse: Browse, settings, tmp_path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    with inside(chaoyang):
        name = default_storage.save("documents/own.txt", ContentFile(b"own"))
        digest = shown_digests([name])[name]

    address = f"/admin/reports/public/files/{digest}/"
    assert browse(chaoyang, "administrator").get(address).status_code == 200
    assert browse(fengtai, "administrator").get(address).status_code == 404


def test_the_platform_has_no_past_of_pages(portal: CourtSite, browse: Browse) -> None:
    assert browse(portal, "platform").get("/admin/reports/public/").status_code == 404
