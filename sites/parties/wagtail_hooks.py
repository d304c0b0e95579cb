"""The room for parties in the foot of a court's site and in its admin."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from sites.pages.frame import FOOT_LINKS, FootLink
from sites.parties.models.terms import reading_terms


@hooks.register(FOOT_LINKS)
def reading_in_the_foot() -> Iterator[FootLink]:
    if reading_terms().open:
        yield FootLink(_("当事人查阅"), reverse("party_ask"))
