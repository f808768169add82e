"""A small study whose scores can be worked out by hand, and the edition made of it."""

from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from loftet.editions.folder import build_edition, publish
from loftet.editions.store import EditionStore
from loftet.editions.visibility import EVERYONE

FILES = {
    "about.toml": 'title = "Prøvetall"\npublisher = "Løftet"\nlicence = "CC0-1.0"\ncodes_at = 2024-01-01\n',
    "method.toml": "",
    "places.csv": (
        "place,name,group,ranked,tags,population\n"
        "NO,Norge,,0,,\n"
        "0301,Oslo,large,1,coast city,717710\n"
        "3324,Gol,small,1,inland,4986\n"
        "3326,Hemsedal,small,1,inland,2700\n"
        "3328,Ål,small,1,inland,\n"
    ),
    "indicators.csv": (
        "indicator,name,goal,target,weight,lower,red,green,upper,applies_to,direction,yardstick,unit,unit_en,"
        "decimals,per,draw,influence,role,source,table,name_nb,name_nn,name_en,about_nb,colour_of_cover\n"
        "leakage,Lekkasje,6,6.4,1,60,35,20,10,,-1,target,%,,0,,,much,service_provider,SSB,11787,"
        "Lekkasje,Lekkasje,Leakage,Vann som lekker ut.,blue\n"
        "waste,Avfall,12,12.5,1,600,,,200,,-1,comparison,kg,,0,,,partly,,SSB,12241,"
        "Avfall,,Waste,,\n"
        "neet,Utenfor,8,8.6,1,20,,,0,,-1,comparison,poeng,points,1,100,binomial,,,SSB,,"
        "Unge utenfor,Unge utanfor,,,red\n"
    ),
    "observations.csv": (
        "place,indicator,year,value,status,count,denominator,value_low,value_high,source,period,row\n"
        "NO,leakage,2024,25,,,,,,,,\n"
        "0301,leakage,2024,35,estimated,,,,,,,\n"
        "3324,leakage,2023,40,,,,38,42,Vannverket,2023,7\n"
        "3324,leakage,2024,30,preliminary,,,28.5,31,Vannverket,2024,8-9\n"
        "3326,leakage,2024,10,,,,,,,,\n"
        "3328,leakage,2024,,missing,,,,,,,\n"
        "NO,waste,2024,420,,,,,,,,\n"
        "0301,waste,2024,350,,,,,,,,\n"
        "3324,waste,2024,400,,,,,,,,\n"
        "3326,waste,2024,500,,,,,,,,\n"
        "3328,waste,2024,300,,,,,,,,\n"
        "NO,neet,2024,10,,,,,,,,\n"
        "0301,neet,2024,12,,,,,,,,\n"
        "3324,neet,2024,10,,10,100,,,,,\n"
        "3326,neet,2024,,suppressed,,,,,,,\n"
        "3328,neet,2023,8,,,,,,,,\n"
    ),
}
DAY = date(2026, 11, 24)


def _write(folder: Path, changes: tuple[tuple[str, str, str], ...]) -> Path:
    files = dict(FILES)
    for file, text, other in changes:
        assert text in files[file], f"{text!r} is not in {file}"
        files[file] = files[file].replace(text, other)
    folder.mkdir(parents=True)
    for file, content in files.items():
        (folder / file).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture
def write_study(tmp_path: Path) -> Callable[..., Path]:
    """Write the small study into a folder of its own; each change is a file, a text and another text."""
    numbers = count()
    return lambda *changes: _write(tmp_path / f"study-{next(numbers)}", changes)


@pytest.fixture
def study(write_study: Callable[..., Path]) -> Path:
    """Write the small study as it is."""
    return write_study()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a data folder in which nothing is built yet."""
    return tmp_path / "data"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder in which the small study is the published edition; it is not to be changed."""
    folder = tmp_path_factory.mktemp("built")
    root = folder / "it's [one] of * and ?"
    publish(root, build_edition(_write(folder / "study", ()), root, DAY))
    return root


@pytest.fixture(scope="session")
def store(built: Path) -> EditionStore:
    """Return the store over the published small study."""
    return EditionStore(built, EVERYONE)
