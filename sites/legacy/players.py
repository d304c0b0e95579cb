"""Films and sound on a page, however it plays them: by its own element, in a frame, by Flash or by a script."""

import re
from collections.abc import Iterator

from lxml.html import Element as new_element
from lxml.html import HtmlElement

_FILE = re.compile(
    r"\.(?:mp4|m4v|flv|f4v|m3u8|wmv|avi|mov|webm|mkv|mpe?g|rm|rmvb|asf|3gp|mp3|wma|wav|m4a|ogg)\b(?:\?[^\s\"'|,<>()\\]{0,200})?",
    re.I,
)
_HOST = re.compile(
    r"player|video|youku|v\.qq|iqiyi|bilibili|tudou|ku6|56\.com|youtube|vimeo|tv\.c(?:ctv|hinacourt)", re.I
)
_BEFORE = re.compile(r"[^\s\"'=&;|,<>()\\]+$")
_HOSTED = re.compile(
    r"(?:https?:)?//[^\s\"'<>]{0,60}(?:youku|v\.qq|iqiyi|bilibili|tudou|ku6|56\.com|cctv)[^\s\"'<>]{0,200}", re.I
)
_FLASH_VARIABLES = ("flashvars", "movie", "src", "url", "filename", "data")
_SCRIPT_LIMIT, _ADDRESS_LIMIT = 20_000, 300


def is_player(address: str) -> bool:
    """Whether an address is that of a film or of a page that plays one."""
    return is_media_file(address) or _HOST.search(address) is not None


def is_media_file(address: str) -> bool:
    """Whether an address is that of a film or sound itself."""
    return _FILE.search(address) is not None


def played_in(text: str) -> str:
    """The address of a film that a script or the variables of a Flash player name, as written there; or ""."""
    for file in _FILE.finditer(text):
        if stem := _BEFORE.search(text, max(0, file.start() - _ADDRESS_LIMIT), file.start()):
            return stem[0] + file[0]
    hosted = _HOSTED.search(text)
    return hosted[0] if hosted else ""


def reveal_players(root: HtmlElement) -> None:
    """Put an `embed` with the address of the film where a page plays one, in place of what would play it.

    What names no film becomes an `embed` without address, so that its place is still known.
    """
    for player in list(root.iter("object", "video", "audio", "embed", "applet")):
        if next(player.iterancestors("object", "video", "audio"), None) is None:
            _replace(player, _address(player))
    for script in list(root.iter("script")):
        if next(script.iterancestors("body"), None) is not None and (played := played_in(_text(script))):
            _replace(script, played)


def _replace(element: HtmlElement, address: str) -> None:
    shown = new_element("embed", {"src": address} if address else {})
    if element.tag == "embed" and (len(element) or element.text):  # unclosed, so the parser put what follows into it
        element.addprevious(shown)
        shown.tail = None
        element.drop_tag()
        return
    shown.tail = element.tail
    element.getparent().replace(element, shown)


def _address(player: HtmlElement) -> str:
    """What a player plays: a file that any of its variables names, else what it is told to load."""
    stated = [value for value in _stated(player) if value]
    return next((played for value in stated if (played := played_in(value))), "") or next(filter(is_player, stated), "")


def _stated(player: HtmlElement) -> Iterator[str]:
    for element in player.iter("object", "embed", "video", "audio", "source"):
        yield from ((element.get(name) or "").strip() for name in ("src", "data-src", "flashvars", "data"))
    for parameter in player.iter("param"):
        if (parameter.get("name") or "").lower() in _FLASH_VARIABLES:
            yield (parameter.get("value") or "").strip()


def _text(script: HtmlElement) -> str:
    return (script.text or "")[:_SCRIPT_LIMIT]
