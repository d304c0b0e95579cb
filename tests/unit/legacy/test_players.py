import pytest

from tests.unit.legacy import families

PAGE = "http://xx.chinacourt.gov.cn/article/detail/2018/11/id/3585001.shtml"
FILM = "http://xx.chinacourt.gov.cn/v/1.{}"


@pytest.mark.parametrize(
    ("player", "address"),
    [
        ("<video src='/v/1.mp4' controls></video>", FILM.format("mp4")),
        ("<video controls><source src='/v/1.mp4' type='video/mp4'><p>您的浏览器不支持</p></video>", FILM.format("mp4")),
        ("<embed src='/v/1.wmv' autostart=false>", FILM.format("wmv")),
        (
            "<object classid='clsid:6BF52A52-394A-11d3-B153-00C04F79FAA6'><param name='URL' value='/v/1.rmvb'></object>",
            FILM.format("rmvb"),
        ),
        (
            "<object><param name=movie value='/flash/p.swf'><param name=FlashVars value='autoplay=0&file=/v/1.flv&w=400'><embed src='/flash/p.swf'></object>",
            FILM.format("flv"),
        ),
        (
            "<embed src='http://player.youku.com/player.php/sid/XMTIz/v.swf'>",
            "http://player.youku.com/player.php/sid/XMTIz/v.swf",
        ),
        (
            "<iframe src='https://v.qq.com/iframe/player.html?vid=k0123'></iframe>",
            "https://v.qq.com/iframe/player.html?vid=k0123",
        ),
        (
            "<div id=a1></div><script>var player={container:'#a1',video:'/v/1.mp4'};new ckplayer(player);</script>",
            FILM.format("mp4"),
        ),
        ("<audio src='/v/1.mp3'></audio>", FILM.format("mp3")),
    ],
)
def test_a_film_stays_as_a_link_to_it_however_the_page_plays_it(site, player, address):
    site.page(PAGE, families.chinacourt(1, title="本院庭审视频发布", body=families.story(1) + player))

    article = site.only_article()

    assert f'<p><a href="{address}">视频</a></p>' in article.body_html
    assert "不支持" not in article.body_text
    assert article.flags == ()


def test_an_unclosed_player_swallows_nothing_that_stands_after_it(site):
    body = f"{families.story(1)}<p>见下：<embed src='/v/1.wmv'>录像如上。<p>以上公告。</p>"
    site.page(PAGE, families.chinacourt(1, title="本院庭审视频发布", body=body))

    assert site.only_article().body_text.splitlines()[-2:] == ["见下：视频录像如上。", "以上公告。"]


def test_a_player_that_names_no_film_is_flagged(site):
    body = families.story(1) + "<object><param name=movie value='/flash/show.swf'></object>"
    site.page(PAGE, families.chinacourt(1, title="本院庭审视频发布", body=body))

    article = site.only_article()

    assert [flag.kind for flag in article.flags] == ["player"]
    assert "embed" not in article.body_html


def test_a_film_that_a_script_plays_outside_of_the_text_is_flagged_with_its_address(site):
    page = families.chinacourt(1, title="本院庭审视频发布", body=families.story(1) + "<div id=player></div>")
    site.page(PAGE, page.replace("</body>", "<script>play('player','/v/1.mp4')</script></body>"))

    flags = site.only_article().flags

    assert [(flag.kind, "/v/1.mp4" in flag.text) for flag in flags] == [("player", True)]


def test_a_frame_within_the_text_that_plays_nothing_is_flagged_with_its_address(site):
    body = families.story(1) + "<iframe src='/tj/2018.html'></iframe>"
    site.page(PAGE, families.chinacourt(1, title="本院庭审视频发布", body=body))

    article = site.only_article()

    assert [(flag.kind, "/tj/2018.html" in flag.text) for flag in article.flags] == [("frame", True)]
    assert "iframe" not in article.body_html
