"""Articles on their way through the review of one court, by the people of that court: `python -m deploy.demo.review SCHEMA`.

One has been through all steps and is public, one waits for each step, and one was sent back. Run again it changes nothing.
"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "federation.config.settings.local")
os.environ.setdefault("LOG_LEVEL", "WARNING")
django.setup()

from django_tenants.utils import schema_context  # noqa: E402
from wagtail.models import Page  # noqa: E402

from federation.accounts.models import User  # noqa: E402
from sites.pages.models import ArticlePage, ColumnPage  # noqa: E402
from sites.publishing.review.declaring import assess, declare  # noqa: E402
from sites.publishing.review.models import RiskAssessment, SignOff, Unit  # noqa: E402
from sites.publishing.review.signing import send_back, sign  # noqa: E402

Kind = SignOff.Kind
NAMES = {
    "writer": ("李", "晓雯"),
    "head": ("王", "建国"),
    "secrecy": ("赵", "敏"),
    "approver": ("陈", "志远"),
    "publisher": ("刘", "芳"),
    "supervisor": ("孙", "立"),
}
SIGNERS = {Kind.UNIT: "head", Kind.SECRECY: "secrecy", Kind.APPROVAL: "approver", Kind.PUBLICATION: "publisher"}
TEXTS = (
    ("review-summer-hours", "关于调整诉讼服务中心夏季工作时间的通知", "自2026年7月1日起，诉讼服务中心工作时间调整为上午八时三十分至十二时，下午二时至五时三十分。"),
    ("review-open-day", "关于举办公众开放日活动的公告", "我院定于每月最后一个星期五举办公众开放日，欢迎社会各界人士预约参加。"),
    ("review-mediators", "特邀调解员名册（2026年度）公告", "经审查并公示，现将2026年度特邀调解员名册予以公告。"),
    ("review-major-case", "某重大案件审理情况通报", "我院依法公开开庭审理该案，现将有关情况通报如下。"),
    ("review-auction", "关于网络司法拍卖辅助工作的说明", "为规范网络司法拍卖辅助工作，现就有关事项说明如下。"),
)  # fmt: skip


def main(schema: str) -> None:
    with schema_context(schema):
        people = introduce()
        if ArticlePage.objects.filter(slug=TEXTS[0][0]).exists():
            print("  the articles are there already")
            return
        through, verified, fresh, major, returned = (write(people, *text) for text in TEXTS)
        submit(through, people)
        sign_off(through, people, Kind.UNIT, Kind.SECRECY, Kind.PUBLICATION)
        submit(verified, people)
        sign_off(verified, people, Kind.UNIT, Kind.SECRECY)
        submit(fresh, people)
        send_to_the_approver(major, people)
        submit(returned, people)
        row = SignOff.objects.get(page=returned, kind=Kind.UNIT, state=SignOff.State.WAITING)
        send_back(row, user=people["head"], comment="请补充咨询电话。")
        public = Page.objects.get(pk=through.pk)
        print(f"  public, signed by {', '.join(row.signer for row in through.sign_offs.all())}: {public.full_url}")
        for page in (fresh, verified, major, returned):
            waits = [str(row) for row in page.sign_offs.filter(state=SignOff.State.WAITING)] or ["its author"]
            print(f"  waits for {', '.join(waits)}: {page.title}")


def introduce() -> dict[str, User]:
    people = {name: User.objects.get(username=name) for name in NAMES}
    for name, (family, given) in NAMES.items():
        User.objects.filter(username=name).update(last_name=family, first_name=given)
    unit = Unit.objects.get(default=True)
    unit.people.add(people["writer"], people["head"])
    Unit.objects.filter(pk=unit.pk).update(head=people["head"])
    return {name: User.objects.get(username=name) for name in NAMES}


def write(people: dict[str, User], slug: str, title: str, text: str) -> ArticlePage:
    column = ColumnPage.objects.filter(kind=ColumnPage.Kind.NOTICE).first() or ColumnPage.objects.first()
    assert column is not None, "a new site has columns"  # noqa: S101
    body = [{"type": "text", "value": f"<p>{text}</p>"}]
    article = ArticlePage(title=title, slug=slug, body=body, live=False, owner=people["writer"], source="办公室")
    page: ArticlePage = column.add_child(instance=article)
    page.save_revision(user=people["writer"])
    return page


def submit(page: ArticlePage, people: dict[str, User]) -> None:
    page.get_workflow().start(page, people["writer"])


def sign_off(page: ArticlePage, people: dict[str, User], *kinds: Kind) -> None:
    for kind in kinds:
        row = SignOff.objects.get(page=page, kind=kind, state=SignOff.State.WAITING)
        sign(row, user=people[SIGNERS[kind]], comment="属实，同意。")


def send_to_the_approver(page: ArticlePage, people: dict[str, User]) -> None:
    declare(page, major=True, sensitive=False, partners=[], courts=[])
    assess(
        page,
        user=people["head"],
        risks="案件受社会关注，细节可能被误读。",
        measures="统一发布口径，配发解读，专人监测并及时回应。",
        decider="分管副院长",
        conclusion=RiskAssessment.Conclusion.WITH_MEASURES,
    )
    submit(page, people)
    sign_off(page, people, Kind.UNIT, Kind.SECRECY)


if __name__ == "__main__":
    main(sys.argv[1])
