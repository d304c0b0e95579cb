"""Takes out the innermost of tags that are nested beyond reason, so that what stands among and after them is still read.

libxml2 stops at 256 levels and drops everything from there to the end of the page.
"""

import re

_ALONE = "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|html|head|body|p|li|td|th|tr|dd|dt|option|t(?:body|head|foot)"
_TAG = re.compile(rf"<(/?)(?!(?:{_ALONE})[\s/>])([a-z][\w:.-]{{0,40}})(?=[\s/>])[^<>]{{0,2000}}>", re.I)
_LEVELS = {"table": 4, "ul": 2, "ol": 2, "dl": 2}
_DEEPEST = 120


def flattened(html: str) -> str:
    """The page without those opening tags that lie deeper than 120 levels, and without the closing tags that match them.

    Tags that hold nothing or are closed by their like (`br`, `p`, `td`) do not count.
    """
    pieces: list[str] = []
    open_tags: list[tuple[str, bool]] = []
    depth, end = 0, 0
    for tag in _TAG.finditer(html):
        name, closing = tag[2].lower(), bool(tag[1])
        pieces.append(html[end : tag.start()])
        end = tag.end()
        if not closing:
            kept = depth < _DEEPEST
            open_tags.append((name, kept))
        elif open_tags and open_tags[-1][0] == name:
            kept = open_tags.pop()[1]
        else:
            kept = depth < _DEEPEST
            pieces.append(tag[0] if kept else "")
            continue
        if kept:
            pieces.append(tag[0])
            depth += -_LEVELS.get(name, 1) if closing else _LEVELS.get(name, 1)
    return "".join((*pieces, html[end:]))
