"""Editions that are unknown, damaged or cannot be built are refused, and nothing is written."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from loftet.editions.diff import diff_editions
from loftet.editions.folder import build_edition, describe_edition, list_editions, publish, published
from loftet.editions.pointer import locked
from loftet.editions.stamp import DamagedEdition, UnknownEdition
from loftet.editions.store import EditionStore
from loftet.editions.visibility import EVERYONE
from loftet.invalid_input import InvalidInput

DAY = date(2026, 11, 24)
STUDY = {
    "about.toml": 'title = "Prøvetall"\n',
    "method.toml": "",
    "places.csv": "place,name,group,ranked,tags\n3324,Gol,,1,\n3326,Hemsedal,,1,\n",
    "indicators.csv": (
        "indicator,name,goal,weight,lower,red,green,upper,applies_to,decimals,influence\n"
        "leakage,Lekkasje,6,1,60,35,20,10,,0,much\n"
    ),
    "observations.csv": "place,indicator,year,value\n3324,leakage,2024,30\n3326,leakage,2024,10\n",
}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    folder.mkdir()
    for file, content in STUDY.items():
        (folder / file).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def edition(study: Path, root: Path) -> Path:
    """Return the folder of an edition that is published."""
    edition_id = build_edition(study, root, DAY)
    publish(root, edition_id)
    return root / "editions" / edition_id


def refusal(kind: type[InvalidInput], call: Callable[[], object]) -> str:
    with pytest.raises(kind) as caught:
        call()
    return str(caught.value)


# -- an edition that is not there ------------------------------------------------------------------


def test_an_unknown_edition_is_not_published_and_the_nearest_is_named(edition: Path, root: Path) -> None:
    wrong = edition.name.replace("2026-11-24", "2026-11-25")
    said = refusal(UnknownEdition, lambda: publish(root, wrong))
    assert said == f"{root}/editions: there is no edition «{wrong}» (is «{edition.name}» meant?)"
    assert published(root) == edition.name


@pytest.mark.parametrize("name", ["../study", "", ".", "published", "2026-11-24"])
def test_what_is_no_id_of_an_edition_is_never_looked_up(edition: Path, root: Path, name: str) -> None:
    assert f"there is no edition «{name}»" in refusal(UnknownEdition, lambda: publish(root, name))
    assert f"there is no edition «{name}»" in refusal(
        UnknownEdition, lambda: EditionStore(root, EVERYONE).edition(name)
    )


def test_a_pointer_to_an_edition_that_is_not_there_is_told(edition: Path, root: Path) -> None:
    (root / "editions" / "published").write_text("2020-01-01-00000000\n", encoding="utf-8")
    said = refusal(UnknownEdition, lambda: EditionStore(root, EVERYONE).published())
    assert said.startswith(f"{root}/editions: there is no edition «2020-01-01-00000000»")


def test_editions_that_are_not_there_are_not_compared(edition: Path, root: Path) -> None:
    said = refusal(UnknownEdition, lambda: diff_editions(root, edition.name, "2020-01-01-00000000"))
    assert "there is no edition «2020-01-01-00000000»" in said


def test_nothing_is_published_where_nothing_is_built(root: Path) -> None:
    said = refusal(UnknownEdition, lambda: publish(root, "2020-01-01-00000000"))
    assert said == f"{root}/editions: there is no edition «2020-01-01-00000000»"
    assert not root.exists()


# -- an edition that is damaged --------------------------------------------------------------------


def cut_short(folder: Path) -> Path:
    file = folder / "observations.parquet"
    file.write_bytes(file.read_bytes()[:-10])
    return file


def test_an_edition_with_a_changed_file_is_not_published(edition: Path, root: Path) -> None:
    (root / "editions" / "published").unlink()
    file = cut_short(edition)
    said = refusal(DamagedEdition, lambda: publish(root, edition.name))
    assert said == f"{file}: the file is not the one that was built"
    assert published(root) is None


def test_every_missing_file_of_an_edition_is_named(edition: Path, root: Path) -> None:
    for name in ("index.parquet", "study.json"):
        (edition / name).unlink()
    for look in (lambda: publish(root, edition.name), lambda: EditionStore(root, EVERYONE).published()):
        assert refusal(DamagedEdition, look).splitlines() == [
            f"{edition}/index.parquet: the file is missing from the edition",
            f"{edition}/study.json: the file is missing from the edition",
        ]
    assert list_editions(root) == ()


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("", ": the stamp [edition] is missing or not whole"),
        ("title = ", ", line 1: the edition's stamp cannot be read: is not TOML: Invalid value"),
        ('[edition]\nid = "2026-11-24-00000000"\n', ": the stamp [edition] is missing or not whole"),
    ],
)
def test_an_edition_without_a_whole_stamp_is_not_served(
    edition: Path, root: Path, text: str, cause: str
) -> None:
    (edition / "about.toml").write_text(text, encoding="utf-8")
    said = refusal(DamagedEdition, lambda: EditionStore(root, EVERYONE).published())
    assert said == f"{edition}/about.toml{cause}"


@pytest.mark.parametrize(
    ("text", "other", "cause"),
    [
        ("layout = 1", "layout = 2", "the files are laid out in way 2, and this version reads way 1"),
        ('"index.parquet" = ', '"other.parquet" = ', "the stamp does not name every file"),
    ],
)
def test_an_edition_that_was_laid_out_in_another_way_is_not_served(
    edition: Path, root: Path, text: str, other: str, cause: str
) -> None:
    stamp = edition / "about.toml"
    stamp.write_text(stamp.read_text(encoding="utf-8").replace(text, other), encoding="utf-8")
    assert refusal(DamagedEdition, lambda: describe_edition(root, edition.name)) == f"{stamp}: {cause}"


def test_an_edition_under_another_s_name_is_not_served(edition: Path, root: Path) -> None:
    renamed = edition.rename(edition.with_name("2026-11-25-00000000"))
    said = refusal(DamagedEdition, lambda: publish(root, renamed.name))
    assert said == f"{renamed}/about.toml: the stamp says «{edition.name}»"


def test_a_build_does_not_repair_a_damaged_edition_in_silence(study: Path, edition: Path, root: Path) -> None:
    file = cut_short(edition)
    said = refusal(DamagedEdition, lambda: build_edition(study, root, DAY))
    assert said == f"{file}: the file is not the one that was built"


# -- a study that is none --------------------------------------------------------------------------


def test_a_folder_that_is_no_study_is_refused_with_every_file_that_is_missing(
    tmp_path: Path, root: Path
) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    said = refusal(InvalidInput, lambda: build_edition(folder, root, DAY))
    for name in ("method.toml", "places.csv", "indicators.csv", "observations.csv"):
        assert f"{folder}/{name}: " in said
    assert not root.exists()


def test_a_study_that_is_not_there_is_refused(tmp_path: Path, root: Path) -> None:
    said = refusal(InvalidInput, lambda: build_edition(tmp_path / "nowhere", root, DAY))
    assert said == f"{tmp_path}/nowhere: there is no such folder"
    assert not root.exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",0,much", ",1.5,much", "column decimals: «1.5» is not a number of decimals (0 to 9)"),
        (",0,much", ",10,much", "column decimals: «10» is not a number of decimals (0 to 9)"),
        (",0,much", ",two,much", "column decimals: «two» is not a number"),
        (
            ",0,much",
            ",0,muhc",
            "column influence: «muhc» is none of «much», «partly», «little» (is «much» meant?)",
        ),
    ],
)
def test_what_no_page_can_show_is_refused_with_its_line(
    study: Path, root: Path, old: str, new: str, said: str
) -> None:
    file = study / "indicators.csv"
    file.write_text(STUDY["indicators.csv"].replace(old, new), encoding="utf-8")
    assert refusal(InvalidInput, lambda: build_edition(study, root, DAY)) == f"{file}, line 2, {said}"
    assert not root.exists()


@pytest.mark.parametrize(
    ("since", "trend", "said"),
    [
        ("2021", "", "a series that began in 2021 needs a trend_from no earlier than that"),
        ("2021", "2020", "a series that began in 2021 needs a trend_from no earlier than that"),
        ("lately", "2020", "«lately» is not a year"),
    ],
)
def test_a_trend_may_not_run_across_the_break_of_a_series(
    study: Path, root: Path, since: str, trend: str, said: str
) -> None:
    file = study / "indicators.csv"
    header, *rows = STUDY["indicators.csv"].splitlines()
    cells = [
        f"{header},series_from,trend_from",
        f"{rows[0]},{since},{trend}",
        *(f"{row},," for row in rows[1:]),
    ]
    file.write_text("\n".join(cells) + "\n", encoding="utf-8")
    assert refusal(InvalidInput, lambda: build_edition(study, root, DAY)) == (
        f"{file}, line 2, column series_from: {said}"
    )
    assert not root.exists()


def test_a_study_may_not_bring_a_stamp_of_its_own(study: Path, root: Path) -> None:
    (study / "about.toml").write_text('[edition]\nid = "mine"\n', encoding="utf-8")
    said = refusal(InvalidInput, lambda: build_edition(study, root, DAY))
    assert said == f"{study}/about.toml: «edition» is the name of the stamp that the build writes"
    assert not root.exists()


# -- a folder that cannot be written ---------------------------------------------------------------


def test_a_data_folder_that_cannot_be_written_is_told(study: Path, root: Path) -> None:
    root.write_text("a file where the folder should be", encoding="utf-8")
    said = refusal(InvalidInput, lambda: build_edition(study, root, DAY))
    assert said == f"{root}/editions: cannot be written to: Not a directory"
    assert root.read_text(encoding="utf-8") == "a file where the folder should be"


def test_a_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / ".building.lock").mkdir()
    said = refusal(InvalidInput, lambda: locked(tmp_path / ".building.lock").__enter__())
    assert said == f"{tmp_path}: cannot be written to: Is a directory"
