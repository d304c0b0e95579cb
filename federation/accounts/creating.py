"""Making accounts from the command line: the first one of a court or of the platform, and the demo's."""

import secrets

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.utils.translation import gettext as _

from federation.domain.errors import FederationError

ROLE_GROUPS = {
    "editor": "Editors",
    "moderator": "Moderators",
    "unit-head": "部门负责人",
    "secrecy-reviewer": "保密审查员",
    "approver": "审批人",
    "publisher": "发布人",
    "supervisor": "监督员",
}
"""Groups of accounts by role; the last five are those of a court's review, and the platform has none of them."""


class AccountRefused(FederationError):
    """The account exists already, or its name is unusable."""


@transaction.atomic
def create_account(*, username: str, role: str, password: str = "") -> str:
    """Make an account in the current schema, and return its password: the one given, or a random one.

    `role` is `administrator` (everything within this schema) or a key of ROLE_GROUPS. Raises AccountRefused.
    """
    users = get_user_model().objects
    if users.filter(username=username).exists():
        raise AccountRefused(
            _("账号“%(name)s”在 %(schema)s 中已存在。")
            % {"name": username, "schema": getattr(connection, "schema_name", "")}
        )
    password = password or secrets.token_urlsafe(12)
    is_administrator = role == "administrator"
    user = users.create_user(username, password=password, is_staff=is_administrator, is_superuser=is_administrator)
    if role in ROLE_GROUPS:
        user.groups.add(_group(role))
    return password


def _group(role: str) -> Group:
    group = Group.objects.filter(name=ROLE_GROUPS[role]).first()
    if group is None:
        raise AccountRefused(
            _("%(schema)s 中没有角色“%(role)s”。审核角色只在法院网站中有。")
            % {"role": ROLE_GROUPS[role], "schema": getattr(connection, "schema_name", "")}
        )
    return group
