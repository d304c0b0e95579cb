"""A real S3 service for tests: the one that AWS_ENDPOINT_URL names, or a versitygw of our own over a temporary folder."""

import fcntl
import os
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config

from deploy.ports import free_port

TOOLS = Path(__file__).resolve().parents[1] / "var" / "tools" / "bin"
PACKAGE = "github.com/versity/versitygw/cmd/versitygw@latest"
OLDEST_GO = (1, 21)  # from here on, go fetches the newer toolchain that a package asks for
STARTING = 20


@dataclass(frozen=True)
class Bucket:
    """An empty bucket, and how to reach it."""

    name: str
    endpoint_url: str
    access_key: str
    secret_key: str
    region_name: str = "us-east-1"

    @property
    def access(self) -> dict[str, str]:
        """As in `settings.MEDIA_S3`."""
        return {
            "endpoint_url": self.endpoint_url,
            "region_name": self.region_name,
            "access_key": self.access_key,
            "secret_key": self.secret_key,
        }

    def keys(self) -> list[str]:
        pages = self.client().get_paginator("list_objects_v2").paginate(Bucket=self.name)
        return sorted(entry["Key"] for page in pages for entry in page.get("Contents", ()))

    def client(self) -> Any:
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint_url,
            region_name=self.region_name,
            aws_access_key_id=self.access_key,
            aws_secret_access_key=self.secret_key,
            config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}),
        )


@contextmanager
def new_bucket() -> Iterator[Bucket]:
    """A bucket that is gone afterwards. Skips where no service can be had, and fails there when CI is set."""
    with _given_service() if os.environ.get("AWS_ENDPOINT_URL") else _own_service() as bucket:
        client = bucket.client()
        client.create_bucket(Bucket=bucket.name)
        yield bucket
        for key in bucket.keys():
            client.delete_object(Bucket=bucket.name, Key=key)
        client.delete_bucket(Bucket=bucket.name)


@contextmanager
def _given_service() -> Iterator[Bucket]:
    yield Bucket(
        name=_new_name(),
        endpoint_url=os.environ["AWS_ENDPOINT_URL"],
        access_key=os.environ["AWS_ACCESS_KEY_ID"],
        secret_key=os.environ["AWS_SECRET_ACCESS_KEY"],
        region_name=os.environ.get("AWS_REGION", "us-east-1"),
    )


@contextmanager
def _own_service() -> Iterator[Bucket]:
    program, port = _versitygw(), free_port()
    bucket = Bucket(_new_name(), f"http://127.0.0.1:{port}", secrets.token_hex(8), secrets.token_urlsafe(24))
    with tempfile.TemporaryDirectory(prefix="s3-") as folder:
        (files := Path(folder, "files")).mkdir()
        (
            notes := Path(folder, "notes")
        ).mkdir()  # a folder beside the files also serves where there are no extended attributes
        server = subprocess.Popen(
            [program, "--port", f"127.0.0.1:{port}", "--quiet", "posix", "--sidecar", notes, files],
            env={"PATH": os.defpath, "ROOT_ACCESS_KEY": bucket.access_key, "ROOT_SECRET_KEY": bucket.secret_key},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_until_it_answers(server, port)
            yield bucket
        finally:
            server.terminate()
            server.wait(timeout=STARTING)


def _new_name() -> str:
    return f"federation-test-{uuid.uuid4().hex[:12]}"


def _wait_until_it_answers(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"versitygw did not start listening within {STARTING} s (exit status {server.poll()})")


def _versitygw() -> Path:
    """The program, built by the first worker that asks for it (about 2.5 minutes, once)."""
    TOOLS.mkdir(parents=True, exist_ok=True)
    with (TOOLS / ".versitygw.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (TOOLS / "versitygw").exists():
            _build()
    return TOOLS / "versitygw"


def _build() -> None:
    go = shutil.which("go")
    if not go:
        _cannot("go is not installed")
    version = subprocess.run([go, "env", "GOVERSION"], capture_output=True, text=True, check=True).stdout.strip()
    if not (found := re.match(r"go(\d+)\.(\d+)", version)) or tuple(map(int, found.groups())) < OLDEST_GO:
        _cannot(f"{version} is too old")
    built = subprocess.run(
        [go, "install", PACKAGE], env=os.environ | {"GOBIN": str(TOOLS)}, capture_output=True, text=True
    )
    if built.returncode:
        _cannot(f"`go install {PACKAGE}` failed: {built.stderr.strip()[-500:]}")


def _cannot(reason: str) -> None:
    oldest = ".".join(map(str, OLDEST_GO))
    words = (
        f"no S3 service to test with: {reason}. Install Go {oldest} or later from https://go.dev/dl/ (the golang package "
        "of Debian 12 is too old), or set AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of a test service."
    )
    if os.environ.get("CI"):
        pytest.fail(words)
    pytest.skip(words)
