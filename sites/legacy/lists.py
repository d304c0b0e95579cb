"""Tells pages that list articles from pages that are one, and gathers what a list leads to."""

import re

from lxml.html import HtmlElement

from sites.legacy.addresses import address_key, path_of, query_of
from sites.legacy.bodies import is_furniture
from sites.legacy.documents import Document, text_of
from sites.legacy.prose import fingerprint
from sites.legacy.titles import title_from_head
from sites.legacy.trails import find_trail

_ADDRESS = re.compile(
    r"/(?:list|lists|more|channel|column|category|categories|tags?|search|gengduo|node|archives?|author|index)[_/\-.]?[\w,-]*(?:\.\w{3,5})?(?:\?|$)"
    r"|/(?:list|more|index)[_-][\w-]*\.\w+$|/article/index/id/|channelid=|columnid=|locationid=|catid=|typeid=\d+$|/page/\d+",
    re.I,
)
_DATE = re.compile(r"(?<!\d)(?:20\d\d[-/.年])?\d{1,2}[-/.月]\d{1,2}(?!\d)")
_NEXT = re.compile(r"^\W*(?:下一?页|后一?页|尾页|末页|next)\W*$", re.I)
_OWN_FOLDER = re.compile(r"/\d{3,}/(?:index\.\w+)?$")
_HEADLINE = 6
_MANY_LINKS = 5
_ROWS, _BESIDE = ("tr", "li", "dd", "dt", "p", "div"), 24


def looks_like_list_address(url: str) -> bool:
    """Whether an address alone reads like a list: a folder's index, `list_3`, `more.php`, `channelId=`.

    The index of a folder that is named by a number of its own (`/xwzx/4051234/index.html`) is an article's.
    """
    return (_ADDRESS.search(url) is not None and not _OWN_FOLDER.search(url)) or is_home(url)


def is_folder_address(url: str) -> bool:
    """Whether an address names a folder, whose own page lists it as a rule."""
    return url.partition("?")[0].endswith("/") or "." not in path_of(url).rpartition("/")[2]


def is_column_address(url: str) -> bool:
    """Whether an address names a folder that is called by a name alone, as columns are, and articles hardly ever."""
    return is_folder_address(url) and not any(map(str.isdigit, path_of(url)))


def is_home(url: str) -> bool:
    """Whether this is the entrance of a site."""
    return not path_of(url) and not query_of(url)


def headline_links(element: HtmlElement) -> list[HtmlElement]:
    """Links long enough to be headlines, outside of navigation."""
    links = [link for link in element.iter("a") if link.get("href") and len(text_of(link)) >= _HEADLINE]
    return [
        link
        for link in links
        if not any(is_furniture(holder) for holder in link.iterancestors("div", "ul", "nav", "footer"))
    ]


def is_list_body(body: HtmlElement) -> bool:
    """Whether what looks like a body is a list: mostly links, or a date beside nearly every link."""
    links = headline_links(body)
    if len(links) < 3:
        return False
    whole = text_of(body)
    linked = sum(len(text_of(link)) for link in links)
    if linked > 0.5 * len(whole):
        return True
    dates = len(_DATE.findall(whole))
    return len(links) >= _MANY_LINKS and dates >= 0.7 * len(links) and linked > 0.15 * len(whole)


def has_rows(document: Document) -> bool:
    """Whether the headlines of a page that are alone in their row with a day are more than the others: such rows make a list."""
    links = headline_links(document.root)
    return sum(map(_is_row, links)) > len(links) / 2


def _is_row(link: HtmlElement) -> bool:
    row = next((holder for holder in link.iterancestors(*_ROWS)), None)
    if row is None:
        return False
    beside = text_of(row).replace(text_of(link), "", 1)
    return len(beside) <= _BESIDE and _DATE.search(beside) is not None


def listed_keys(document: Document) -> tuple[str, ...]:
    """Keys of the addresses that a list page leads to by its headlines."""
    addresses = (document.address(link.get("href")) for link in headline_links(document.root))
    return tuple(dict.fromkeys(address_key(address) for address in addresses if address))


def pages_by_script(document: Document) -> bool:
    """Whether a list's next page is had only by a script (as AspNetPager posts a form), so that no link leads there."""
    return any(
        (link.get("href") or "").strip().lower().startswith("javascript:") and _NEXT.match(text_of(link))
        for link in document.root.iter("a")
    )


def list_columns(document: Document) -> tuple[str, ...]:
    """The trail of the column that a list page lists: its breadcrumb, or its own title."""
    if is_home(document.url):
        return ()
    if trail := find_trail(document).columns:
        return trail
    name = title_from_head(document)
    return (name,) if 2 <= len(name) <= 20 and fingerprint(name) else ()
