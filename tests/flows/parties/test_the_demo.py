"""What the demonstration shows of the room."""

import pytest

from deploy.demo.parties import NAME, NUMBER, main
from federation.courts.models import CourtSite
from sites.parties.models import Case, PartyNotice
from tests.parties import entered
from tests.review import staff


def test_the_demo_tells_a_party_something_and_changes_nothing_when_run_again(
    chaoyang: CourtSite, capsys: pytest.CaptureFixture[str]
) -> None:
    staff(chaoyang.court_id)
    for _time in range(2):
        main(chaoyang.schema_name)

    assert "chaoyang.localhost/parties/" in capsys.readouterr().out
    assert Case.objects.count() == 1
    assert [each.state for each in PartyNotice.objects.order_by("pk")] == ["released", "draft"]
    reader = entered(chaoyang, NUMBER, NAME)
    assert "开庭传票" in reader.get("/parties/notices/").content.decode()
