"""Taking out of files what tells of their authors and places, without touching what they show.

Only what is uploaded is cleaned; a file in which there is nothing to remove stays the same, byte by byte.
"""

from sites.media.metadata.office import clean_office
from sites.media.metadata.pictures import clean_picture

__all__ = ["cleaned"]


def cleaned(content: bytes) -> bytes:
    """The file without authors, comments' authors and places: pictures (JPEG, PNG, WebP) and Office Open XML.

    A signed file, and any other format, is returned as it is: a signature would be void.
    """
    if content.startswith(b"PK\x03\x04"):
        return clean_office(content)
    return clean_picture(content)
