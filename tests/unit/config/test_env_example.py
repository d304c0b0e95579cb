"""`.env.example` is the list of what can be set."""

import re

from tests.unit.config.conftest import ROOT

SETTINGS = ROOT / "federation" / "config" / "settings"


def test_every_variable_that_the_settings_read_is_listed_once_with_one_line_about_it() -> None:
    read = {
        name for file in SETTINGS.glob("*.py") for name in re.findall(r'\benv(?:\.\w+)?\("(\w+)"', file.read_text())
    }

    lines = (ROOT / ".env.example").read_text().splitlines()
    listed = [match[1] for line in lines if (match := re.match(r"#?([A-Z_]+)=", line))]

    assert len(read) > 10
    assert sorted(listed) == sorted(read)
    for number, line in enumerate(lines):
        if re.match(r"#?[A-Z_]+=", line):
            assert lines[number - 1].startswith("# "), line


def test_the_example_holds_no_secret() -> None:
    assert re.search(r"^SECRET_KEY=$", (ROOT / ".env.example").read_text(), re.MULTILINE)
