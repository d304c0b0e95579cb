"""Taking out of files what tells of their authors and places, without touching what they show.

Only what is uploaded is cleaned; a file in which there is nothing to remove stays the same, byte by byte.
"""

from sites.media.metadata.packed import clean_packed
from sites.media.metadata.pdf import clean_pdf
from sites.media.metadata.pictures import clean_picture

__all__ = ["cleaned"]


def cleaned(content: bytes) -> bytes:
    """The file without authors, comments' authors and places: pictures (JPEG, PNG, WebP), PDF, Office Open XML, OFD.

    A signed file, and any other format, is returned as it is: a signature would be void.
    """
    if content.startswith(b"PK\x03\x04"):
        return clean_packed(content)
    if b"%PDF-" in content[:1024]:
        return clean_pdf(content)
    return clean_picture(content)
