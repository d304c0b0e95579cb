"""The room for parties in the foot of a court's site and in its admin."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from sites.pages.frame import FOOT_LINKS, FootLink
from sites.parties.admin.rights import KEEP, LOG, OF_NOTICES, RELEASE, WRITE, RightsPolicy
from sites.parties.establishing import NAMES
from sites.parties.models import Case, PartyAccess, PartyNotice
from sites.parties.models.terms import reading_terms
from sites.publishing.review.todo import todo_source

register_permission_policy(Case, RightsPolicy(Case, view=OF_NOTICES, add=(KEEP,), change=(KEEP,)))
register_permission_policy(PartyNotice, RightsPolicy(PartyNotice, view=(WRITE, RELEASE)))
register_permission_policy(PartyAccess, RightsPolicy(PartyAccess, view=(LOG,)))

# Policies must be registered before a viewset asks for one.
from sites.parties.admin import notices, people  # noqa: E402
from sites.parties.admin.accesses import accesses_menu_item, accesses_urls  # noqa: E402
from sites.parties.admin.cases import CaseView, CaseViewSet  # noqa: E402
from sites.parties.admin.importing import ImportView  # noqa: E402
from sites.parties.admin.menu import HOOK, import_menu_item, parties_menu_item, terms_menu_item  # noqa: E402
from sites.parties.admin.notice_list import NoticeViewSet, to_release_by  # noqa: E402
from sites.parties.admin.terms import TermsView  # noqa: E402

LISTS = (CaseViewSet(), NoticeViewSet())
todo_source(to_release_by)


@hooks.register(FOOT_LINKS)
def reading_in_the_foot() -> Iterator[FootLink]:
    if reading_terms().open:
        yield FootLink(_("当事人查阅"), reverse("party_ask"))


@hooks.register("register_admin_viewset")
def lists_in_the_admin() -> list[Any]:
    return list(LISTS)


@hooks.register("register_admin_urls")
def pages_in_the_admin() -> list[Any]:
    return [
        path("parties/case/<int:pk>/", CaseView.as_view(), name="party_case"),
        path("parties/case/<int:case>/people/new/", people.AddPartyView.as_view(), name="party_add"),
        path("parties/case/<int:case>/notices/new/", notices.WriteNoticeView.as_view(), name="party_notice_write"),
        path("parties/people/<int:pk>/", people.EditPartyView.as_view(), name="party_edit"),
        path("parties/people/<int:pk>/remove/", people.RemovePartyView.as_view(), name="party_remove"),
        path("parties/notice/<int:pk>/", notices.NoticeView.as_view(), name="party_notice_admin"),
        path("parties/notice/<int:pk>/edit/", notices.EditNoticeView.as_view(), name="party_notice_edit"),
        path("parties/notice/<int:pk>/withdraw/", notices.WithdrawNoticeView.as_view(), name="party_notice_withdraw"),
        path("parties/notice/<int:pk>/files/", notices.AttachView.as_view(), name="party_attach"),
        path("parties/files/<int:pk>/", notices.StaffFileView.as_view(), name="party_staff_file"),
        path("parties/files/<int:pk>/remove/", notices.DetachView.as_view(), name="party_detach"),
        path("parties/import/", ImportView.as_view(), name="party_import"),
        path("parties/terms/", TermsView.as_view(), name="party_terms"),
        *accesses_urls,
    ]


@hooks.register("register_admin_menu_item")
def parties_in_the_menu() -> MenuItem:
    return parties_menu_item()


for _list in LISTS:
    hooks.register(HOOK, _list.get_menu_item)
for _item in (import_menu_item, accesses_menu_item, terms_menu_item):
    hooks.register(HOOK, _item)


@hooks.register("register_permissions")
def rights_in_the_groups() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="court_parties", codename__in=list(NAMES))
