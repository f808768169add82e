"""The environment read as types."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from loftet.site import environment


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("Yes", True), ("off", False), ("0", False)])
def test_a_flag_is_yes_or_no(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    monkeypatch.setenv("LOFTET_HTTPS", value)
    assert environment.flag("LOFTET_HTTPS", default=not expected) is expected


def test_a_flag_that_is_neither_stops_the_start_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOFTET_HTTPS", "maybe")
    with pytest.raises(ImproperlyConfigured, match="LOFTET_HTTPS is «maybe»"):
        environment.flag("LOFTET_HTTPS", default=True)


def test_a_number_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOFTET_KEEP_PAGES", " 60 ")
    assert environment.whole_number("LOFTET_KEEP_PAGES", default=300) == 60
    monkeypatch.setenv("LOFTET_KEEP_PAGES", "")
    assert environment.whole_number("LOFTET_KEEP_PAGES", default=300) == 300


@pytest.mark.parametrize("value", ["-1", "1.5", "ti", "²"])
def test_a_number_that_is_not_whole_stops_the_start_by_name(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("LOFTET_KEEP_PAGES", value)
    with pytest.raises(ImproperlyConfigured, match=f"LOFTET_KEEP_PAGES is «{value}»"):
        environment.whole_number("LOFTET_KEEP_PAGES", default=300)


def test_a_file_is_no_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    monkeypatch.setenv("LOFTET_DATA", str(file))
    with pytest.raises(ImproperlyConfigured, match=r"LOFTET_DATA is .*file, which is not a folder"):
        environment.folder("LOFTET_DATA", tmp_path)


def test_words_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOFTET_HOSTS", "a.example, b.example,")
    assert environment.words("LOFTET_HOSTS", ("localhost",)) == ["a.example", "b.example"]


def test_a_word_is_one_of_those_known_and_anything_else_stops_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = ("everyone", "participants")
    assert environment.one_of("LOFTET_STATUS_FOR", known, default="everyone") == "everyone"
    monkeypatch.setenv("LOFTET_STATUS_FOR", "participants")
    assert environment.one_of("LOFTET_STATUS_FOR", known, default="everyone") == "participants"
    monkeypatch.setenv("LOFTET_STATUS_FOR", "members")
    with pytest.raises(ImproperlyConfigured, match="LOFTET_STATUS_FOR is «members»; it must be one of"):
        environment.one_of("LOFTET_STATUS_FOR", known, default="everyone")
