"""What municipalities have in common is told on request; of Telemark what `docs/why/telemark.md` says."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from loftet.cli import main
from loftet.editions.folder import build_edition
from loftet.editions.shared_report import report_challenges
from loftet.editions.store import EditionStore
from loftet.editions.visibility import EVERYONE
from loftet.geography.gazetteer import Gazetteer
from loftet.sources.tables import build_study

pytestmark = pytest.mark.xdist_group("shared_report")  # what they share is made in one process

DAY = date(2026, 11, 24)
WEST = ("4022", "4028", "4030", "4032", "4034", "4036")
GRENLAND = ("4001", "4003", "4010", "4012", "4014", "4016")
EAST = ("4005", "4018", "4020", "4024", "4026")


@pytest.fixture(scope="module")
def telemark(
    shared: Path, project: Path, gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("telemark")
    recipe = project / "catalogue" / "recipes" / "telemark.toml"
    build_study(recipe, shared / "data" / "telemark", folder / "study", gazetteer)
    return folder / "data", build_edition(folder / "study", folder / "data", DAY)


def section(lines: Sequence[str], title: str) -> list[str]:
    begin = next(at for at, line in enumerate(lines) if line.startswith(title))
    return list(lines[begin : lines.index("", begin)])


@pytest.mark.shared
@pytest.mark.parametrize(
    ("members", "challenge", "numbers"),
    [
        (WEST, "measles_vaccine", "own 90.2, others 96.8, p 0.0025, q 0.0350, not improving"),
        (
            GRENLAND,
            "debt",
            "own 15.5, others 8.3, country 19.1, p 0.0022, q 0.0374, not improving, "
            "behind the country: 0 of 6",
        ),
        (
            EAST,
            "stable_water_supply",
            "own 93.4, others 100.0, country 89.4, p 0.0021, q 0.0357, not improving, "
            "behind the country: 2 of 5",
        ),
    ],
)
def test_each_part_of_telemark_has_the_one_challenge_that_is_written_up(
    telemark: tuple[Path, str], members: Sequence[str], challenge: str, numbers: str
) -> None:
    told = section(report_challenges(*telemark, members), "shared challenges")
    assert told[0] == "shared challenges (1)"
    assert told[1].startswith(f"  {challenge}: ")
    assert told[2].strip() == numbers


@pytest.mark.shared
def test_all_of_telemark_has_nobody_to_be_held_against(telemark: tuple[Path, str]) -> None:
    lines = report_challenges(*telemark, [*WEST, *GRENLAND, *EAST, "40"])
    assert lines[1:3] == [
        "held against the other 0 places of like size and centrality (1 class)",
        "cannot be compared: Telemark",
    ]
    assert section([*lines, ""], "not tested")[0] == "not tested (18)"


def test_a_region_is_asked_about_by_its_slug(
    demo_root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOFTET_DATA", str(demo_root))
    edition = EditionStore(demo_root, EVERYONE).published()
    assert edition is not None
    assert main(["edition", "challenges", edition.id, "hallingdal"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "6 municipalities: Flå, Nesbyen, Gol, Hemsedal, Ål, Hol"
    assert [line.split(" (")[0] for line in lines if line and not line.startswith(" ")][2:6] == [
        "shared challenges",
        "shared strengths",
        "neither",
        "not tested",
    ]


def test_a_place_that_is_not_known_is_refused(
    demo_root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOFTET_DATA", str(demo_root))
    edition = EditionStore(demo_root, EVERYONE).published()
    assert edition is not None
    assert main(["edition", "challenges", edition.id, "halingdal"]) == 2
    assert "the code «halingdal» is not known" in capsys.readouterr().err
