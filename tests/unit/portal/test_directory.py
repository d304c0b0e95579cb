import pytest
from django.test import Client

from federation.courts.models import Court
from federation.portal.finding_courts import courts_meant, find_courts
from search.query.reading import read_question


def meant(text: str) -> list[str]:
    return [court.code for court in courts_meant(text, read_question(text))]


def found(text: str) -> list[str]:
    return [court.name for court in find_courts(Court.objects.all(), text)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        "朝阳",
        "北京朝阳",
        "北京朝阳法院",
        "北京市朝阳区人民法院",
        "京0105",
        "chaoyang",
        "Chao Yang",
        "chao'yang",
        "beijingshichaoyang",
        "cy",
        "bjcy",
    ],
)
def test_a_court_is_found_by_its_name_code_or_pinyin(typed):
    assert "北京市朝阳区人民法院" in found(typed)


@pytest.mark.django_db
def test_initials_do_not_match_in_the_middle_of_a_word():
    assert "常州高新技术产业开发区人民法院" not in found("cy")


@pytest.mark.django_db
def test_the_likeliest_come_first_and_higher_courts_before_lower_ones():
    assert found("cy")[0] == "辽宁省朝阳市中级人民法院"
    assert all("南京" in name for name in found("南京")[:10])


@pytest.mark.django_db
@pytest.mark.parametrize("typed", [".*", "(", "[^a]", "\\", "' OR 1=1 --", "%", "_", "cy" * 500, "\x00"])
def test_hostile_names_find_nothing_or_something_but_never_fail(citizen: Client, typed):
    assert citizen.get("/courts/", {"q": typed}).status_code == 200


@pytest.mark.django_db
def test_a_question_that_names_a_court_means_it():
    assert meant("北京朝阳法院 物业费") == ["京0105"]
    assert meant("京0105") == ["京0105"]


@pytest.mark.django_db
@pytest.mark.parametrize("question", ["人民法院 管辖", "中级人民法院", "物业费", ""])
def test_a_question_that_names_no_court_means_none(question):
    assert meant(question) == []


def test_the_directory_starts_with_levels_and_regions(citizen: Client):
    page = citizen.get("/courts/").content.decode()

    assert "华北" in page
    assert "河北省" in page
    assert "最高人民法院" in page


def test_a_province_is_shown_as_a_tree_from_its_high_court_down(citizen: Client):
    page = citizen.get("/courts/", {"province": "北京市"}).content.decode()

    assert page.index("北京市高级人民法院") < page.index("北京市第三中级人民法院") < page.index("北京市朝阳区人民法院")


def test_filters_narrow_together(citizen: Client):
    page = citizen.get("/courts/", {"province": "北京市", "level": "basic", "hosted": "1"}).content.decode()

    assert "北京市朝阳区人民法院" in page
    assert "北京市海淀区人民法院" not in page
    assert "2 家法院" in page


@pytest.mark.parametrize(
    "parameters",
    [
        {"province": "亚特兰蒂斯"},
        {"level": "galactic"},
        {"hosted": "yes"},
        {"page": "-1"},
        {"page": "99999999999999999999"},
        {"page": "²"},
        {"level": "basic", "page": "900"},
        {"unknown": "<script>"},
    ],
)
def test_parameters_that_make_no_sense_are_left_out(citizen: Client, parameters):
    assert citizen.get("/courts/", parameters).status_code == 200


def test_long_lists_are_paged_and_keep_their_filters(citizen: Client):
    page = citizen.get("/courts/", {"level": "basic"}).content.decode()

    assert "/courts/?level=basic&amp;page=2" in page


def test_what_nobody_is_called_leads_back_to_all_courts(citizen: Client):
    page = citizen.get("/courts/", {"q": "vvvv"}).content.decode()

    assert "名录中没有这样的法院" in page
