"""Telling whether a host name leads to this platform: it is asked to sign a word, which nobody else can."""

import re

from django.utils.crypto import constant_time_compare, salted_hmac

CHALLENGE_HEADER = "X-Platform-Challenge"
PROOF_HEADER = "X-Platform-Proof"
CHALLENGE = re.compile(r"[0-9a-f]{32}\Z")


def proof_of(challenge: str) -> str:
    """The answer to a challenge of 32 hexadecimal digits; "" to anything else."""
    if not CHALLENGE.match(challenge):
        return ""
    return salted_hmac("federation.courts.proof", challenge, algorithm="sha256").hexdigest()


def is_proof(answer: str, challenge: str) -> bool:
    return bool(answer) and constant_time_compare(answer, proof_of(challenge))
