"""The proxy configuration is one that nginx takes, and it holds what the server behind it relies on."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import StringConverter

from tests.conftest import absent
from tests.deploy.proxy import certificate, render

DEMANDED = {
    "client_body_timeout": "10s",
    "client_header_timeout": "10s",
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


def test_only_a_picture_may_be_longer_than_a_form(text: str) -> None:
    sizes = re.findall(r"^\s*client_max_body_size\s+(.+);$", text, re.MULTILINE)
    longer = re.findall(r"location ~ (\S+) \{\s*client_max_body_size 11m;", text)
    assert (sizes, longer) == (["1m", "11m"], [f"^{settings.PICTURE_ADDRESS}$"])
    assert settings.PICTURE_BODY_BYTES < 11 * 1024 * 1024


def test_pictures_are_within_the_same_limits_as_pages_and_forms(text: str) -> None:
    zones = [
        set(re.findall(r"limit_req zone=(\w+)", block))
        for block in re.findall(r"^    location (?:~ \S+|/) \{(.+?)^    \}", text, re.MULTILINE | re.DOTALL)
        if "limit_req" in block
    ]
    assert zones == [{"loftet_pages", "loftet_forms"}] * 2


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
