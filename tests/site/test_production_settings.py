"""Settings that a production site relies on."""

import json

import pytest

from tests.site.test_security import run

SHOWN = """
import json
from loftet.site import settings as one
print(json.dumps({
    "subdomains": one.SECURE_HSTS_INCLUDE_SUBDOMAINS,
    "preload": one.SECURE_HSTS_PRELOAD,
    "fallbacks": one.SECRET_KEY_FALLBACKS,
    "health": one.DATABASES["default"]["CONN_HEALTH_CHECKS"],
    "age": one.DATABASES["default"]["CONN_MAX_AGE"],
}))
"""
PLAIN = {"subdomains": False, "preload": False, "fallbacks": [], "health": True, "age": None}


def settings_of(**environment: str) -> dict[str, object]:
    shown: dict[str, object] = json.loads(run(SHOWN, **environment).stdout)
    return shown


def test_hsts_binds_the_sites_own_name_alone_and_connections_are_looked_at_before_use() -> None:
    assert settings_of() == PLAIN


def test_hsts_is_widened_and_a_secret_changed_by_the_operator_alone() -> None:
    widened = {"LOFTET_HSTS_SUBDOMAINS": "yes", "LOFTET_HSTS_PRELOAD": "yes"}
    found = settings_of(LOFTET_SECRET_KEY_FALLBACKS="old,older", **widened)
    assert found == PLAIN | {"subdomains": True, "preload": True, "fallbacks": ["old", "older"]}


def test_hsts_is_off_without_https() -> None:
    assert settings_of(LOFTET_HTTPS="no", LOFTET_HSTS_SUBDOMAINS="yes", LOFTET_HSTS_PRELOAD="yes") == PLAIN


@pytest.mark.nightly
def test_djangos_own_checks_find_nothing_to_mend_on_a_production_site() -> None:
    code = """
import os, secrets
os.environ["DJANGO_SETTINGS_MODULE"] = "loftet.site.settings"
os.environ["LOFTET_SECRET_KEY"] = secrets.token_urlsafe(50)
import django
django.setup()
from django.core.management import call_command
call_command("check", deploy=True, fail_level="WARNING")
"""
    done = run(
        code,
        LOFTET_ADDRESS="https://loftet.example.no",
        LOFTET_HOSTS="loftet.example.no",
        LOFTET_BEHIND_PROXY="yes",
        LOFTET_MAIL_HOST="mail.example.no",
        LOFTET_OPERATOR="Regionrådet",
        LOFTET_CONTACT="post@example.no",
        LOFTET_ENV_FILE="",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("System check identified no issues")
