"""Case numbers, names and contacts as people type them, in the one form in which they are kept and compared."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from search.folding import clean, fold
from search.identifiers import find_identifiers, is_article, is_document_number

_DOTS = re.compile(r"[·•・‧∙⋅.．。]")
_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})\Z")
_BETWEEN_DIGITS = re.compile(r"[\s\-‐-―－()]")


def case_number(typed: str) -> str:
    """（2018）京0105民初1234号, of whatever was typed; "" if that is not one case number and nothing else."""
    folded = fold(clean(typed)).strip()
    found = list(find_identifiers(folded))
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(folded)):
        return ""
    word = found[0].word
    return "" if is_article(word) or is_document_number(word) else f"（{word[:4]}）{word[4:]}"


def name_key(typed: str) -> str:
    """A name as it is compared: in any width or script, with or without spaces, and with whatever dot between its parts."""
    return _DOTS.sub("·", "".join(fold(clean(typed)).split()))


def contact_of(typed: str) -> str:
    """A mobile number of mainland China or a mail address, as it is kept. Raises ValidationError."""
    plain = fold(clean(typed)).strip()
    if "@" in plain:
        validate_email(plain)
        return plain
    mobile = _MOBILE.match(_BETWEEN_DIGITS.sub("", plain))
    if mobile is None:
        raise ValidationError("neither a mobile number nor a mail address", code="invalid")
    return mobile[1]


def is_mail(contact: str) -> bool:
    return "@" in contact


def masked_name(name: str) -> str:
    """王小明 -> 王**. How long a name is does not show."""
    return f"{name[:1]}**" if name else ""


def masked_contact(contact: str) -> str:
    """13812345678 -> 138****5678, wang@example.cn -> w***@example.cn."""
    if is_mail(contact):
        user, _at, host = contact.partition("@")
        return f"{user[:1]}***@{host}"
    return f"{contact[:3]}****{contact[-4:]}" if contact else ""
