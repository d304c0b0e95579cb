from datetime import UTC

from hypothesis import given
from hypothesis import strategies as st

from sites.legacy.articles import LegacyFile
from sites.legacy.cleaning import CleanBody
from sites.legacy.pages import PageContent
from sites.legacy.stored import pack, unpack

TEXT = st.text(max_size=40)
FILES = st.lists(st.builds(LegacyFile, TEXT, TEXT), max_size=3).map(tuple)
CONTENTS = st.builds(
    PageContent,
    title=TEXT,
    published=st.none() | st.datetimes(timezones=st.just(UTC)),
    columns=st.lists(TEXT, max_size=3).map(tuple),
    body=st.builds(CleanBody, html=TEXT, text=TEXT, images=st.lists(TEXT, max_size=2).map(tuple), attachments=FILES),
)


@given(CONTENTS)
def test_what_was_read_of_a_page_comes_back_from_the_disk_as_it_was(content):
    assert unpack(PageContent, pack(content)) == content
