"""A case whose parties read about it on one court's site: `python -m deploy.demo.parties SCHEMA`.

One notice is released, with a file, and one waits for its release. Run again it changes nothing.
"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "federation.config.settings.local")
os.environ.setdefault("LOG_LEVEL", "WARNING")
django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django_tenants.utils import schema_context  # noqa: E402

from federation.accounts.models import User  # noqa: E402
from federation.courts.selectors import court_of_schema  # noqa: E402
from sites.parties.models import Case, Party, PartyNotice, ReadingTerms  # noqa: E402
from sites.parties.notices import attach, release_notice, write_notice  # noqa: E402

from .papers import write_docx  # noqa: E402

NAME, NUMBER = "王小明", "（2026）京0105民初1234号"
PEOPLE = (
    (NAME, Party.Role.PARTY, "13800000001"),
    ("李建国", Party.Role.PARTY, "13800000002"),
    ("赵律师", Party.Role.AGENT, "lawyer@example.cn"),
)
SUMMONS = ("开庭传票", "<p>本院定于2026年12月10日上午9时在第三法庭公开开庭审理本案，请准时到庭。</p>")
BENCH = ("合议庭组成通知", "<p>本案由审判员三人组成合议庭。申请回避的，请在收到本通知后三日内提出。</p>")


def main(schema: str) -> None:
    with schema_context(schema):
        if not Case.objects.exists():
            tell(writer=User.objects.get(username="writer"), releaser=User.objects.get(username="publisher"))
        site = court_of_schema()
        print(f"  case {NUMBER}, name {NAME}: {site.address if site else ''}/parties/ (the code is printed below)")


def tell(*, writer: User, releaser: User) -> PartyNotice:
    """Open reading at the current schema's court, with a case, and return the notice that waits."""
    ReadingTerms.objects.update_or_create(pk=1, defaults={"open": True})
    case = Case.objects.create(number=NUMBER, cause="买卖合同纠纷", unit="民事审判庭", phone="12368")
    people = [Party.objects.create(case=case, name=name, role=role, contact=to) for name, role, to in PEOPLE]
    people[2].acts_for.set(people[:1])
    kinds = PartyNotice.Kind
    summons = write_notice(PartyNotice(case=case, kind=kinds.HEARING, title=SUMMONS[0], body=SUMMONS[1]), by=writer)
    attach(summons, [SimpleUploadedFile(f"{SUMMONS[0]}.docx", write_docx(SUMMONS[0], ()))], by=writer)
    release_notice(summons, by=releaser)
    return write_notice(PartyNotice(case=case, kind=kinds.BENCH, title=BENCH[0], body=BENCH[1]), by=writer)


if __name__ == "__main__":
    main(sys.argv[1])
