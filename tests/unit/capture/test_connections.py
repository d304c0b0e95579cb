"""TLS as an old server speaks it, under a name that leads elsewhere."""

from __future__ import annotations

import asyncio
import ssl
from pathlib import Path

from sites.legacy.capture.certificates import Certificates
from sites.legacy.capture.connections import Connections, Origin
from sites.legacy.capture.guard import Guard
from sites.legacy.capture.order import Route

BELIEVING = Certificates(accept_faulty=True, known={})
RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def test_the_name_in_tls_and_in_the_host_header_is_the_sites_own(expired_certificate: Path) -> None:
    names: list[str] = []
    asked: list[bytes] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.load_cert_chain(expired_certificate)
    context.sni_callback = lambda _connection, name, _context: names.append(name)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            asked.append(head)
            writer.write(RESPONSE)

    async def talk() -> list[bytes]:
        server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
        route = Route("court.invalid", "127.0.0.1", server.sockets[0].getsockname()[1])
        connections = Connections(Guard(routes=[route], allowed_networks=["127.0.0.1/32"]), BELIEVING)
        origin = Origin("https", "court.invalid", 443)
        request = b"GET / HTTP/1.1\r\nHost: court.invalid\r\n\r\n"
        bodies = [(await connections.exchange(origin, request, most_bytes=10)).body for _ in range(2)]
        connections.close()
        server.close()
        return bodies

    assert asyncio.run(talk()) == [b"ok", b"ok"]
    assert names == ["court.invalid"] * 2, "refused when it was checked, then let pass"
    assert len(asked) == 2
