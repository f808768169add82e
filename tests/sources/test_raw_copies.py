"""One cache keeps every answer as it came; what older versions kept is read as it is."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from loftet.invalid_input import InvalidInput
from loftet.sources.raw_copies import RawCache, newest
from loftet.sources.web import Call, Media, WebAnswer

MOMENT = datetime(2026, 3, 4, 5, 6, 7, 8, tzinfo=UTC)
URL = "https://example.org/codes"


def answer(content: bytes, media: Media = Media.JSON, moment: datetime = MOMENT) -> WebAnswer:
    return WebAnswer(URL, Call("codes", media), content, media.value, moment, {"etag": '"a1"'})


def note(content: bytes, url: str = URL) -> bytes:
    told = {"url": url, "headers": {"etag": '"old"'}, "sha256": hashlib.sha256(content).hexdigest()}
    return json.dumps(told).encode()


def old_single(root: Path, source: str, what: str, content: bytes) -> Path:
    """Write an answer as `raw/klass` and others held it before: a folder with a request beside it."""
    folder = root / "raw" / source / what / "2025-01-02T030405.000006Z"
    folder.mkdir(parents=True)
    (folder / "answer.json").write_bytes(content)
    (folder / "request.json").write_bytes(note(content))
    return folder


def old_table(root: Path, stamp: str, **answers: bytes) -> Path:
    """Write a retrieval as `raw/pxweb` held it before: to the second, with a note for each call."""
    folder = root / "raw" / "pxweb" / "12134" / stamp
    folder.mkdir(parents=True)
    for name, content in answers.items():
        (folder / f"{name}.json").write_bytes(content)
        (folder / f"{name}.about.json").write_bytes(note(content))
    return folder


@pytest.mark.parametrize(
    ("media", "name"),
    [(Media.JSON, "answer.json"), (Media.CSV, "answer.csv"), (Media.WORKBOOK, "answer.xlsx")],
)
def test_an_answer_is_read_as_it_was_kept(tmp_path: Path, media: Media, name: str) -> None:
    cache = RawCache(tmp_path, "klass")
    kept = cache.keep("131", answer(b"{}", media))
    assert kept.file == tmp_path / "raw" / "klass" / "131" / "2026-03-04T050607.000008Z" / name
    assert (kept.retrieved, kept.url) == (MOMENT, URL)
    assert cache.newest("131") == newest(kept.file.parent.parent) == kept
    about = json.loads((kept.file.parent / "answer.about.json").read_bytes())
    assert (about["url"], about["retrieved"], about["sha256"]) == (
        URL,
        MOMENT.isoformat(),
        hashlib.sha256(b"{}").hexdigest(),
    )


def test_two_answers_of_one_moment_are_both_kept(tmp_path: Path) -> None:
    cache = RawCache(tmp_path, "klass")
    first, second = cache.keep("131", answer(b"1")), cache.keep("131", answer(b"2"))
    assert first.file.read_bytes() == b"1"
    assert cache.newest("131") == second


def test_an_answer_in_the_old_layout_is_read_until_a_newer_one_is_kept(tmp_path: Path) -> None:
    cache = RawCache(tmp_path, "klass")
    folder = old_single(tmp_path, "klass", "131", b"old")
    found = cache.newest("131")
    assert found is not None
    assert (found.content, found.headers, found.file) == (b"old", {"etag": '"old"'}, folder / "answer.json")
    assert found.retrieved == datetime(2025, 1, 2, 3, 4, 5, 6, tzinfo=UTC)
    kept = cache.keep("131", answer(b"new"))
    assert cache.newest("131") == kept
    assert (folder / "answer.json").read_bytes() == b"old"


def test_old_retrievals_of_a_table_are_read_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    cache = RawCache(tmp_path, "pxweb")
    stamps = ["20250102T030405Z", "20250102T030405Z-2", "20250102T030405Z-10"]
    old = [old_table(tmp_path, stamp, metadata=b"{}", abc=stamp.encode()) for stamp in stamps]
    begun = cache.begin("12134", MOMENT)
    begun.write(answer(b"new"), "metadata")
    assert [one.folder for one in cache.retrievals("12134")] == [begun.folder, *reversed(old)]
    found = [one.read("abc") for one in cache.retrievals("12134")]
    assert [copy and copy.content for copy in found] == [None, *(one.encode() for one in reversed(stamps))]


def test_an_answer_without_its_note_does_not_count(tmp_path: Path) -> None:
    folder = old_single(tmp_path, "klass", "131", b"half")
    (folder / "request.json").unlink()
    assert newest(folder.parent) is None


@pytest.mark.parametrize(("file", "content"), [("answer.json", b"altered"), ("request.json", b"{")])
def test_an_old_answer_that_was_altered_is_refused_and_does_not_count(
    tmp_path: Path, file: str, content: bytes
) -> None:
    folder = old_single(tmp_path, "klass", "131", b"old")
    (folder / file).write_bytes(content)
    with pytest.raises(InvalidInput):
        newest(folder.parent)
    assert RawCache(tmp_path, "klass").newest("131") is None


@pytest.mark.parametrize("what", ["", "..", "a/b", "a" * 101])
def test_a_question_that_would_leave_the_folder_is_refused(tmp_path: Path, what: str) -> None:
    with pytest.raises(InvalidInput):
        RawCache(tmp_path, "klass").keep(what, answer(b"{}"))
