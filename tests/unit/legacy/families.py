"""Pages in the shape of the families of court sites. All texts are made up for these tests."""

PARAGRAPHS = (
    "为方便人民群众诉讼,本院自即日起在立案大厅增设自助服务终端,当事人可以自行查询案件进展。",
    "终端由专人值守,对使用有困难的老年人和残疾人,工作人员将全程引导并提供代办服务。",
    "欢迎社会各界对本院诉讼服务工作提出意见和建议,我们将逐条登记并及时答复。",
)
NUMERALS = "零一二三四五六七八九十"


def story(number: int, lines: int = 3) -> str:
    """A body of its own for every number."""
    return "".join(f"<p>  第{number}则:{PARAGRAPHS[line % 3]}编号{number * 7 + line}。</p>" for line in range(lines))


def chinacourt(number: int, *, title: str, body: str = "", date: str = "2018-11-20 08:30:05") -> str:
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title} - 某某市法院网</title></head><body>
    <div class="header"><a href="/index.shtml">首页</a><a href="/article/index/id/MzAwNDAwMiAOAAA.shtml">法院要闻</a></div>
    <div class="address">当前位置:<a href="/index.shtml">首页</a> &gt; <a href="/article/index/id/Mz.shtml">新闻中心</a> &gt; <a href="#">法院要闻</a> &gt; 正文</div>
    <div class="detail"><div class="detail_bigtitle">{title}</div>
    <div class="detail_thr"><span class="writer">作者:王某 李某</span> <span class="source">来源:某某法院</span> | <span class="time">发布时间:{date}</span></div>
    <div class="detail_txt detail_general">{body or story(number)}</div>
    <div class="compile">责任编辑:赵某</div><div class="share">分享到:微信 微博</div></div>
    <div class="footer">版权所有 某某市中级人民法院 京ICP备00000000号</div></body></html>"""


def old_chinacourt(number: int, *, title: str) -> str:
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{title}</title></head><body>
    <table width=960><tr><td><a href="/">首页</a> | <a href="/swgk/more.php?LocationID=0601000000">审务公开</a></td></tr></table>
    <table width=960><tr><td width=200><table><tr><td><a href="/swgk/more.php?LocationID=0602010000">法院公告</a></td></tr></table></td>
    <td><table><tr><td>您现在的位置:<a href="/">首页</a> → <a href="/swgk/more.php?LocationID=0602010000">法院公告</a></td></tr>
    <tr><td align=center><font size=4><b>{title}</b></font></td></tr>
    <tr><td align=center>作者:办公室 发布时间:2009-05-0{number} 10:21:33 浏览次数:3{number}</td></tr>
    <tr><td><font size=3>{story(number)}</font></td></tr></table></td></tr></table>
    <table><tr><td>地址:某某市某某路1号 邮编:000000 技术支持:某某公司</td></tr></table></body></html>"""


def government(number: int, *, title: str) -> str:
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}_某某区人民法院</title>
    <meta name="SiteName" content="某某区人民法院"><meta name="SiteIDCode" content="0000000000">
    <meta name="ColumnName" content="通知公告"><meta name="ColumnType" content="通知公告"><meta name="ArticleTitle" content="{title}">
    <meta name="PubDate" content="2021-03-0{number} 15:04"><meta name="ContentSource" content="某某区人民法院办公室"><meta name="Author" content="钱某">
    <meta name="Keywords" content="诉讼服务"><meta name="Description" content="摘要{number}"></head><body>
    <nav><a href="/">首页</a><a href="/tzgg/">通知公告</a></nav><div class="main"><h1>{title}</h1><div class="wz">{story(number)}</div></div>
    <footer>主办:某某区人民法院</footer></body></html>"""


def asp(number: int, *, title: str, opening: str = "", date: str | None = None) -> str:
    day = NUMERALS[number] if number <= 10 else f"十{NUMERALS[number - 10]}"
    date = f"<p align=right>某某县人民法院</p><p align=right>二○一六年三月{day}日</p>" if date is None else date
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>公告栏</title></head><body bgcolor=#ffffff>
    <table border=0><tr><td><img src="images/top.gif"></td></tr><tr><td><a href="index.asp">返回首页</a> <a href="bulletin.asp">公告列表</a></td></tr></table>
    <table border=0 width=760><tr><td align=center class=bt>{title}</td></tr>
    <tr><td class=nr>{opening}{story(number)}{date}</td></tr>
    <tr><td align=center>【<a href="javascript:window.print()">打印本页</a>】【<a href="javascript:window.close()">关闭窗口</a>】</td></tr></table>
    <table><tr><td>某某县人民法院 版权所有 您是第<script src="count.asp"></script>位访问者</td></tr></table></body></html>"""


def php(number: int, *, title: str) -> str:
    return f"""<html><head><meta charset="utf-8"><title>某某市中级人民法院网</title></head><body><div id="nav"><a href="/">首页</a><a href="/public/list.php?cid=3">案件快报</a></div>
    <div class="local">您的位置:<a href="/">首页</a>&nbsp;&gt;&gt;&nbsp;<a href="/public/list.php?cid=3">案件快报</a>&nbsp;&gt;&gt;&nbsp;正文</div>
    <div class="detail_title">{title}</div><div class="detail_info">来源:本院刑一庭&nbsp;&nbsp;发布时间:2019年4月{number}日&nbsp;&nbsp;点击:1{number}次</div>
    <div class="detail_content">{story(number)}</div><div class="next">上一篇:<a href="detail.php?id={number - 1}">前文</a></div><div id="foot">备案号 00000</div></body></html>"""


def trs(number: int, *, title: str) -> str:
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{title}--某某区高级人民法院</title></head><body>
    <div class="dqwz">当前位置:<a href="../../">首页</a>&gt;<a href="../">司法公开</a>&gt;<a href="./">开庭公告</a></div>
    <h2 class="bt">{title}</h2><div class="xx">发布日期:2016.08.1{number}  文章来源:立案一庭  【字体:<a>大</a> <a>中</a> <a>小</a>】</div>
    <div class="TRS_Editor"><style>.TRS_Editor P{{margin:0}}</style><p class="MsoNormal" style="mso-line-height-rule:exactly">{PARAGRAPHS[0]}<o:p></o:p></p>{story(number)}
    <p><a href="./P02016081{number}.doc">某案开庭公告.doc</a></p></div><div class="copyright">某某区高级人民法院</div></body></html>"""


def dedecms(number: int, *, title: str, page: int = 1, pages: int = 1, mobile: bool = False) -> str:
    stem = f"{number}"
    links = "".join(
        f"<li><a href='{stem}{'' if each == 1 else f'_{each}'}.html'>{each}</a></li>" for each in range(1, pages + 1)
    )
    bar = (
        f"<ul class=pagelist><li><a>共{pages}页: </a></li>{links}<li><a href='{stem}_2.html'>下一页</a></li></ul>"
        if pages > 1
        else ""
    )
    shown = title if page == 1 else f"{title}({page})"
    text = story(number * 10 + page)
    if mobile:
        return f"""<!DOCTYPE html><html><head><meta name="viewport" content="width=device-width"><title>{shown}</title></head><body><header><a href="/m/">首页</a></header>
        <h3 class="bt">{shown}</h3><article><div class="when">发布时间:<time>2017-06-0{number}</time> 作者:孙某</div><div class="words">{text}</div>{bar}</article></body></html>"""
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{shown}_某某法院</title><link href="/templets/default/style/dedecms.css" rel="stylesheet"></head><body>
    <div class="top"><a href="/">首页</a><a href="/fydt/">法院动态</a></div><div class="viewbox"><div class="place"><strong>当前位置:</strong><a href="/">主页</a> &gt; <a href="/fydt/">法院动态</a> &gt; </div>
    <div class="title"><h2>{shown}</h2></div><div class="info"><small>时间:</small>2017-06-0{number} 09:12<small>来源:</small>研究室<small>作者:</small>孙某<small>点击:</small><script src="/plus/count.php?view=yes&aid={number}&mid=1" type="text/javascript" language="javascript"></script>次</div>
    <div class="content">{text}</div>{bar}<div class="pre">上一篇:<a href="1.html">没有了</a></div></div><div class="footer">某某法院版权所有</div></body></html>"""


def listing(column: str, links: dict[str, str]) -> str:
    items = "".join(f"<li><a href='{url}'>{title}</a><span>2018-01-02</span></li>" for url, title in links.items())
    return f"""<html><head><meta charset="utf-8"><title>{column}_某某法院</title></head><body><div class="place">当前位置:<a href="/">首页</a> &gt; {column}</div>
    <ul class="newslist">{items}</ul><div class="paginationControl"><a href="#">上一页</a><a href="#">下一页</a></div></body></html>"""


def supreme(number: int, *, title: str) -> str:
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title} - 某某人民法院</title></head><body>
    <div class="sub_nav"><a href="/">首页</a> <a href="/zixun/gengduo/16.html">法院新闻</a></div><div class="location">当前位置:<a href="/">首页</a> &gt; <a href="/zixun/gengduo/16.html">法院新闻</a></div>
    <div class="detail"><div class="title">{title}</div><ul class="message clearfix"><li class="fl print">来源:新闻局</li><li class="fl print">发布时间:2020-06-0{number} 16:30:2{number}</li>
    <li class="fr">字号:<a href="#">小</a> <a href="#">大</a> <a href="javascript:window.print()">打印本页</a></li></ul>
    <div class="txt_txt" id="zoom">{story(number)}<p style="text-align:right">责任编辑:周某</p></div></div>
    <div class="links"><a href="http://xx.chinacourt.gov.cn/article/detail/2018/11/id/3585001.shtml">相关新闻</a></div></body></html>"""


def jeecms(number: int, *, title: str, page: int = 1, pages: int = 1) -> str:
    bar = "".join(
        f'<a href="{number}{"" if each == 1 else f"_{each}"}.jhtml">{each}</a> ' for each in range(1, pages + 1)
    )
    return f"""<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{title}-某某州中级人民法院</title>
    <link rel="stylesheet" href="/r/cms/www/red/css/index.css"><script src="/r/cms/jquery.js"></script><script src="/r/cms/front.js"></script></head><body>
    <div class="nav"><a href="/">首页</a> <a href="/ktggPage.jspx?channelId=307&pagego=1">开庭公告</a></div><div class="loca">当前位置:<a href="/">首页</a> - <a href="/xwzx/index.jhtml">新闻中心</a> - 正文</div>
    <div class="con"><h1>{title}</h1><div class="msgbar">发布时间:2015-0{number}-11 09:08:07 &nbsp; 作者:吴某 &nbsp; 来源:某某州中级人民法院 &nbsp; 浏览次数:<span id="views">12{number}</span></div>
    <div class="txt">{story(number * 10 + page)}<p>附件:<a id="attach0" href="/attachment.jspx?cid={number}&i=0" title="文件下载">诉讼须知{number}.docx</a></p></div>
    <div class="pages">{bar if pages > 1 else ""}</div></div><script>Cms.viewCount("",{number});</script><div class="foot">某某州中级人民法院</div></body></html>"""


def shandong(number: int, *, title: str) -> str:
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title><link href="/style/court.css" rel="stylesheet"></head><body>
    <div class="head"><a href="/xxfy/index.html">网站首页</a><a href="/xxfy/xwzx/fyxw/index.html">法院新闻</a></div><div class="wz">您当前所在位置:<a href="/xxfy/index.html">首页</a>&gt;<a href="/xxfy/xwzx/fyxw/index.html">法院新闻</a></div>
    <div class="nr_tit">{title}</div><div class="nr_sub">发布时间:2017-10-0{number} 10:00:0{number} 来源:某某区法院 作者:郑某</div>
    <div class="nr_con">{story(number)}</div><div class="fx">分享到:</div><div class="bottom">主办单位:某某区人民法院 邮编:000000</div></body></html>"""


def asp_net(number: int, *, title: str) -> str:
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>某某区人民法院</title></head><body>
    <form name="form1" method="post" action="ShowInfo.aspx?id={number}" id="form1"><input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="/wEPDwUKLTk2" />
    <script src="/WebResource.axd?d=abc" type="text/javascript"></script>
    <table width="1000"><tr><td>您的位置:<a href="Default.aspx">首页</a> &gt; <a href="List.aspx?cid=5">执行公告</a></td></tr>
    <tr><td align="center"><span id="ctl00_ContentPlaceHolder1_lblTitle" style="font-size:18px">{title}</span></td></tr>
    <tr><td align="center">发布日期:<span id="ctl00_ContentPlaceHolder1_lblDate">2012/8/{number} 15:30:00</span> 来源:<span id="ctl00_ContentPlaceHolder1_lblSource">执行局</span> 点击:<span id="ctl00_ContentPlaceHolder1_lblHits">45{number}</span></td></tr>
    <tr><td><span id="ctl00_ContentPlaceHolder1_lblContent">{story(number)}</span></td></tr></table></form></body></html>"""


def asp_net_list(links: dict[str, str]) -> str:
    items = "".join(f"<tr><td><a href='{url}'>{title}</a></td><td>2012-08-01</td></tr>" for url, title in links.items())
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>执行公告</title></head><body><form method="post" action="List.aspx?cid=5"><input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="/wEPDw" />
    <table>{items}</table><div id="AspNetPager1">首页 上一页 <a href="javascript:__doPostBack('AspNetPager1','2')">下一页</a> <a href="javascript:__doPostBack('AspNetPager1','9')">尾页</a></div></form></body></html>"""


def wordpress(number: int, *, title: str) -> str:
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="UTF-8"><title>{title} &#8211; 某某法院</title><meta name="generator" content="WordPress 5.8.1" />
    <link rel="https://api.w.org/" href="http://www.xx.cn/wp-json/" /><link rel="stylesheet" href="http://www.xx.cn/wp-content/themes/court/style.css?ver=5.8" /></head>
    <body class="post-template-default single single-post"><header id="masthead"><a href="http://www.xx.cn/">某某法院</a></header><main id="main"><article class="post hentry">
    <header class="entry-header"><h1 class="entry-title">{title}</h1><div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="2019-05-0{number}T08:00:00+08:00">2019年5月{number}日</time></span> <span class="byline"><span class="author vcard"><a href="/author/wu">冯某</a></span></span></div></header>
    <div class="entry-content">{story(number)}<div class="sharedaddy">分享:微信 微博 共{number}次</div></div></article><nav class="post-navigation"><a href="/?p=1">前一篇文章</a></nav></main>
    <footer class="site-footer">自豪地采用 WordPress</footer></body></html>"""
