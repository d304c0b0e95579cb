"""Best bets, thesaurus and reports in the platform's admin."""

from functools import partial
from typing import Any

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from federation.courts.permissions import PlatformPolicy
from federation.questions.admin.menu import HOOK, search_menu_item
from federation.questions.models import AskedQuestion, BestBet, WithheldText
from search.thesaurus.models import SpokenTerm

register_permission_policy(AskedQuestion, PlatformPolicy(AskedQuestion))
register_permission_policy(BestBet, PlatformPolicy(BestBet))
register_permission_policy(WithheldText, PlatformPolicy(WithheldText))
register_permission_policy(SpokenTerm, PlatformPolicy(SpokenTerm))

# Policies must be registered before a view asks for one.
from federation.questions.admin.best_bets import BestBetViewSet  # noqa: E402
from federation.questions.admin.reports import REPORTS, report_menu_item, report_urls  # noqa: E402
from federation.questions.admin.thesaurus import ThesaurusViewSet  # noqa: E402
from federation.questions.admin.withheld import WithheldTextViewSet  # noqa: E402

best_bets = BestBetViewSet()
withheld_texts = WithheldTextViewSet()
thesaurus = ThesaurusViewSet()


@hooks.register("register_admin_viewset")
def lists_in_the_admin() -> list[Any]:
    return [best_bets, withheld_texts, thesaurus]


@hooks.register("register_admin_urls")
def reports_in_the_admin() -> list[Any]:
    return report_urls


@hooks.register("register_admin_menu_item")
def search_in_the_menu() -> MenuItem:
    return search_menu_item()


@hooks.register(HOOK)
def best_bets_in_the_menu() -> MenuItem:
    return best_bets.get_menu_item()


@hooks.register(HOOK)
def withheld_texts_in_the_menu() -> MenuItem:
    return withheld_texts.get_menu_item()


@hooks.register(HOOK)
def thesaurus_in_the_menu() -> MenuItem:
    return thesaurus.get_menu_item()


for _view in REPORTS:
    hooks.register(HOOK, partial(report_menu_item, _view))
