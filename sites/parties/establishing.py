"""Which of a court's roles may do what with what is for parties. Written against a registry of models, for migrations."""

from typing import Any

from django.apps import apps as installed

RIGHTS = {
    "Editors": ("keep_cases", "write_notices"),
    "部门负责人": ("write_notices", "release_notices"),
    "发布人": ("release_notices",),
    "监督员": ("see_accesses", "set_terms"),
}
"""Groups of every court's site (`sites.publishing.review.establishing`), and what they are given to begin with."""

NAMES = {
    "keep_cases": "登记案件、当事人和联系方式",
    "write_notices": "撰写告知当事人的事项",
    "release_notices": "核发、撤回告知当事人的事项",
    "see_accesses": "查看当事人查阅记录",
    "set_terms": "开通和设置当事人查阅",
}


def establish_rights(apps: Any = installed) -> None:
    """Give the groups of the current schema what they lack of it. Groups that a court has renamed are left alone."""
    content_types, permissions = apps.get_model("contenttypes", "ContentType"), apps.get_model("auth", "Permission")
    of_cases, _made = content_types.objects.get_or_create(app_label="court_parties", model="case")
    rights = {
        codename: permissions.objects.get_or_create(content_type=of_cases, codename=codename, defaults={"name": name})[
            0
        ]
        for codename, name in NAMES.items()
    }
    for group in apps.get_model("auth", "Group").objects.filter(name__in=RIGHTS):
        group.permissions.add(*(rights[codename] for codename in RIGHTS[group.name]))
