"""Connections to the site: opened only where the guard allows, and kept for the next request."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections import defaultdict, deque
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Protocol

from .certificates import Certificates
from .guard import Guard
from .wire import WireResponse, read_response


class ReadResponse(Protocol):
    async def __call__(self, reader: asyncio.StreamReader, *, most_bytes: int) -> WireResponse: ...


CONNECT_SECONDS = 15.0
LONGEST_LINE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Origin:
    """Whom to talk to; ``host`` is the name in TLS, whichever address it leads to."""

    scheme: str
    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Connection:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    peer: str

    async def is_ready(self) -> bool:
        """Whether the server waits for a request. What it said unasked would be taken for the answer to the next one."""
        if self.writer.is_closing():
            return False
        try:
            async with asyncio.timeout(0):
                await self.reader.read(1)  # at once where it has closed, or sent more than it announced
        except TimeoutError:
            return True
        return False


class Connections:
    """A pool of checked connections; each is used by one request at a time, and by no other once it has answered unasked."""

    def __init__(self, guard: Guard, certificates: Certificates) -> None:
        self._guard, self._certificates = guard, certificates
        self._idle: defaultdict[Origin, deque[Connection]] = defaultdict(deque)

    async def exchange(
        self, origin: Origin, request: bytes, *, most_bytes: int, read: ReadResponse = read_response
    ) -> WireResponse:
        """Send a request and read its response, the whole of it or what else ``read`` reads.

        Raises what ``Guard.endpoints`` and ``read_response`` raise, CertificateRefused, and OSError. A kept connection that the server has
        closed in the meantime is replaced once.
        """
        if kept := await self._take(origin):
            # It may have been closed while it stood idle; a GET is safe to ask again.
            with suppress(asyncio.IncompleteReadError, ConnectionError):
                return await self._exchange_over(kept, origin, request, most_bytes, read)
        return await self._exchange_over(await self._open(origin), origin, request, most_bytes, read)

    async def _exchange_over(
        self, connection: Connection, origin: Origin, request: bytes, most_bytes: int, read: ReadResponse
    ) -> WireResponse:
        reusable = False
        try:
            connection.writer.write(request)
            await connection.writer.drain()
            response = await read(connection.reader, most_bytes=most_bytes)
            reusable = response.reusable
        finally:
            if reusable:
                self._idle[origin].append(connection)
            else:
                connection.writer.transport.abort()
        fault = self._certificates.fault_of(origin.host) if origin.scheme == "https" else ""
        return replace(response, peer=connection.peer, certificate_fault=fault)

    async def _take(self, origin: Origin) -> Connection | None:
        idle = self._idle[origin]
        while idle:
            connection = idle.pop()
            if await connection.is_ready():
                return connection
            connection.writer.transport.abort()
        return None

    async def _open(self, origin: Origin) -> Connection:
        failure: OSError | None = None
        for address, port in await self._guard.endpoints(origin.host, origin.port):
            try:
                return await self._open_at(origin, address, port)
            except OSError as error:
                failure = error
        raise failure or socket.gaierror(socket.EAI_NODATA, f"no address for {origin.host}")

    async def _open_at(self, origin: Origin, address: str, port: int) -> Connection:
        try:
            return await self._connect(origin, address, port)
        except ssl.SSLCertVerificationError as error:
            self._certificates.accept(origin.host, error)
            return await self._connect(origin, address, port)

    async def _connect(self, origin: Origin, address: str, port: int) -> Connection:
        tls = self._certificates.context_for(origin.host) if origin.scheme == "https" else None
        async with asyncio.timeout(CONNECT_SECONDS):
            reader, writer = await asyncio.open_connection(
                address, port, ssl=tls, server_hostname=origin.host if tls else None, limit=LONGEST_LINE
            )
        return Connection(reader, writer, address)

    def close(self) -> None:
        """Drop every idle connection."""
        for idle in self._idle.values():
            while idle:
                idle.pop().writer.transport.abort()
