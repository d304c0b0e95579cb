"""The menu 当事人查阅 of a court's admin."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem

from federation.courts.menus import AllowedMenuItem, CourtSubmenu
from sites.parties.admin.rights import KEEP, TERMS, holders_of

HOOK = "register_parties_menu_item"
parties_menu = Menu(register_hook_name=HOOK, construct_hook_name="construct_parties_menu")


def parties_menu_item() -> MenuItem:
    return CourtSubmenu(_("当事人查阅"), parties_menu, name="parties", icon_name="user", order=160)


def import_menu_item() -> MenuItem:
    return AllowedMenuItem(
        _("批量登记"),
        reverse("party_import"),
        allowed=holders_of(KEEP),
        name="party_import",
        icon_name="upload",
        order=30,
    )


def terms_menu_item() -> MenuItem:
    return AllowedMenuItem(
        _("设置"), reverse("party_terms"), allowed=holders_of(TERMS), name="party_terms", icon_name="cog", order=50
    )
