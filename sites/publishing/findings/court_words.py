"""Words of the court's own list."""

import re
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sites.publishing.findings.base import CheckedText, Finding


def check_court_words(checked: CheckedText) -> Iterator[Finding]:
    """Whatever the court has put on its list, in either case and width. A longer word counts before a shorter one in it."""
    if not checked.lists.words:
        return
    words = {word.text.casefold(): word for word in checked.lists.words}
    pattern = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))), re.IGNORECASE)
    for found in pattern.finditer(checked.plain):
        word = words[found[0].casefold()]
        advice = word.advice or gettext("请删去或改写。")
        # The word stands on the court's own list, which every editor may read: there is nothing to mask.
        says = _("第 %(line)d 行含本院词表所列词语“%(masked)s”。")
        finding = checked.finding("court_word", word.severity, says, found.start(), found.end(), word.text)
        yield replace(finding, advice=advice)
