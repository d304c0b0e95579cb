"""The platform's admin, through its own HTTP: the directory, and opening and closing court sites."""

import json
import re
from collections.abc import Callable, Iterator
from html import unescape

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils.html import strip_tags
from django_tenants.utils import schema_exists

from federation.courts.models import Court, CourtSite, Domain
from federation.courts.opening import close_site

HAIDIAN, CHAOYANG = "京0108", "京0105"
Browse = Callable[..., Client]


@pytest.fixture
def administrator(portal: CourtSite, browse: Browse) -> Client:
    return browse(portal, "platform")


def page(client: Client, address: str, **parameters: str) -> str:
    answer = client.get(address, parameters)
    assert answer.status_code == 200, address
    return answer.content.decode()


def listed(client: Client, **parameters: str) -> list[str]:
    """Names in the directory's list, in order."""
    rows = re.findall(r'<td class="title">(.*?)</td>', page(client, "/admin/courts/results/", **parameters), re.DOTALL)
    return [re.search(r"[\u4e00-\u9fff]+", strip_tags(row)).group() for row in rows]


def words(answer: object) -> str:
    return " ".join(unescape(strip_tags(answer.content.decode())).split())


def menu(client: Client) -> list[str]:
    """Labels of the admin's menu, as its script is given them."""
    (props,) = re.findall(r'<script id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page(client, "/admin/"), re.DOTALL)
    return list(labels_in(json.loads(props)))


def labels_in(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        yield from filter(None, [part.get("label")])
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from labels_in(inner)


def open_by_form(client: Client, code: str = HAIDIAN, domain: str = "haidian.localhost"):
    return client.post("/admin/court-sites/new/", {"court": code, "domain": domain}, follow=True)


class TestStartPage:
    def test_it_counts_sites_and_courts_and_offers_neither_pages_nor_images(self, administrator: Client) -> None:
        start = page(administrator, "/admin/").replace(
            '"PAGES": "/admin/pages/"', ""
        )  # what Wagtail tells every script

        assert "2 个法院网站运行中" in start
        assert f"名录收录 {Court.objects.count()} 个法院" in start.replace(",", "")
        for kept in ("/admin/court-sites/", "/admin/courts/", "/admin/users/", "/admin/groups/"):
            assert kept in start
        for part in (
            "/admin/pages/",
            "/admin/images/",
            "/admin/documents/",
            "/admin/reports/",
            "/admin/redirects/",
            "wagtail.org",
        ):
            assert part not in start, part

    def test_the_menu_leads_to_what_the_platform_has_alone(self, administrator: Client) -> None:
        assert menu(administrator)[:-2] == [
            "法院网站",
            "迁移登记",
            "公开目录",
            "公开时限",
            "年度重点",
            "法院名录",
            "公开协调",
            "强制公开",
            "紧急撤下",
            "请求撤下",
            "逾期督办",
            "法院会签",
            "节假日",
            "网站维护情况",
            "更新期限",
            "搜索管理",
            "推荐",
            "同义词",
            "最常提问",
            "没有结果的问题",
            "没有点击的问题",
            "不提示的问题",
            "检索索引",
            "台账",
            "设置",
            "切换标准",
            "用户",
            "组",
            "帮助",
            "快捷键",
        ], "and one's own account"

    @pytest.mark.parametrize("part", ["pages", "images", "documents", "redirects", "sites", "workflows", "reports"])
    def test_what_the_platform_lacks_is_not_found(self, administrator: Client, part: str) -> None:
        assert administrator.get(f"/admin/{part}/").status_code == 404


class TestDirectory:
    def test_every_court_is_listed_fifty_a_page_in_the_order_of_pinyin(self, administrator: Client) -> None:
        first, second = listed(administrator), listed(administrator, p="2")

        assert first + second == list(Court.objects.values_list("name", flat=True)[:100])

    @pytest.mark.parametrize("typed", ["北京市朝阳区", "京0105", "chaoyang", "CHAOYANG", "chao yang", "朝阳 北京"])
    def test_a_court_is_found_by_name_code_and_pinyin(self, administrator: Client, typed: str) -> None:
        found = listed(administrator, q=typed)

        assert "北京市朝阳区人民法院" in found
        assert len(found) < 50

    def test_what_no_court_is_called_finds_none(self, administrator: Client) -> None:
        assert listed(administrator, q="亚特兰蒂斯") == []
        assert listed(administrator, q="(*%_\\") == []

    def test_the_list_is_narrowed_by_level_and_province(self, administrator: Client) -> None:
        assert listed(administrator, level="supreme") == ["最高人民法院"]
        assert listed(administrator, level="high", province="北京市") == ["北京市高级人民法院"]

    def test_a_court_is_added_with_its_superior_and_is_found_by_its_pinyin(self, administrator: Client) -> None:
        answer = administrator.post("/admin/courts/new/", new_court(), follow=True)

        assert "雄安未来法院" in words(answer)
        court = Court.objects.get(code="冀0699")
        assert (court.superior_id, court.pinyin) == ("冀06", "xiong an wei lai fa yuan")
        assert listed(administrator, q="xiongan weilai") == ["雄安未来法院"]

    @pytest.mark.parametrize(
        ("field", "value", "reason"),
        [
            ("code", "bj0105", "代字由省份简称和数字组成"),
            ("code", CHAOYANG, "已存在"),
            ("code", "京0105'; DROP", "代字由省份简称和数字组成"),
            ("name", "北京市朝阳区人民法院", "已存在"),
            ("division_code", "12", "行政区划代码为六位数字"),
            ("superior", "", "只有最高人民法院没有上级法院"),
            ("superior", CHAOYANG, "上级法院的审级必须高于本院"),
            ("superior", "无9999", "不在可用的选项中"),
        ],
    )
    def test_what_is_wrong_with_a_new_court_is_said_in_the_form(
        self, administrator: Client, field: str, value: str, reason: str
    ) -> None:
        answer = administrator.post("/admin/courts/new/", new_court() | {field: value})

        assert answer.status_code == 200
        assert reason in words(answer)
        assert not Court.objects.filter(name="雄安未来法院").exists()

    def test_a_court_is_renamed_and_found_under_its_new_name(self, administrator: Client) -> None:
        court = {"name": "北京市望京人民法院", "level": "basic", "superior": "京03", "province": "北京市"}

        administrator.post(f"/admin/courts/edit/{HAIDIAN}/", court | {"code": "京9999"})

        renamed = Court.objects.get(code=HAIDIAN)
        assert (renamed.name, renamed.pinyin) == ("北京市望京人民法院", "bei jing shi wang jing ren min fa yuan")
        assert not Court.objects.filter(code="京9999").exists(), "a code never changes"

    def test_a_court_cannot_sink_to_the_level_of_its_subordinates(self, administrator: Client) -> None:
        court = {"name": "北京市第三中级人民法院", "level": "basic", "superior": "京", "province": "北京市"}

        answer = administrator.post("/admin/courts/edit/京03/", court)

        assert "审级不低于所选审级" in words(answer)
        assert Court.objects.get(code="京03").level == "intermediate"

    @pytest.mark.parametrize(("code", "reason"), [(CHAOYANG, "该院在本平台有网站"), ("京03", "个下级法院")])
    def test_a_court_that_others_depend_on_is_not_deleted_and_says_why(
        self, administrator: Client, code: str, reason: str
    ) -> None:
        address = f"/admin/courts/delete/{code}/"

        assert reason in page(administrator, address)
        answer = administrator.post(address, follow=True)

        assert answer.status_code == 200
        assert reason in words(answer)
        assert Court.objects.filter(code=code).exists()

    def test_a_court_that_nothing_depends_on_is_deleted_after_asking(self, administrator: Client) -> None:
        address = f"/admin/courts/delete/{HAIDIAN}/"
        assert "确定要从名录中删除" in page(administrator, address)
        assert Court.objects.filter(code=HAIDIAN).exists()

        administrator.post(address)

        assert not Court.objects.filter(code=HAIDIAN).exists()

    @pytest.mark.parametrize("typed", ["haidian", "海淀", "京0108"])
    def test_the_chooser_finds_a_court_by_typing(self, administrator: Client, typed: str) -> None:
        assert "北京市海淀区人民法院" in page(administrator, "/admin/court-chooser/results/", q=typed)
        assert "北京市海淀区人民法院" not in page(administrator, "/admin/court-chooser/results/", q="最高")

    def test_what_is_chosen_is_handed_to_the_form(self, administrator: Client) -> None:
        chosen = administrator.get(f"/admin/court-chooser/chosen/{HAIDIAN}/").json()

        assert chosen["result"]["id"] == HAIDIAN
        assert "北京市海淀区人民法院" in chosen["result"]["title"]


class TestCourtSites:
    def test_a_site_is_opened_by_form_and_answers_at_once(self, administrator: Client) -> None:
        answer = open_by_form(administrator)

        assert "北京市海淀区人民法院的网站已开通：http://haidian.localhost" in words(answer)
        assert "海淀区人民法院" in page(Client(HTTP_HOST="haidian.localhost"), "/")

    @pytest.mark.parametrize(
        ("code", "domain", "reason"),
        [
            ("京9999", "nowhere.localhost", "不在可用的选项中"),
            ("", "nowhere.localhost", "必需字段"),
            (HAIDIAN, "", "必需字段"),
            (HAIDIAN, "chaoyang.localhost", "域名 chaoyang.localhost 已由北京市朝阳区人民法院使用"),
            (HAIDIAN, "portal.localhost", "域名 portal.localhost 已由"),
            (HAIDIAN, "x';DROP SCHEMA public;--", "不是有效的域名"),
            (HAIDIAN, "http://haidian.localhost/", "不是有效的域名"),
            (HAIDIAN, "<script>alert(1)</script>.cn", "不是有效的域名"),
            (CHAOYANG, "another.localhost", "的网站已经开通"),
        ],
    )
    def test_what_cannot_be_opened_is_said_in_the_form_and_leaves_nothing(
        self, administrator: Client, code: str, domain: str, reason: str
    ) -> None:
        sites, domains = CourtSite.objects.count(), Domain.objects.count()

        answer = open_by_form(administrator, code, domain)

        assert answer.status_code == 200
        assert reason in words(answer)
        assert "<script>alert" not in answer.content.decode()
        assert (CourtSite.objects.count(), Domain.objects.count()) == (sites, domains)
        assert not schema_exists("court_bj0108")

    def test_what_was_typed_is_kept_when_it_is_refused(self, administrator: Client) -> None:
        answer = open_by_form(administrator, HAIDIAN, "chaoyang.localhost").content.decode()

        assert "北京市海淀区人民法院" in answer
        assert 'value="chaoyang.localhost"' in answer

    def test_a_site_is_closed_only_after_the_page_that_says_what_will_happen(
        self, administrator: Client, chaoyang: CourtSite, browse: Browse
    ) -> None:
        address = f"/admin/court-sites/state/{chaoyang.pk}/"
        confirmation = page(administrator, address)
        assert "关闭后，http://chaoyang.localhost 对外显示" in confirmation
        assert "可随时恢复" in confirmation
        assert browse(chaoyang).get("/").status_code == 200

        answer = administrator.post(address, {"close": ""}, follow=True)

        assert "北京市朝阳区人民法院的网站已关闭，数据保留" in words(answer)
        assert browse(chaoyang).get("/").status_code == 503

    def test_a_closed_site_is_brought_back_the_same_way(
        self, administrator: Client, chaoyang: CourtSite, browse: Browse
    ) -> None:
        close_site(code=CHAOYANG)
        address = f"/admin/court-sites/state/{chaoyang.pk}/"
        assert "恢复后" in page(administrator, address)

        answer = administrator.post(address, {"reopen": ""}, follow=True)

        assert "北京市朝阳区人民法院的网站已恢复" in words(answer)
        assert browse(chaoyang).get("/").status_code == 200

    def test_closing_what_someone_else_has_closed_meanwhile_does_not_bring_it_back(
        self, administrator: Client, chaoyang: CourtSite
    ) -> None:
        close_site(code=CHAOYANG)

        answer = administrator.post(f"/admin/court-sites/state/{chaoyang.pk}/", {"close": ""}, follow=True)

        assert "已经关闭" in words(answer)
        chaoyang.refresh_from_db()
        assert chaoyang.closed_at

    def test_the_list_shows_address_and_state_of_court_sites_alone(
        self, administrator: Client, chaoyang: CourtSite
    ) -> None:
        close_site(code=CHAOYANG)

        rows = [row for row in re.split(r"<tr", page(administrator, "/admin/court-sites/")) if "localhost" in row]

        assert len(rows) == 2, "neither the portal nor the templates"
        by_court = {CHAOYANG if "朝阳" in row else "京0106": row for row in rows}
        assert "已关闭" in by_court[CHAOYANG]
        assert f"/admin/court-sites/state/{chaoyang.pk}/" in by_court[CHAOYANG]
        assert "运行中" in by_court["京0106"]
        assert "http://fengtai.localhost/" in by_court["京0106"], "the way to the site itself"

    def test_the_list_is_searched_by_court_and_domain(self, administrator: Client) -> None:
        for typed in ("丰台", "京0106", "fengtai"):
            found = page(administrator, "/admin/court-sites/results/", q=typed)
            assert "丰台区人民法院" in found, typed
            assert "朝阳区人民法院" not in found, typed

    def test_a_site_that_does_not_exist_has_no_state(self, administrator: Client, portal: CourtSite) -> None:
        for pk in (0, portal.pk):
            assert administrator.post(f"/admin/court-sites/state/{pk}/", {"close": ""}).status_code == 404


class TestPermissions:
    @pytest.fixture
    def guest(self, portal: CourtSite) -> Client:
        """Someone on the platform's staff who may sign in, and nothing else."""
        user = get_user_model().objects.create_user("guest", password="a password for guests")
        user.user_permissions.add(admin_access())
        client = Client(HTTP_HOST=portal.domain)
        client.force_login(user)
        return client

    def test_who_may_only_sign_in_sees_no_sites_and_no_directory(self, guest: Client) -> None:
        start = page(guest, "/admin/")

        for part in ("/admin/court-sites/", "/admin/courts/", "法院名录", "个法院网站运行中", "名录收录"):
            assert part not in start, part
        assert not {"法院网站", "法院名录"} & set(menu(guest))

    @pytest.mark.parametrize(
        "address",
        [
            "courts/",
            "courts/new/",
            f"courts/edit/{HAIDIAN}/",
            f"courts/delete/{HAIDIAN}/",
            "court-sites/",
            "court-sites/new/",
        ],
    )
    def test_who_may_only_sign_in_is_sent_away(self, guest: Client, address: str) -> None:
        answer = guest.get(f"/admin/{address}")

        assert answer.status_code == 302
        assert answer["Location"].startswith("/admin/")

    def test_who_may_only_sign_in_changes_nothing(self, guest: Client, chaoyang: CourtSite) -> None:
        open_by_form(guest)
        guest.post(f"/admin/court-sites/state/{chaoyang.pk}/", {"close": ""})
        guest.post(f"/admin/courts/delete/{HAIDIAN}/")
        guest.post("/admin/courts/new/", new_court())

        chaoyang.refresh_from_db()
        assert chaoyang.closed_at is None
        assert CourtSite.objects.hosted().count() == 2
        assert Court.objects.filter(code=HAIDIAN).exists()
        assert not Court.objects.filter(code="冀0699").exists()


def new_court() -> dict[str, str]:
    return {
        "code": "冀0699",
        "name": "雄安未来法院",
        "level": "basic",
        "superior": "冀06",
        "province": "河北省",
        "division_code": "130699",
    }


def admin_access():
    from django.contrib.auth.models import Permission

    return Permission.objects.get(codename="access_admin")
