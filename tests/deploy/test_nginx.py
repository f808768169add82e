"""The proxy configuration is one that nginx takes, and it holds what the server behind it relies on."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import absent
from tests.deploy.proxy import certificate, render

DEMANDED = {
    "client_body_timeout": "10s",
    "client_header_timeout": "10s",
    "client_max_body_size": "1m",
    "proxy_request_buffering": "on",
    "proxy_next_upstream": "off",
    "limit_conn": "loftet_connections 60",
}
HEADERS = {
    "Host": "$http_host",
    "X-Forwarded-For": "$remote_addr",
    "X-Forwarded-Proto": "$scheme",
    "X-Forwarded-Host": '""',
    "X-Request-ID": "$request_id",
    "Connection": '""',
}


@pytest.fixture(scope="module")
def text(project: Path) -> str:
    return (project / "deploy" / "nginx" / "loftet.conf.template").read_text(encoding="utf-8")


def test_nginx_finds_no_fault_in_the_configuration(project: Path, tmp_path: Path) -> None:
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        absent("nginx", "nginx is not installed")
    assert nginx is not None
    certificate(tmp_path)
    file = render(project, tmp_path, http=8080, https=8443, upstream="127.0.0.1:8000")
    tried = subprocess.run(
        [nginx, "-t", "-q", "-p", str(tmp_path), "-c", str(file)], capture_output=True, text=True, check=False
    )
    assert (tried.returncode, tried.stderr) == (0, "")


def test_a_request_is_held_back_until_all_of_it_has_come_and_within_limits(text: str) -> None:
    found = {name: re.findall(rf"^\s*{name}\s+(.+);$", text, re.MULTILINE) for name in DEMANDED}
    assert found == {name: [value] for name, value in DEMANDED.items()}


def test_every_header_that_the_site_trusts_is_set_by_the_proxy_alone(text: str) -> None:
    assert dict(re.findall(r"^\s*proxy_set_header (\S+)\s+(.+);$", text, re.MULTILINE)) == HEADERS
    assert len(re.findall("proxy_set_header", text)) == len(
        HEADERS
    )  # none inside a location, which drops the others


def test_the_log_holds_no_address_and_no_query(text: str) -> None:
    (said,) = re.findall(r"log_format loftet '(.+)';", text)
    assert set(re.findall(r"\$\w+", said)) == {
        "$time_iso8601",
        "$request_id",
        "$request_method",
        "$loftet_path",
        "$status",
        "$body_bytes_sent",
        "$request_time",
    }
