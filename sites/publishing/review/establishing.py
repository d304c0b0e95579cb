"""What every court's site has for its review: units, roles with their permissions, and the workflow on its home page.

Written against a registry of models, so that migrations can call it with theirs.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps as installed

from federation.domain.courts import Level

WORKFLOW = "公开审核"
STEPS = (("verificationtask", "核实与保密审查"), ("approvaltask", "审批"), ("publicationtask", "发布"))
SIGN_OFF_PERMISSIONS = {
    "verify": "代表部门核实、会签",
    "review_secrecy": "保密审查",
    "approve": "审批",
    "publish": "发布",
    "force": "强制公开",
    "supervise": "监督公开工作，确认强制公开",
    "organise": "管理部门、责任分工和办理期限",
}


@dataclass(frozen=True, slots=True)
class Role:
    """A group of accounts: what it may do in the review, with pages, and with models of this room.

    Editors are those of Wagtail's own group, Editors.
    """

    name: str
    review: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    manages: tuple[str, ...] = ()


HEAD = Role("部门负责人", review=("verify",), pages=("add", "change"), manages=("hottopic",))
SECRECY = Role("保密审查员", review=("review_secrecy",))
APPROVER = Role("审批人", review=("approve",))
PUBLISHER = Role("发布人", review=("publish", "force"), pages=("publish",))
SUPERVISOR = Role(
    "监督员",
    review=("supervise", "organise"),
    manages=("unit", "responsibility", "substitution", "hottopic", "reviewterms"),
)
ROLES = (HEAD, SECRECY, APPROVER, PUBLISHER, SUPERVISOR)

_COMMON = ("办公室", "立案庭", "刑事审判庭", "民事审判庭", "行政审判庭", "审判监督庭", "执行局")
_STAFF = ("审判管理办公室", "研究室", "政治部")
UNITS = {
    Level.SUPREME: (
        *_COMMON,
        "知识产权审判庭",
        "环境资源审判庭",
        *_STAFF,
        "新闻局",
        "信息中心",
        "国际合作局",
        "监察局",
    ),
    Level.HIGH: (*_COMMON, "知识产权审判庭", "环境资源审判庭", *_STAFF, "新闻宣传处", "信息技术处", "司法警察总队"),
    Level.INTERMEDIATE: (*_COMMON, "知识产权审判庭", *_STAFF, "新闻宣传处", "信息技术处", "司法警察支队"),
    Level.BASIC: (*_COMMON, "审判管理办公室", "政治部", "人民法庭", "司法警察大队"),
}


def establish(level: Level, apps: Any = installed) -> None:
    """Give the current schema's site what it lacks. Run again it changes nothing that a court has changed."""
    for role in ROLES:
        _role(apps, role)
    _units(apps, level)
    _workflow(apps)


def _units(apps: Any, level: Level) -> None:
    units = apps.get_model("court_review", "Unit")
    if units.objects.exists():
        return
    units.objects.bulk_create(
        units(name=name, order=(place + 1) * 10, default=place == 0) for place, name in enumerate(UNITS[level])
    )


def _role(apps: Any, role: Role) -> None:
    group, made = apps.get_model("auth", "Group").objects.get_or_create(name=role.name)
    if not made:
        return
    admin = _permission(apps, "wagtailadmin", "admin", "access_admin", "Can access Wagtail admin")
    own = [_permission(apps, "court_review", "signoff", each, SIGN_OFF_PERMISSIONS[each]) for each in role.review]
    managed = [
        _permission(apps, "court_review", model, f"{action}_{model}", f"Can {action} {model}")
        for model in role.manages
        for action in ("add", "change", "delete", "view")
    ]
    group.permissions.add(admin, *own, *managed)
    pages, everything = apps.get_model("wagtailcore", "GroupPagePermission"), apps.get_model("wagtailcore", "Page")
    root = everything.objects.filter(depth=1).first()
    for action in role.pages:
        allowed = _permission(apps, "wagtailcore", "page", f"{action}_page", f"Can {action} page")
        pages.objects.get_or_create(group=group, page=root, permission=allowed)


def _permission(apps: Any, app_label: str, model: str, codename: str, name: str) -> Any:
    content_type = _content_type(apps, app_label, model)
    permissions = apps.get_model("auth", "Permission").objects
    return permissions.get_or_create(content_type=content_type, codename=codename, defaults={"name": name})[0]


def _content_type(apps: Any, app_label: str, model: str) -> Any:
    content_types = apps.get_model("contenttypes", "ContentType").objects
    return content_types.get_or_create(app_label=app_label, model=model)[0]


def _workflow(apps: Any) -> None:
    """The workflow, assigned to the home page in place of Wagtail's own, which approves nothing but once."""
    workflows = apps.get_model("wagtailcore", "Workflow").objects
    workflow = workflows.filter(name=WORKFLOW).first()
    if workflow is None:
        workflow = workflows.create(name=WORKFLOW, active=True)
        for place, (model, name) in enumerate(STEPS):
            content_type = _content_type(apps, "court_review", model)
            task = apps.get_model("court_review", model).objects.create(
                name=name, active=True, content_type=content_type
            )
            apps.get_model("wagtailcore", "WorkflowTask").objects.create(
                workflow=workflow, task_id=task.pk, sort_order=place
            )
    _assign(apps, workflow)


def _assign(apps: Any, workflow: Any) -> None:
    everything, assigned = apps.get_model("wagtailcore", "Page"), apps.get_model("wagtailcore", "WorkflowPage")
    for page in everything.objects.filter(depth__in=(1, 2)).order_by("path"):
        standing = assigned.objects.filter(page=page).first()
        if standing is None:
            assigned.objects.create(page=page, workflow=workflow)
        elif standing.workflow_id != workflow.pk:
            standing.workflow = workflow
            standing.save()
