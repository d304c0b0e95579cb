"""Accounts are added in the admin, at a court and on the platform alike, and are somebody there alone."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django_tenants.utils import schema_context

from federation.accounts.models import User
from federation.courts.models import CourtSite

Browse = Callable[..., Client]
PASSWORD = "三尺法槌 and a long one"


@pytest.fixture(params=["platform", "court"])
def site(request: pytest.FixtureRequest, portal: CourtSite, chaoyang: CourtSite) -> CourtSite:
    return portal if request.param == "platform" else chaoyang


@pytest.fixture
def administrator(site: CourtSite, browse: Browse) -> Client:
    return browse(site, "administrator" if site.court_id else "platform")


@pytest.fixture
def group(site: CourtSite) -> Group:
    """One whose members may sign in to the admin."""
    with schema_context(site.schema_name):
        return Group.objects.get(name="Editors")


def add(administrator: Client, group: Group, **fields: str):
    account = {
        "username": "zhangsan",
        "email": "zhangsan@court.example",
        "last_name": "张",
        "first_name": "三",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "groups": str(group.pk),
        "is_active": "on",
    }
    return administrator.post("/admin/users/new/", account | fields, follow=True)


def signs_in(site: CourtSite, password: str = PASSWORD) -> bool:
    answer = Client(HTTP_HOST=site.domain).post("/admin/login/", {"username": "zhangsan", "password": password})
    return answer.status_code == 302


def stored(site: CourtSite) -> User | None:
    with schema_context(site.schema_name):
        return get_user_model().objects.filter(username="zhangsan").first()


def test_an_administrator_adds_an_account_that_can_sign_in_there_and_nowhere_else(
    site: CourtSite, fengtai: CourtSite, portal: CourtSite, chaoyang: CourtSite, administrator: Client, group: Group
) -> None:
    answer = add(administrator, group)

    assert "zhangsan" in answer.content.decode()
    assert signs_in(site)
    for elsewhere in {portal, chaoyang, fengtai} - {site}:
        assert stored(elsewhere) is None
        assert not signs_in(elsewhere)


def test_the_settings_menu_leads_to_the_list_that_shows_this_schemas_accounts(
    site: CourtSite, administrator: Client, group: Group
) -> None:
    add(administrator, group)

    assert '"/admin/users/"' in administrator.get("/admin/").content.decode()
    listed = administrator.get("/admin/users/").content.decode()
    assert "张三" in listed
    assert ("platform" in listed) == (site.court_id is None)


def test_a_name_in_characters_is_shown_family_name_first_and_one_in_letters_as_usual() -> None:
    assert User(last_name="张", first_name="三").get_full_name() == "张三"
    assert User(last_name="Smith", first_name="Anne").get_full_name() == "Anne Smith"
    assert User(username="x").get_full_name() == ""


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"password1": "123", "password2": "123"}, "密码"),
        ({"password2": "another"}, "密码"),
        ({"username": ""}, "必需字段"),
        ({"email": "no address"}, "有效的 Email 地址"),
    ],
)
def test_what_is_wrong_is_said_in_the_form(
    site: CourtSite, administrator: Client, group: Group, fields: dict[str, str], reason: str
) -> None:
    answer = add(administrator, group, **fields)

    assert answer.status_code == 200
    assert 'class="error-message"' in answer.content.decode()
    assert reason in answer.content.decode().split('class="error-message"', 1)[1][:200]
    assert stored(site) is None


def test_a_name_is_taken_only_within_its_own_schema(
    site: CourtSite, fengtai: CourtSite, administrator: Client, group: Group, browse: Browse
) -> None:
    add(administrator, group)
    with schema_context(fengtai.schema_name):
        theirs = Group.objects.get(name="Editors")

    add(browse(fengtai, "administrator"), theirs)
    answer = add(administrator, group)

    assert 'class="error-message"' in answer.content.decode()
    assert stored(fengtai)
    assert signs_in(fengtai)


def test_an_account_is_edited_given_a_new_password_and_switched_off(
    site: CourtSite, administrator: Client, group: Group
) -> None:
    add(administrator, group)
    number = stored(site).pk
    account = {
        "username": "zhangsan",
        "email": "z@court.example",
        "last_name": "张",
        "first_name": "珊",
        "is_active": "on",
    }

    administrator.post(
        f"/admin/users/edit/{number}/",
        account | {"password1": f"{PASSWORD}!", "password2": f"{PASSWORD}!", "groups": str(group.pk)},
    )
    assert stored(site).get_full_name() == "张珊"
    assert signs_in(site, f"{PASSWORD}!")
    assert not signs_in(site)

    administrator.post(f"/admin/users/edit/{number}/", account | {"is_active": ""})
    assert not signs_in(site, f"{PASSWORD}!")


def test_an_account_of_a_court_is_deleted(chaoyang: CourtSite, browse: Browse, inside: Callable) -> None:
    administrator = browse(chaoyang, "administrator")
    with inside(chaoyang):
        add(administrator, Group.objects.get(name="Editors"))

    administrator.post(f"/admin/users/delete/{stored(chaoyang).pk}/")

    assert stored(chaoyang) is None


def test_an_account_of_the_platform_is_switched_off_rather_than_deleted(portal: CourtSite, browse: Browse) -> None:
    administrator = browse(portal, "platform")
    add(administrator, Group.objects.get(name="Editors"))
    number = stored(portal).pk

    for address in (f"/admin/users/delete/{number}/", f"/admin/bulk/accounts/user/delete/?id={number}"):
        answer = administrator.post(address)
        assert answer.status_code < 500, address
    assert stored(portal)
    assert "/admin/users/delete/" not in administrator.get("/admin/users/").content.decode()

    administrator.post(f"/admin/bulk/accounts/user/set_active_state/?id={number}", {"mark_as_active": "False"})
    assert not signs_in(portal)


def test_an_editor_neither_sees_nor_adds_accounts(chaoyang: CourtSite, browse: Browse, inside: Callable) -> None:
    editor = browse(chaoyang, "editor")
    with inside(chaoyang):
        group = Group.objects.get(name="Editors")

    add(editor, group)

    assert editor.get("/admin/users/").status_code == 302
    assert '"/admin/users/"' not in editor.get("/admin/").content.decode()
    assert stored(chaoyang) is None
