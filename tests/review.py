"""People of a court with their roles, and a text on its way through the review, for tests. In the current schema."""

from typing import Any

from django.contrib.auth.models import Group

from federation.accounts.models import User
from sites.pages.models import ArticlePage
from sites.publishing.review.models import SignOff, Unit
from sites.publishing.review.signing import sign
from tests.conftest import PASSWORD
from tests.pages import draft_article

ROLES = {
    "writer": "Editors",
    "head": "部门负责人",
    "secrecy": "保密审查员",
    "approver": "审批人",
    "publisher": "发布人",
    "supervisor": "监督员",
}


def staff(court: str, *names: str) -> dict[str, User]:
    """Accounts named after their roles, all in the unit that takes what nobody answers for."""
    people = {}
    for name in names or ROLES:
        user = User.objects.create_user(name, password=f"{PASSWORD} {court}")
        user.groups.add(Group.objects.get(name=ROLES[name]))
        Unit.objects.get(default=True).people.add(user)
        people[name] = user
    return people


def submitted_article(title: str, by: User, **fields: Any) -> ArticlePage:
    """An article that somebody wrote and submitted."""
    article = draft_article(title, "正文。", owner=by, **fields)
    article.save_revision(user=by)
    workflow = article.get_workflow()
    assert workflow is not None, "a new site comes with a workflow"
    workflow.start(article, by)
    article.refresh_from_db()
    return article


def waiting(page: ArticlePage) -> dict[str, SignOff]:
    """What a page waits for now, by kind."""
    return {row.kind: row for row in SignOff.objects.filter(page=page, state=SignOff.State.WAITING)}


def sign_all(page: ArticlePage) -> None:
    """Somebody who had no hand in a text signs all that it waits for, until it is public."""
    colleague, _made = User.objects.get_or_create(username="colleague", is_superuser=True)
    while rows := list(waiting(page).values()):
        sign(rows[0], user=colleague)
