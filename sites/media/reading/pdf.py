"""PDF, by PDFium, which knows the character maps that Chinese files rely on."""

from collections.abc import Iterator

import pypdfium2 as pdfium
from pypdfium2.raw import FPDF_ERR_PASSWORD

from .collecting import unwrapped
from .limits import MAX_PAGES
from .verdicts import Reason, Unreadable


def read_pdf(content: bytes) -> Iterator[str]:
    """The text of every page, one more than are kept at most. A scan has none."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == FPDF_ERR_PASSWORD
        raise Unreadable(Reason.LOCKED if locked else Reason.DAMAGED) from error
    for number in range(min(len(document), MAX_PAGES + 1)):
        try:
            page = document[number]
            text = page.get_textpage().get_text_bounded()
        except pdfium.PdfiumError:
            continue  # a page that cannot be drawn; the others can
        yield unwrapped(str(text).replace("\r\n", "\n").replace("\ufffe", ""))
        page.close()
