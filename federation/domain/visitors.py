"""Who asks: a person or a machine."""

import re

_MACHINES = re.compile(
    r"bot\b|bot/|spider|crawl|slurp|scan|curl|wget|python|java/|okhttp|go-http|libwww|httpclient|headless|monitor|nikto|sqlmap|nmap",
    re.I,
)


def is_machine(user_agent: str) -> bool:
    """Whether a crawler, a scanner or a program names itself in a request's `User-Agent`."""
    return _MACHINES.search(user_agent) is not None
