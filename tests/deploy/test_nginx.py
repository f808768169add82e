"""The proxy configuration is one that nginx takes, and it holds what the server behind it relies on."""

import re
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from email.message import Message
from http.client import HTTPSConnection
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import StringConverter

from loftet.site.gateway import FILES
from tests.conftest import absent
from tests.deploy.proxy import certificate, render
from tests.walks.conftest import free_port

DEMANDED = {
    "client_body_timeout": "10s",
    "client_header_timeout": "10s",
    "send_timeout": "30s",  # who asks and never reads
    "proxy_request_buffering": "on",
    "proxy_next_upstream": "off",
    "limit_conn": "loftet_connections 60",
}
# What a text in an address names, where everybody may know it; any other text is a signed word.
OPEN_WORDS = {"place", "region", "municipality", "key", "goal", "kind"}
SIGNED = "sV3x_qAb"
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


def test_the_files_that_are_counted_apart_are_those_with_threads_of_their_own(text: str) -> None:
    [kinds] = re.findall(r"location ~ \\\.\(([a-z|]+)\)\$ \{\n +limit_req zone=loftet_files", text)
    assert f"(?:{kinds})" in FILES.pattern


def test_only_a_picture_may_be_longer_than_a_form(text: str) -> None:
    sizes = re.findall(r"^\s*client_max_body_size\s+(.+);$", text, re.MULTILINE)
    longer = re.findall(r"location ~ (\S+) \{\s*client_max_body_size 11m;", text)
    assert (sizes, longer) == (["1m", "11m"], [f"^{settings.PICTURE_ADDRESS}$"])
    assert settings.PICTURE_BODY_BYTES < 11 * 1024 * 1024


def test_every_address_is_within_limits(text: str) -> None:
    blocks = re.findall(r"^    location (.+?) \{(.+?)^    \}", text, re.MULTILINE | re.DOTALL)
    zones = {where: set(re.findall(r"limit_req zone=(\w+)", block)) for where, block in blocks}
    assert zones == {
        "/.well-known/acme-challenge/": set(),
        "@away": set(),
        "^~ /static/": {"loftet_pages"},
        r"~ \.(csv|docx|json|pdf|png|svg|xlsx|zip)$": {"loftet_files"},
        f"~ ^{settings.PICTURE_ADDRESS}$": {"loftet_pages", "loftet_forms"},
        "/": {"loftet_pages", "loftet_forms"},
    }


def client_of(text: str, address: str) -> str:
    """Return what nginx counts an address as, by its map."""
    (block,) = re.findall(r"map \$remote_addr \$loftet_client \{(.+?)\n\}", text, re.DOTALL)
    patterns = [one.replace("(?<", "(?P<") for one in re.findall(r'"~(\S+)"', block)]
    found = (re.search(one, address) for one in patterns)
    return next((one["network"] for one in found if one), address)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::7", True),
        ("2001:db8:1:2:a:b:c:d", "2001:db8:1:2::", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("2001:db8::1", "2001:db8::2:3:4:5", True),
        ("2001:db8::1", "2001:db9::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("::1", "192.0.2.2", False),
    ],
)
def test_an_address_of_ipv6_is_counted_by_its_network(text: str, one: str, other: str, same: bool) -> None:
    assert (client_of(text, one) == client_of(text, other)) is same
    assert len(re.findall(r"\$binary_remote_addr", text)) == 0


@pytest.mark.nightly
def test_while_the_site_is_away_readers_are_told_so_in_both_forms(project: Path, tmp_path: Path) -> None:
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        absent("nginx", "nginx is not installed")
    assert nginx is not None
    trusted = certificate(tmp_path)
    http, https, nobody = free_port(), free_port(), free_port()
    file = render(project, tmp_path, http=http, https=https, upstream=f"127.0.0.1:{nobody}")
    running = subprocess.Popen([nginx, "-p", str(tmp_path), "-c", str(file)])
    context = ssl.create_default_context(cafile=str(trusted))
    try:
        for path in ("/kommuner/gol/", "/kommuner/gol.csv"):
            status, headers, body = asked(https, path, context)
            assert (status, headers["Content-Type"]) == (503, "text/html; charset=utf-8")
            assert (headers["Retry-After"], headers["Cache-Control"]) == ("60", "no-store")
            assert "<h1>Løftet oppgraderes</h1>" in body
            assert "Løftet blir oppgradert" in body
    finally:
        running.terminate()
        running.wait(10)


def asked(port: int, path: str, context: ssl.SSLContext) -> tuple[int, Message, str]:
    """Ask the proxy, and wait until it has started."""
    for _try in range(50):
        with closing(HTTPSConnection("127.0.0.1", port, context=context, timeout=10)) as connection:
            try:
                connection.request("GET", path, headers={"Host": "localhost"})
            except ConnectionRefusedError:
                time.sleep(0.1)
                continue
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
    raise AssertionError("the proxy did not start")


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


def addresses(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Return an example of each address that holds a signed word."""
    for one in resolver.url_patterns:
        route = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from addresses(one, route)
        elif isinstance(one, URLPattern):
            texts = {name for name, kind in one.pattern.converters.items() if type(kind) is StringConverter}
            for name in texts - OPEN_WORDS:
                yield re.sub(r"<.*?>", "7", route.replace(f"<str:{name}>", SIGNED))


def test_the_log_holds_no_signed_word(text: str) -> None:
    (block,) = re.findall(r"map \$uri \$loftet_path \{(.+?)\n\}", text, re.DOTALL)
    shown = dict(re.findall(r"~(\S+)\s+(\S+);", block))

    def logged(path: str) -> str:
        return next((said for pattern, said in shown.items() if re.search(pattern, path)), path)

    found = [f"/{one}" for one in addresses(get_resolver())]
    assert {"varsler", "pamelding", "medvirkning", "veiledning"} <= {one.split("/")[1] for one in found}
    assert [one for one in found if SIGNED in logged(one)] == []
    assert all(logged(one).endswith("/…/") for one in found)
    assert logged("/medvirkning/7/") == "/medvirkning/7/"
