"""What an editor and an administrator read in the admin is Chinese."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from parsel import Selector

from federation.courts.models import CourtSite
from tests.pages import column

Browse = Callable[..., Client]
# Names of accounts, hosts, keys and formats; names that Wagtail's migrations store; two words that its templates hard-code.
NAMES = re.compile(
    r"(?<![A-Za-z])(administrator|editor|platform|English|Wagtail( v[\d.]+)?|URL|Ctrl|Shift|Alt|Esc|Cmd|"
    r"Editors|Moderators( approval)?|Root|[a-z]+\.localhost|[a-z.]+example[a-z.]*|http\S*|chaoyang|"
    r"CSV|XLSX|AVIF|GIF|JPG|JPEG|PNG|WEBP|MB|Actions|True|div)(?![A-Za-z])"
)
UNSEEN = "ancestor::script|ancestor::style|ancestor::template|ancestor::noscript|ancestor::option"


def english_in(page: str) -> list[str]:
    """Texts and labels that hold an English word."""
    document = Selector(page)
    texts = document.xpath(f"//body//text()[not({UNSEEN})]").getall()
    labels = document.xpath("//body//@placeholder|//body//@aria-label|//body//@title").getall()
    return sorted({text.strip() for text in texts + labels if re.search(r"[A-Za-z]{3,}", NAMES.sub("", text))})


@pytest.mark.parametrize(
    "address",
    [
        "",
        "users/",
        "court-sites/",
        "court-sites/new/",
        "courts/",
        "courts/new/",
        "move-requests/",
        "move-requests/new/",
        "platform-rules/",
    ],
)
def test_the_platforms_admin_speaks_chinese(portal: CourtSite, browse: Browse, address: str) -> None:
    assert english_in(browse(portal, "platform").get(f"/admin/{address}").content.decode()) == []


@pytest.mark.parametrize(
    "address",
    ["", "pages/", "images/", "images/add/", "documents/", "users/", "account/", "reports/locked/", "redirects/"],
)
def test_a_courts_admin_speaks_chinese(chaoyang: CourtSite, browse: Browse, address: str) -> None:
    assert english_in(browse(chaoyang, "administrator").get(f"/admin/{address}").content.decode()) == []


@pytest.mark.parametrize("page_type", ["articlepage", "columnpage", "plainpage"])
def test_the_editor_of_a_page_speaks_chinese(
    chaoyang: CourtSite, browse: Browse, inside: Callable, page_type: str
) -> None:
    with inside(chaoyang):
        parent = column() if page_type == "articlepage" else column().get_parent()
    answer = browse(chaoyang, "administrator").get(f"/admin/pages/add/court_pages/{page_type}/{parent.pk}/")

    assert answer.status_code == 200
    assert english_in(answer.content.decode()) == []


def test_the_page_for_signing_in_names_the_court_in_chinese(chaoyang: CourtSite, browse: Browse) -> None:
    page = browse(chaoyang).get("/admin/login/").content.decode()

    assert "北京市朝阳区人民法院" in page
    assert english_in(page) == []
