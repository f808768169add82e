"""What a production site lacks is told before it is served."""

import os
from pathlib import Path

import pytest
from pytest_django import Settings

from loftet.site.demo_folder import MARK
from loftet.site.install.ready import production_messages


@pytest.fixture(autouse=True)
def production(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set a production site that lacks nothing, in an environment without settings."""
    for name in [one for one in os.environ if one.startswith("LOFTET_")]:
        monkeypatch.delenv(name)
    settings.DATA = tmp_path
    settings.HTTPS = settings.BEHIND_PROXY = True
    settings.EMAIL_HOST = "mail.example.no"
    settings.SITE_ADDRESS = "https://loftet.example.no"
    settings.ALLOWED_HOSTS = ["loftet.example.no", "localhost"]
    settings.OPERATOR = settings.CONTACT = "Regionrådet"
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = False


def found() -> list[str]:
    return [str(message.id) for message in production_messages()]


def test_a_site_that_lacks_nothing_is_told_nothing() -> None:
    assert found() == []


def test_a_production_site_without_a_mail_server_is_refused(settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    assert found() == ["loftet.E001"]


def test_an_operator_who_knows_that_there_is_no_mail_is_warned(settings: Settings) -> None:
    settings.EMAIL_HOST, settings.WITHOUT_MAIL = "", True
    assert found() == ["loftet.W001"]


def test_https_without_a_proxy_is_refused(settings: Settings) -> None:
    settings.BEHIND_PROXY = False
    assert found() == ["loftet.E002"]


@pytest.mark.parametrize(
    "address", ["http://loftet.example.no", "https://annet.example.no", "https://localhost"]
)
def test_an_address_that_readers_do_not_reach_is_warned_of(settings: Settings, address: str) -> None:
    settings.SITE_ADDRESS = address
    assert found() == ["loftet.W002"]


@pytest.mark.parametrize("name", ["*", ".example.no"])
def test_a_wider_name_covers_the_address(settings: Settings, name: str) -> None:
    settings.ALLOWED_HOSTS = [name]
    assert found() == []


def test_who_answers_must_be_said(settings: Settings) -> None:
    settings.CONTACT = ""
    assert [(one.id, one.hint) for one in production_messages()] == [("loftet.W003", "Set LOFTET_CONTACT.")]


def test_a_settings_file_that_all_may_read_is_warned_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "loftet.env"
    file.touch(0o600)
    monkeypatch.setenv("LOFTET_ENV_FILE", str(file))
    assert found() == []
    file.chmod(0o644)
    assert [(one.id, one.hint) for one in production_messages()] == [
        ("loftet.W004", f"Run: chmod 600 {file}")
    ]


def test_a_data_folder_that_all_may_look_into_is_warned_of(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert [(one.id, one.hint) for one in production_messages()] == [
        ("loftet.W004", f"Run: chmod 700 {tmp_path}")
    ]


def test_preloading_without_subdomains_is_warned_of(settings: Settings) -> None:
    settings.SECURE_HSTS_PRELOAD = True
    assert found() == ["loftet.W005"]


def test_a_demo_and_a_site_without_https_are_not_in_production(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_HOST = settings.OPERATOR = ""
    settings.BEHIND_PROXY = False
    (tmp_path / MARK).touch()
    assert found() == []
    (tmp_path / MARK).unlink()
    settings.HTTPS = False
    assert found() == []
