"""Builds small captures for tests: answers of a legacy site written to a WARC as different crawlers write them."""

import io
from dataclasses import dataclass, field
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sites.legacy.articles import LegacyArticle, Verdict
from sites.legacy.captures import Capture
from sites.legacy.reading import Reading


@dataclass
class Site:
    """A legacy site under construction: `page` adds an answer, `read` reads them all."""

    folder: Path
    answers: list[tuple[str, bytes, list[tuple[str, str]], str]] = field(default_factory=list)

    def page(
        self,
        url: str,
        html: str | bytes,
        *,
        charset: str = "utf-8",
        content_type: str = "text/html",
        status: str = "200 OK",
        **headers: str,
    ) -> None:
        body = html if isinstance(html, bytes) else html.encode(charset)
        named = [("Content-Type", content_type), *((name.replace("_", "-"), value) for name, value in headers.items())]
        self.answers.append((url, body, named, status))

    def warc(self, *, compressed: bool = True) -> Path:
        path = self.folder / ("site.warc.gz" if compressed else "site.warc")
        with path.open("wb") as file:
            writer = WARCWriter(file, gzip=compressed)
            for url, body, headers, status in self.answers:
                http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
                writer.write_record(
                    writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http)
                )
        return path

    def read(self) -> tuple[list[LegacyArticle], dict[str, Verdict]]:
        with Capture(self.warc()) as capture, Reading(capture) as reading:
            return list(reading.articles()), {verdict.url: verdict for verdict in reading.verdicts()}

    def only_article(self) -> LegacyArticle:
        articles, _ = self.read()
        assert len(articles) == 1, [article.url for article in articles]
        return articles[0]
