"""Words that tell what a block is: in the names that its element and those around it bear, and in its own text."""

import re
from functools import cache

NAMED = {
    "share": "share sharing social bdshare bshare jiathis fenxiang addthis sharethis follow icons twitter facebook",
    "related": "related relate recommend recommended recirc more readmore xiangguan tuijian popular trending hot rank ranking paihang latest promo promos teaser teasers card cards next upnext also similar suggested recent",
    "comment": "comment comments disqus pinglun reply respond discussion talk feedback",
    "foot": "foot footer copyright dibu disclaimer legal colophon bottom",
    "nav": "nav navi navbar navigation menu breadcrumb breadcrumbs crumb crumbs pager pagination toc sitemap tabs tab skip sidenav pagenav",
    "ad": "ad ads adv advert advertisement sponsor sponsored banner outbrain taboola dfp affiliate gpt partner adsbygoogle",
    "author": "author authors byline bio writer contributor contributors avatar profile reviewer",
    "meta": "meta date time timestamp tag tags tagged category categories info source label labels keywords kicker published posted updated views",
    "caption": "caption captions credit credits figcaption figure photo image img gallery media video",
    "sign": "subscribe subscription newsletter signup sign cta optin modal popup overlay login register paywall cookie consent form widget email",
    "side": "side sidebar aside rail secondary right left",
    "body": "article body content entry story post text main detail prose rich editor neirong zhengwen wenzhang con txt zoom paragraph",
    "head": "head header masthead top hero title headline heading subtitle dek standfirst lead intro summary excerpt deck",
    "hidden": "hidden hide sr screenreader screen visually invisible tooltip print noprint",
    "list": "list grid feed items item slide slider carousel swiper accordion faq",
    "quote": "quote blockquote pullquote callout box note notice alert tip infobox key takeaways highlights",
}
"""Families of words in names of elements."""

_BITS = {word: 1 << number for number, words in enumerate(NAMED.values()) for word in words.split()}
_STEMS = (
    "related", "comment", "newsletter", "breadcrumb", "footer", "sidebar", "advert", "share", "author", "caption",
    "recommend", "sponsor", "navigation", "copyright", "byline",
)  # fmt: skip
_WORD = re.compile(r"[a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

SAID = {
    "share": re.compile(r"\b(?:share|tweet|facebook|twitter|linkedin|pinterest|whatsapp|e-?mail|print|reddit|instagram|copy link|follow)\b|分享|微信|微博|转发|打印|收藏|扫一?扫|二维码|公众号|关注", re.I),
    "related": re.compile(r"\b(?:related|read (?:more|next|also)|see also|more (?:from|on|stories|news|in)|you (?:may|might)|recommended|popular|trending|latest|next|previous|prev|up next|most read|continue reading|view all|see all|learn more|explore|top stories|also like)\b|相关|推荐|延伸阅读|热门|上一篇|下一篇|猜你喜欢|更多|最新", re.I),
    "comment": re.compile(r"\b(?:comments?|repl(?:y|ies)|leave a|log ?in|sign in|log out|register|join the)\b|评论|登录|注册|回复|留言|网友", re.I),
    "foot": re.compile(r"copyright|©|all rights reserved|\b(?:privacy|terms of|cookies?|disclaimer|powered by|contact us|about us|advertise)\b|版权|免责|声明|转载|备案|ICP|联系我们|违法", re.I),
    "sign": re.compile(r"\b(?:subscrib\w+|newsletters?|sign up|inbox|free trial|download|get started|book a|try (?:it )?(?:for )?free|join us|join our|unlimited access|become a|donate|support us|our app|email address|click here|learn how)\b|订阅|下载|客户端|点击", re.I),
    "ad": re.compile(r"advertis|sponsored|affiliate|commission|promot|partner content|广告", re.I),
    "author": re.compile(r"\b(?:by|written by|author|authors|editor|reviewed by|posted by|contributor|reporter|correspondent|photograph(?:er|y)?|photo|image|credit|getty|reuters|shutterstock|courtesy|illustration)\b|作者|编辑|记者|来源|摄影?|责编|通讯员|供图", re.I),
    "date": re.compile(r"\b(?:19|20)\d\d\b|\b(?:published|posted|updated|modified|min read|minutes? read|ago|views?)\b|发布|时间|浏览|阅读|点击", re.I),
    "tags": re.compile(r"^\s*(?:tags?|topics?|filed under|categor(?:y|ies)|keywords?|标签|关键词|栏目)\b", re.I),
    "toc": re.compile(r"table of contents|in this article|contents|jump to|skip to|back to top|on this page|目录|返回", re.I),
    "person": re.compile(r"\b(?:is an? |has been|he |she |his |her |writes|writer|journalist|founder|expert)\b", re.I),
    "you": re.compile(r"\b(?:i|we|our|you|your|my)\b", re.I),
}  # fmt: skip
"""What texts say that stand around articles, or in them."""

ANNOUNCING = ("related", "comment", "sign", "share", "author", "toc", "tags")
"""Those of the texts above that, as a heading, announce what follows."""


@cache
def families_of(names: str) -> int:
    """The families of the words in an element's names, a bit each, in the order of `NAMED`."""
    found = 0
    for word in _WORD.findall(_CAMEL.sub("-", names).lower()):
        bits = _BITS.get(word, 0)
        found |= bits or (_bits_of_stems(word) if len(word) > 5 else 0)
    return found


def _bits_of_stems(word: str) -> int:
    return sum({_BITS[stem] for stem in _STEMS if stem in word})
