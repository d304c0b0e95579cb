"""What the tests of all backends speak of, and how they look at answers."""

from datetime import UTC, datetime
from typing import Any

from search.backends.base import SearchBackend
from search.types import AttachedFile, Results
from tests.search_documents import asked

HAIDIAN = {"court": "京0108", "court_name": "北京市海淀区人民法院"}
SHANGHAI = {"court": "沪02", "court_name": "上海市第二中级人民法院", "level": "intermediate", "province": "上海市"}
DAY = datetime(2024, 5, 6, 1, tzinfo=UTC)
PDF = AttachedFile("收费标准.pdf", "https://chaoyang.example/files/1/", "pdf", "诉讼费用按照标的额分段累计交纳。")
WORD = AttachedFile("起诉状.docx", "https://chaoyang.example/files/2/", "word", "具状人签名，另附身份证明。")
LONG = "人民法院受理案件后应当告知当事人举证的期限和逾期的后果，当事人应当在期限内提交证据材料。" * 3
"""Long enough to be told as a copy, wherever it is published."""


def keys(backend: SearchBackend, text: str = "", **query: Any) -> list[str]:
    """Of the hits, in their order."""
    return [hit.key for hit in backend.search(asked(text, page_size=50, **query)).hits]


def counts(results: Results, facet: str) -> dict[str, int]:
    """What a facet counts, by value."""
    return {value.value: value.count for value in results.facets[facet]}
