"""The tables of what is for parties alone: cases and people, what they are told, how they prove who they are, and what they read."""

from sites.parties.models.access import PartyAccess
from sites.parties.models.cases import Case, Party
from sites.parties.models.notices import PartyFile, PartyNotice
from sites.parties.models.proofs import CodeRequest, ReadingSession, SentCode, Tally
from sites.parties.models.terms import ReadingTerms

__all__ = [
    "Case",
    "CodeRequest",
    "Party",
    "PartyAccess",
    "PartyFile",
    "PartyNotice",
    "ReadingSession",
    "ReadingTerms",
    "SentCode",
    "Tally",
]
