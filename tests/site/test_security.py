"""Secure unless told otherwise, and closed to robots while figures are made up."""

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.test import Client

from loftet.core.export import csv_lines
from loftet.editions.store import EditionStore
from loftet.editions.visibility import EVERYONE
from loftet.status.downloads import HEADER, reading_cells

SHOWN = [
    "DEBUG",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SESSION_COOKIE_NAME",
    "CSRF_COOKIE_NAME",
    "LANGUAGE_COOKIE_SECURE",
    "LANGUAGE_COOKIE_HTTPONLY",
    "X_FRAME_OPTIONS",
    "ALLOWED_HOSTS",
    "SECRET_KEY",
]
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code in a process of its own, which no setting of the tests has reached."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LOFTET_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-c", code],
        env=clean | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def settings_of(**environment: str) -> dict[str, object]:
    code = (
        "import json; from loftet.site import settings; "
        f"print(json.dumps({{name: getattr(settings, name) for name in {SHOWN}}}))"
    )
    shown: dict[str, object] = json.loads(run(code, **environment).stdout)
    return shown


def test_the_settings_are_secure_where_nothing_is_said() -> None:
    assert settings_of() == {
        "DEBUG": False,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "LANGUAGE_COOKIE_SECURE": True,
        "LANGUAGE_COOKIE_HTTPONLY": True,
        "X_FRAME_OPTIONS": "DENY",
        "ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]"],
        "SECRET_KEY": "",
    }


def test_only_what_is_asked_for_is_loosened() -> None:
    found = settings_of(LOFTET_HTTPS="no", LOFTET_HOSTS="a.example")
    assert (found["DEBUG"], found["SECURE_HSTS_SECONDS"], found["ALLOWED_HOSTS"]) == (False, 0, ["a.example"])


def test_a_site_without_a_secret_does_not_serve() -> None:
    tried = run("from loftet.site.wsgi import application")
    assert tried.returncode == 1
    assert "SECRET_KEY" in tried.stderr


@pytest.mark.parametrize("address", ["/", "/kommuner/gol/", "/indikatorer/water_leakage/", "/nothing/"])
def test_every_page_has_the_strict_policy(demo_site: Path, client: Client, address: str) -> None:
    response = client.get(address, secure=True)
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy == POLICY
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.parametrize("address", ["/", "/kommuner/gol/?sted=al", "/indikatorer/water_leakage/?sted=gol"])
def test_no_page_needs_what_the_policy_forbids(demo_site: Path, client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    page = re.sub(r"<textarea.*?</textarea>", "", page, flags=re.DOTALL)  # what is copied into other sites
    assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*src=)", page) == []
    assert re.findall(r'(?:src|<link[^>]*href)="(?!/)[^"]*"', page) == []


def test_made_up_figures_are_closed_to_robots(demo_site: Path, client: Client) -> None:
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"
    for address in ("/", "/kommuner/gol/", "/indikatorer/water_leakage/"):
        page = client.get(f"{address}?lang=nb").content.decode()
        assert '<meta name="robots" content="noindex, nofollow">' in page
        assert '<p class="made-up"><strong>Oppdiktede tall' in page


def test_real_figures_are_open_to_robots(
    serve: Callable[[Path], None], demo_root: Path, tmp_path: Path, client: Client
) -> None:
    edition = (demo_root / "editions" / "published").read_text().strip()
    real = tmp_path / "editions" / edition
    real.mkdir(parents=True)
    for file in (demo_root / "editions" / edition).iterdir():
        (real / file.name).write_bytes(file.read_bytes())
    stamp = real / "about.toml"
    stamp.write_text(stamp.read_text().replace("demo = true", "demo = false"))
    (tmp_path / "editions" / "published").write_text(edition)
    serve(tmp_path)
    page = client.get("/kommuner/gol/").content.decode()
    assert 'name="robots"' not in page
    assert "made-up" not in page
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow:\n"


def test_a_host_that_is_not_ours_is_refused(demo_site: Path, client: Client) -> None:
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400


@pytest.mark.parametrize("address", ["/?q=%00", "/kommuner/%00/", "/kommuner/gol/?sted=%00", "/?utgave=%00"])
def test_a_nul_in_the_address_is_no_fault_of_the_site(demo_site: Path, client: Client, address: str) -> None:
    assert client.get(address).status_code in (200, 404)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_file_to_take_home_holds_no_formula(demo_site: Path, sign: str) -> None:
    reader = EditionStore(demo_site, EVERYONE)
    edition = reader.published()
    assert edition is not None
    row = reader.indicator_rows(edition, "3324", "nb", ())[0]
    cells = reading_cells(
        f"{sign}1+1", replace(row.indicator, name=f"{sign}A1"), replace(row.own, value=-1.5), edition
    )
    (named,) = csv.DictReader(StringIO("".join(csv_lines([cells], HEADER)), newline=""))
    assert (named["place_name"], named["indicator_name"]) == (f"'{sign}1+1", f"'{sign}A1")
    assert named["value"] == "-1.5"  # a number is no formula
