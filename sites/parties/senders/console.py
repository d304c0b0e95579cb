"""For a developer's machine and the demo: codes are printed where the worker runs."""

import sys

from sites.parties.senders.base import CodeMessage


class ConsoleSender:
    def send(self, message: CodeMessage) -> None:
        sys.stdout.write(f"[{message.channel} to {message.to}] {message.text}\n")
        sys.stdout.flush()
