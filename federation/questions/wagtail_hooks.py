"""Best bets, thesaurus, reports and the state of the index in the platform's admin."""

from functools import partial
from typing import Any

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from federation.courts.permissions import PlatformPolicy
from federation.questions.admin.menu import HOOK, search_menu_item
from federation.questions.models import AskedQuestion, BestBet, WithheldText
from search.following.models import SetAside
from search.thesaurus.models import SpokenTerm

register_permission_policy(AskedQuestion, PlatformPolicy(AskedQuestion))
register_permission_policy(BestBet, PlatformPolicy(BestBet))
register_permission_policy(WithheldText, PlatformPolicy(WithheldText))
register_permission_policy(SpokenTerm, PlatformPolicy(SpokenTerm))
register_permission_policy(SetAside, PlatformPolicy(SetAside))

# Policies must be registered before a view asks for one.
from federation.questions.admin.best_bets import BestBetViewSet  # noqa: E402
from federation.questions.admin.index_state import index_state_menu_item, index_state_urls  # noqa: E402
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


@hooks.register("register_admin_urls")
def index_state_in_the_admin() -> list[Any]:
    return index_state_urls


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


@hooks.register(HOOK)
def index_state_in_the_menu() -> MenuItem:
    return index_state_menu_item()


for _view in REPORTS:
    hooks.register(HOOK, partial(report_menu_item, _view))
