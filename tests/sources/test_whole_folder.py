"""A folder is written whole, in place of an earlier one of its kind only, or the reason is told."""

from pathlib import Path

import pytest

from loftet.invalid_input import InvalidInput
from loftet.sources.whole_file import write_whole
from loftet.sources.whole_folder import whole_folder

OURS = frozenset({"a.csv", "mark.json"})


def write(target: Path, marker: str = "") -> None:
    with whole_folder(target, OURS, marker) as folder:
        (folder / "a.csv").write_text("new", encoding="utf-8")


def refusal(target: Path, marker: str = "") -> str:
    with pytest.raises(InvalidInput) as caught:
        write(target, marker)
    return str(caught.value)


def test_a_path_under_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert refusal(tmp_path / "file" / "out").startswith(f"{tmp_path}/file/out: cannot be written: ")


def test_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    for length in (250, 300):
        assert refusal(tmp_path / ("x" * length)).endswith(": cannot be written: File name too long")
    assert list(tmp_path.iterdir()) == []


def test_a_place_where_nothing_can_be_made_is_refused() -> None:
    assert refusal(Path("/proc/out")) == "/proc/out: cannot be written: No such file or directory"


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "real")
    for _ in range(2):
        write(link)
        assert sorted(entry.name for entry in tmp_path.iterdir()) == ["link", "real"]
        assert link.is_symlink()
        assert (tmp_path / "real" / "a.csv").read_text(encoding="utf-8") == "new"


def test_links_that_lead_in_a_ring_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert refusal(tmp_path / "a").startswith(f"{tmp_path}/a: ")


def test_a_folder_under_the_name_of_a_file_of_ours_is_not_thrown_away(tmp_path: Path) -> None:
    letters = tmp_path / "out" / "a.csv" / "letters.txt"
    letters.parent.mkdir(parents=True)
    letters.write_text("mine", encoding="utf-8")
    assert refusal(tmp_path / "out") == f"{tmp_path}/out: the folder holds «a.csv», so it is not replaced"
    assert letters.read_text(encoding="utf-8") == "mine"


def test_a_folder_without_the_marker_is_someone_elses(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("mine", encoding="utf-8")
    assert refusal(tmp_path, "mark.json") == f"{tmp_path}: the folder holds «a.csv», so it is not replaced"
    (tmp_path / "mark.json").touch()
    write(tmp_path, "mark.json")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "new"


def test_what_fails_midway_leaves_the_old_folder(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out)
    with pytest.raises(IsADirectoryError), whole_folder(out, OURS) as folder:
        folder.write_bytes(b"half")
    assert (out / "a.csv").read_text(encoding="utf-8") == "new"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("name", ["file/out.pdf", "file/deeper/out.pdf"])
def test_a_file_is_not_written_below_a_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    with pytest.raises(InvalidInput, match="a file stands where the folder"):
        write_whole(tmp_path / name, b"new")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"
