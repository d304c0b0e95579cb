"""What the crawling process says crosses to the operator's language, whatever language that is."""

import errno
import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import translation

from sites.legacy.capture.errors import CaptureError
from sites.legacy.capture.failures import Reason, explain
from sites.legacy.capture.handler import _scrapy_errors
from sites.legacy.capture.words import Words, of_system

ROOT = Path(__file__).resolve().parents[3]
LOST = "无法抓取 %(address)s：%(detail)s"


def refused() -> CaptureError:
    certificate = Words(
        "%(host)s 的证书无效：%(fault)s。如确认无误，可在登记中允许，或用 --insecure-tls。",
        {"host": "a.cn", "fault": "证书已过期"},
    )
    return CaptureError(LOST, address="https://a.cn/", detail=certificate)


def test_an_error_reads_in_the_language_of_whoever_reads_it_with_all_that_is_within_it():
    with translation.override("zh-hans"):
        assert str(refused()).startswith("无法抓取 https://a.cn/：a.cn 的证书无效：证书已过期。")
    with translation.override("en"):
        assert str(refused()).startswith(
            "Cannot capture https://a.cn/: the certificate of a.cn is not valid: it has expired."
        )


def test_an_error_that_has_crossed_the_process_border_is_the_same():
    crossed = CaptureError.of(Words.from_event(json.loads(json.dumps(refused().words.to_event()))))

    assert crossed.words == refused().words


def test_the_crawling_process_needs_no_language():
    script = "from sites.legacy.capture.errors import CaptureError as E; print(E('有 %(count)d 个网址未能处理，详情见 %(log)s。', count=2, log='x'))"

    said = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    assert said.stdout == "有 2 个网址未能处理，详情见 x。\n"


@pytest.mark.parametrize(
    ("error", "reason", "said"),
    [
        (TimeoutError(), Reason.TIMEOUT, "没有在限定时间内答完"),
        (ConnectionRefusedError(), Reason.REFUSED, "连接被拒绝"),
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), Reason.DNS, "域名无法解析：没有这个域名"),
        (OSError(errno.EHOSTUNREACH, "No route to host"), Reason.DISCONNECTED, "连接失败：到不了这台主机"),
    ],
)
def test_failures_of_the_network_are_told_in_chinese(error, reason, said):
    with pytest.raises(Exception) as raised, _scrapy_errors():
        raise error

    told = explain(raised.value)

    assert (told[0], str(told[1])) == (reason, said)


def test_what_the_system_says_seldom_stands_as_it_says_it():
    assert of_system(OSError(errno.EMFILE, "Too many open files")) == "Too many open files"
