"""Ports of loopback for servers that are started beside others."""

import random
import socket

OURS = range(20_000, 32_000)
"""Below the ports that systems give to outgoing connections (from 32768 on Linux, 49152 elsewhere): among those a port that is
free now may be taken before a server that starts slowly listens."""


def free_port() -> int:
    """A port that nobody listens at. Raises `OSError` if there is none."""
    for port in random.sample(OURS, 100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise OSError(f"100 ports between {OURS.start} and {OURS.stop} are all in use.")
