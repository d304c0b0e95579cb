"""脱敏: proposing what to write in place of what was found, and writing it into a new draft."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any

from django.db import transaction
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from federation.accounts.models import User
from federation.ledger.events import Event
from sites.publishing.answers.checking import answers_of
from sites.publishing.answers.court_lists import court_lists
from sites.publishing.answers.parts import CheckedPage, Part, fingerprint
from sites.publishing.findings import Finding, findings_in
from sites.publishing.findings.names import given_name_hidden
from sites.publishing.review.recording import record

ANONYMISED = "findings.anonymised"
_NAMES = {"minor_name", "protected_party"}
_NUMBERS = {
    "resident_id", "passport", "travel_permit", "permanent_residence", "mobile_number", "phone_number", "bank_card", "email",
    "licence_plate", "credit_code",
}  # fmt: skip
_DISTRICT = re.compile(
    r"^(?:[一-龥]{2,8}?(?:省|自治区))?(?:[一-龥]{2,6}?(?:市|自治州|盟|地区))?(?:[一-龥]{1,6}?(?:区|县|旗|市))?"
)
_TAG = "(?:<[^<>]*>)*"


@dataclass(frozen=True, slots=True)
class Replacement:
    """Words of a page and what is proposed instead; `around` are the words beside them, `label` says where they stand first."""

    label: str
    before: str
    after: str
    left: str
    right: str


def proposals(page: Page) -> tuple[Replacement, ...]:
    """What to write for each finding that can be hidden and has no answer, once for the same words. Marks, deliberations and
    words of a list need a person."""
    if not isinstance(page, CheckedPage):
        return ()
    lists, answered = court_lists(), answers_of(page)
    found: dict[str, tuple[Part, Finding]] = {}
    for part in page.checked_parts():
        for finding in findings_in(part.text, lists):
            words = part.text[finding.start : finding.end]
            if (
                finding.check in _NAMES | _NUMBERS | {"home_address"}
                and fingerprint(finding.check, words) not in answered
            ):
                found.setdefault(words, (part, finding))
    hidden = _names_hidden([words for words, (_part, finding) in found.items() if finding.check in _NAMES])
    return tuple(
        Replacement(
            label=part.label,
            before=words,
            after=hidden.get(words) or _hidden(finding.check, words),
            left=part.text[max(0, finding.start - 20) : finding.start],
            right=part.text[finding.end : finding.end + 20],
        )
        for words, (part, finding) in found.items()
    )


@transaction.atomic
def anonymise(page: Page, *, chosen: Mapping[str, str], user: User) -> Revision:
    """Write replacements, words by words, wherever they stand on the page's latest text, as a new draft. Nothing goes live."""
    draft = page.get_latest_revision_as_object()
    for field in draft._meta.get_fields():
        if isinstance(field, StreamField):
            stream = getattr(draft, field.name)
            rewritten = [_rewritten(dict(block), chosen) for block in stream.raw_data]
            setattr(draft, field.name, field.stream_block.to_python(rewritten))
        elif field.name in getattr(draft, "checked_fields", ("title",)):
            setattr(draft, field.name, _replaced(getattr(draft, field.name), chosen))
    draft.draft_title = draft.title
    record(Event.ANONYMISED, page, by=user, details={"replacements": len(chosen)})
    return draft.save_revision(user=user, log_action=ANONYMISED, changed=True, clean=False)


def _rewritten(value: Any, chosen: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _replaced(value, chosen)
    if isinstance(value, Mapping):
        return {key: each if key in ("id", "type") else _rewritten(each, chosen) for key, each in value.items()}
    return [_rewritten(each, chosen) for each in value] if isinstance(value, list | tuple) else value


def _replaced(text: str, chosen: Mapping[str, str]) -> str:
    """Longer words first. Tags that stand within the words stay, behind what replaces them."""
    for before in sorted(chosen, key=len, reverse=True):
        pattern = _TAG.join(f"(?:{re.escape(each)}|{re.escape(escape(each))})" for each in before)
        text = re.sub(pattern, partial(_kept_tags, chosen[before]), text)
    return text


def _kept_tags(after: str, found: re.Match[str]) -> str:
    return after + "".join(re.findall("<[^<>]*>", found[0]))


def _hidden(check: str, words: str) -> str:
    if check != "home_address":
        return "***"
    district = _DISTRICT.match(words)
    return f"{district[0] if district else ''}某路某号"


def _names_hidden(names: list[str]) -> dict[str, str]:
    """Names as 法释〔2016〕19号, article 9, has them: those that would be the same are told apart by figures."""
    hidden = {name: given_name_hidden(name) for name in names}
    told_apart = {}
    for name, short in hidden.items():
        alike = [each for each in hidden if hidden[each] == short]
        told_apart[name] = f"{short}{alike.index(name) + 1}" if len(alike) > 1 else short
    return told_apart
