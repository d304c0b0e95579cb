"""The families of court sites that are known by name, and the systems that many courts bought.

What is written here is what pages of these families have in common; the rest is left to the general rules.
"""

from django.utils.translation import gettext_lazy as _

from sites.legacy.readers.family import Family, Mark

_OLD_META_ROW = "//tr[td[not(.//td)][contains(., '发布时间')][string-length(normalize-space(.)) < 200]]"


def _labelled(name: str) -> str:
    """The label that a server control shows a field in: `ctl00_Main_lblTitle`, `LabelTitle`, `lb_title`."""
    lowered = "translate(@id, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ_', 'abcdefghijklmnopqrstuvwxyz')"
    endings = " or ".join(
        f"contains(concat({lowered}, ' '), '{label}{name.lower()} ')" for label in ("lbl", "label", "lb")
    )
    return f"//*[@id][{endings}]"


CHINACOURT = Family(
    name="chinacourt",
    label=_("中国法院网系统"),
    marks=(
        Mark("address", r"/article/(?:detail/\d{4}/\d{1,2}/id/\d+|index/id/[\w%=+-]+(?:/page/\d+)?)\.shtml", 0.8),
        Mark("address", r"/(?:swgk|sfgk|public)/(?:detail|more|paper\w*)\.php\?", 0.5),
        Mark("address", r"/more\.php\?LocationID=\d{10}", 0.5),
        Mark("address", r"//[\w.-]*(?:chinacourt|bjcourt|hebeicourt|hunancourt|jxfy|nmgfy)\.(?:gov|org)", 0.5),
        Mark("names", ".detail_txt .detail_bigtitle", 0.9),
        Mark("names", ".detail_txt .detail_thr", 0.8),
        Mark("names", ".paginationControl", 0.3),
        Mark("names", "#articleList", 0.3),
    ),
    articles=r"/article/detail/\d{4}/\d{1,2}/id/\d+\.shtml|/(?:swgk|sfgk|public)/(?:detail|more|paper\w*)\.php\?",
    body=(".detail_txt", f"({_OLD_META_ROW})[1]/following-sibling::tr[1]/td"),
    title=(".detail_bigtitle", f"({_OLD_META_ROW})[1]/preceding-sibling::tr[1]/td"),
    line=(".detail_thr", f"({_OLD_META_ROW})[1]/td"),
    published=(".detail_thr .time",),
    source=(".detail_thr .source",),
    author=(".detail_thr .writer",),
    editor=(".compile",),
    trail=(".address",),
)

SUPREME = Family(
    name="spc",
    label=_("最高人民法院网"),
    marks=(
        Mark("address", r"/zixun/(?:xiangqing/\d+|gengduo/\d+(?:_\d+)?)\.html", 0.8),
        Mark("address", r"//(?:www\.)?court\.gov\.cn/", 0.5),
        Mark("names", "#zoom .txt_txt", 0.7),
        Mark("names", ".detail .message", 0.4),
    ),
    articles=r"/zixun/xiangqing/\d+\.html",
    body=("#zoom.txt_txt", "div.txt_txt"),
    title=(".detail .title",),
    line=("ul.message",),
)

HENAN = Family(
    name="henan",
    label=_("河南法院 PHP 系统"),
    marks=(
        Mark("address", r"//[\w.-]*hncourt\.gov\.cn/", 0.6),
        Mark("address", r"/public/(?:detail|list)\.php\?(?:.*&)?(?:id|cid)=\d+", 0.5),
        Mark("names", ".detail_content", 0.6),
        Mark("names", ".detail_title .detail_info", 0.4),
    ),
    articles=r"/public/detail\.php\?(?:.*&)?id=\d+",
    body=(".detail_content",),
    title=(".detail_title",),
    line=(".detail_info",),
    trail=(".local",),
)

HAINAN = Family(
    name="asp",
    label=_("海南等地法院 ASP 系统"),
    marks=(
        Mark("address", r"/(?:show|read|view|disp|news|more)\w*\.asp\?(?:.*&)?\w*id=\d+", 0.7),
        Mark("address", r"\.asp(?:\?|$)", 0.4),
        Mark("asset", r"\.asp(?:\?|$)", 0.3),
        Mark("asset", r"(?:^|/)(?:uploadfiles?|ewebeditor|sysimage)/", 0.3),
    ),
    articles=r"/(?:show|read|view|disp)\w*\.asp\?(?:.*&)?\w*id=\d+",
)

SHANDONG = Family(
    name="shandong",
    label=_("山东法院系统"),
    marks=(
        Mark("address", r"^https?://[^/]+/[a-z]\w*/[a-z]?\w*/[a-z]?\w*/\d{4,}/(?:index\.html)?$", 0.7),
        Mark("address", r"^https?://[^/]+/[a-z]\w*/[a-z]?\w*/[a-z]?\w*/index(?:_\d+)?\.html$", 0.2),
        Mark("address", r"//[\w.-]*sdcourt\.gov\.cn/", 0.6),
    ),
    articles=r"^https?://[^/]+/[a-z]\w*/[a-z]?\w*/[a-z]?\w*/\d{4,}/(?:index\.html)?$",
)

ASP_NET = Family(
    name="aspnet",
    label=_("福建等地法院 ASP.NET 系统"),
    marks=(
        Mark("names", "#__VIEWSTATE", 0.6),
        Mark("names", "#AspNetPager1", 0.6),
        Mark("script", r"__doPostBack\s*\(\s*'[\w$]*AspNetPager", 0.6),
        Mark("address", r"\.aspx(?:\?|$)", 0.5),
        Mark("asset", r"(?:WebResource|ScriptResource)\.axd\?", 0.6),
    ),
    articles=r"/\w*(?:show|view|detail|content|info|read)\w*\.aspx\?(?:.*&)?\w*id=\w+",
    body=(_labelled("Content"),),
    title=(_labelled("Title"),),
    published=(_labelled("Date"), _labelled("Time")),
    source=(_labelled("Source"), _labelled("From")),
    author=(_labelled("Author"),),
    editor=(_labelled("Editor"),),
)

TRS = Family(
    name="trs",
    label=_("TRS WCM（拓尔思）"),
    marks=(
        Mark("address", r"/t20\d{6}_\d+(?:_\d+)?\.s?html?$", 0.7),
        Mark("names", ".TRS_Editor", 0.8),
        Mark("names", ".TRS_UEDITOR", 0.8),
        Mark("names", ".Custom_UnionStyle", 0.4),
        Mark("asset", r"(?:^|/)W0?20\d{6,}(?:_\d+)?\.(?:jpe?g|png|gif|bmp)", 0.5),
        Mark("script", r"\bcreatePage(?:HTML|Nav)?\s*\(", 0.5),
    ),
    articles=r"/t20\d{6}_\d+(?:_\d+)?\.s?html?$",
    body=(".TRS_Editor", ".TRS_UEDITOR"),
)

JEECMS = Family(
    name="jeecms",
    label="JEECMS",
    marks=(
        Mark("address", r"/\w+/\d+(?:_\d+)?\.jhtml$", 0.8),
        Mark("address", r"/\w+(?:_\d+)?\.jspx\?(?:.*&)?channelId=\d+|/\w+/index(?:_\d+)?\.jhtml$", 0.7),
        Mark("asset", r"/r/cms/", 0.8),
        Mark("asset", r"/u/cms/\w+/", 0.6),
        Mark("script", r"\bCms\.\w+\s*\(|attachment_url\.jspx|content_view\.jspx", 0.7),
    ),
    articles=r"/\w+/\d+(?:_\d+)?\.jhtml$",
)

DEDECMS = Family(
    name="dedecms",
    label=_("织梦 DedeCMS"),
    marks=(
        Mark("meta", r"^generator: .*dedecms", 0.9),
        Mark("meta", r"^mobile-agent: .*/view\.php\?aid=\d+", 0.8),
        Mark("asset", r"/plus/(?:count|view|list|digg_\w+|ad_js|feedback\w*|search|guestbook)\.php", 0.7),
        Mark("asset", r"/templets/\w+/|/include/dedeajax2?\.js", 0.7),
        Mark("asset", r"/uploads/(?:allimg|soft|litimg|userup)/", 0.5),
        Mark("names", ".viewbox .pagelist", 0.3),
        Mark("names", ".dede_pages", 0.7),
    ),
    body=(".viewbox .content", "//div[contains(concat(' ', @class, ' '), ' content ')][table[@width='100%']/tr/td]"),
    title=(".viewbox .title", "(//div[contains(concat(' ', @class, ' '), ' title ')]/h1)[1]"),
    line=(".viewbox .info",),
    trail=(".place",),
)

WORDPRESS = Family(
    name="wordpress",
    label="WordPress",
    marks=(
        Mark("meta", r"^generator: wordpress", 0.9),
        Mark("meta", r"^link:https://api\.w\.org/:", 0.8),
        Mark("asset", r"/wp-(?:content|includes)/", 0.8),
        Mark("names", ".entry-title .entry-content", 0.6),
        Mark("address", r"[?&]p=\d+$|/archives/\d+(?:\.html)?$", 0.3),
    ),
    body=(".entry-content",),
    title=(".entry-title",),
    author=(".entry-meta .author", ".byline .author", ".entry-author-name"),
    drop=(".sharedaddy", ".jp-relatedposts", ".post-navigation", ".wp-block-buttons"),
    themed=True,
)

KNOWN = (CHINACOURT, SUPREME, HENAN, HAINAN, SHANDONG, ASP_NET, TRS, JEECMS, DEDECMS, WORDPRESS)
