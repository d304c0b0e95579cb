import pytest

from tests.unit.legacy import families

PAGE = "http://xx.chinacourt.gov.cn/article/detail/2018/11/id/3585001.shtml"


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        ("<img src='file:///C:/Users/a/1.jpg'>", "编辑者电脑"),
        ("<img src='D:\\图\\1.jpg'>", "编辑者电脑"),
        ("<img src='data:image/png;base64,iVBORw0KGgo='>", "写在网页之内"),
        ("<img src=''>", "没有可用的地址"),
    ],
)
def test_a_picture_that_the_page_shows_but_does_not_hold_is_flagged(site, picture, said):
    site.page(PAGE, families.chinacourt(1, title="本院举行新闻发布会", body=families.story(1) + picture))

    article = site.only_article()

    assert article.images == ()
    assert [(flag.kind, said in flag.text) for flag in article.flags] == [("picture", True)]


def test_an_article_whose_pictures_have_addresses_has_no_flags(site):
    body = families.story(1) + "<img src='/blank.gif' data-original='/a/1.jpg'>"
    site.page(PAGE, families.chinacourt(1, title="本院举行新闻发布会", body=body))

    assert site.only_article().flags == ()


def test_an_article_whose_text_a_script_draws_is_flagged(site):
    page = families.chinacourt(1, title="本院举行新闻发布会", body="<script>document.write(unescape(text))</script>")
    site.page(PAGE, page.replace("分享到:微信 微博", ""))

    assert [flag.kind for flag in site.only_article().flags] == ["drawn"]
