"""A small study whose colours, trends and gaps can be worked out by hand, published for the pages."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest
from django.http import HttpResponseBase
from django.test import Client

from loftet.editions import memory_cache
from loftet.editions.engine import Engine
from loftet.editions.folder import build_edition, publish
from loftet.editions.store import EditionStore
from loftet.editions.visibility import EVERYONE, Scope
from loftet.status.edition import store_in

# Gol: a target close (3), some way off (11), far off (6, 7); better than most (9), at the middle (12),
# weaker than most (8); four kinds of gap (1, 4, 5, 14); the other goals are not measured.
FILES = {
    "about.toml": 'title = "Prøvetall"\npublisher = "Løftet"\nlicence = "CC0-1.0"\ncodes_at = 2024-01-01\n',
    "method.toml": "",
    "places.csv": (
        "place,name,group,ranked,tags\n"
        "NO,Norge,,0,\n"
        "33,Buskerud,,0,\n"
        "0301,Oslo,,1,coast\n"
        "3324,Gol,,1,\n"
        "3326,Hemsedal,,1,\n"
        "3328,Ål,,1,\n"
        "4003,Skien,,1,coast\n"
    ),
    "indicators.csv": (
        "indicator,name,goal,weight,direction,yardstick,lower,red,green,upper,applies_to,unit,decimals,influence,"
        "source,table,licence,url,name_nb,name_nn,name_en,about_nb,about_nn,about_en\n"
        "poverty,Fattigdom,1,1,-1,comparison,,,,,,%,1,partly,SSB,1,CC BY 4.0,,"
        "Fattigdom,Fattigdom,Poverty,,,\n"
        "vaccine,Vaksine,3,1,1,target,80,90,95,100,,%,0,much,FHI,,,,Vaksine,Vaksine,Vaccine,Vern.,Vern.,Cover.\n"
        "points,Poeng,4,1,1,comparison,,,,,,poeng,1,partly,SSB,2,,,Poeng,Poeng,Points,,,\n"
        "quota,Fedrekvote,5,1,1,comparison,,,,,,%,0,little,NAV,,,,Fedrekvote,Fedrekvote,Quota,,,\n"
        "leakage,Lekkasje,6,1,-1,target,60,35,20,10,,%,0,much,SSB,11787,CC BY 4.0,https://www.ssb.no/,"
        "Lekkasje,Lekkasje,Leakage,Vann som lekker ut.,Vatn som lek ut.,Water that leaks.\n"
        "energy,Energi,7,1,-1,target,300,200,100,50,,kWh,0,much,SSB,3,,,Energi,Energi,Energy,,,\n"
        "neet,Unge utenfor,8,1,-1,comparison,20,,,0,,%,1,partly,SSB,4,,,Unge utenfor,Unge utanfor,Youth,,,\n"
        "broadband,Breibånd,9,1,1,comparison,0,,,100,,%,0,partly,Nkom,,,,Breibånd,Breiband,Broadband,,,\n"
        "bus,Buss,11,1,1,target,0,50,90,100,,%,0,,Entur,,,,Buss,Buss,Bus,,,\n"
        "waste,Avfall,12,1,-1,comparison,600,,,200,,kg,0,partly,SSB,12241,,,Avfall,Avfall,Waste,,,\n"
        "harbour,Havn,14,1,1,comparison,,,,,coast,%,0,partly,Kystverket,,,,Havn,Hamn,Harbour,,,\n"
    ),
    "observations.csv": (
        "place,indicator,year,value,status,value_low,value_high\n"
        "NO,vaccine,2024,95,,,\nNO,leakage,2024,25,,,\nNO,energy,2024,,suppressed,,\n"
        "NO,neet,2024,10,,,\nNO,broadband,2024,80,,,\nNO,bus,2024,80,,,\nNO,waste,2023,420,,,\n"
        "33,leakage,2024,31,,,\n"
        "3324,poverty,2024,,suppressed,,\n3324,points,2024,,missing,,\n3324,quota,2024,,not_possible,,\n"
        "3324,vaccine,2020,90,,,\n3324,vaccine,2024,96,,94,97\n"
        "3324,leakage,2020,40,,,\n3324,leakage,2024,30,,,\n"
        "3324,energy,2020,180,,,\n3324,energy,2024,220,,,\n"
        "3324,bus,2024,75,,,\n"
        "0301,neet,2024,8,,,\n3324,neet,2024,14,,,\n3326,neet,2024,9,,,\n3328,neet,2024,10,,,\n4003,neet,2024,11,,,\n"
        "0301,broadband,2024,80,,,\n3324,broadband,2024,90,,,\n3326,broadband,2024,60,,,\n"
        "3328,broadband,2024,70,,,\n4003,broadband,2024,75,,,\n"
        "0301,waste,2024,350,,,\n3324,waste,2024,400,,,\n3326,waste,2024,500,,,\n3328,waste,2024,300,,,\n"
        "4003,waste,2024,450,,,\n"
        "3326,leakage,2023,20,,,\n3328,leakage,2024,,suppressed,,\n4003,leakage,2024,0,,,\n"
        "0301,harbour,2024,50,,,\n4003,harbour,2024,40,,,\n"
    ),
}
DAY = date(2026, 11, 24)

Write = Callable[..., Path]


def write(folder: Path, *changes: tuple[str, str, str]) -> Path:
    files = dict(FILES)
    for file, text, other in changes:
        assert text in files[file], f"{text!r} is not in {file}"
        files[file] = files[file].replace(text, other)
    folder.mkdir(parents=True)
    for file, content in files.items():
        (folder / file).write_text(content, encoding="utf-8")
    return folder


Build = Callable[[tuple[tuple[str, str, str], ...], date], Path]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return what builds an edition of the small study with changes once; it is not to be changed."""

    @cache
    def build(changes: tuple[tuple[str, str, str], ...], day: date) -> Path:
        folder = tmp_path_factory.mktemp("built")
        return folder / "editions" / build_edition(write(folder / "study", *changes), folder, day)

    return build


@pytest.fixture
def published_as(built: Build, tmp_path: Path, serve: Callable[[Path], None]) -> Callable[..., str]:
    """Publish the small study with changes, each a file, a text and another text; serve it, give its id."""
    root = tmp_path / "data"

    def publish_study(*changes: tuple[str, str, str], day: date = DAY) -> str:
        edition = built(changes, day)
        copytree(edition, root / "editions" / edition.name)
        publish(root, edition.name)
        serve(root)
        return edition.name

    return publish_study


@pytest.fixture(scope="session")
def small_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder in which the small study is published; it is not to be changed."""
    folder = tmp_path_factory.mktemp("small")
    publish(folder / "data", build_edition(write(folder / "study"), folder / "data", DAY))
    return folder / "data"


@pytest.fixture(scope="session")
def small_store(small_root: Path) -> EditionStore:
    """Return the store over the small study."""
    return EditionStore(small_root, EVERYONE)


@pytest.fixture
def small_site(serve: Callable[[Path], None], small_root: Path) -> Path:
    """Serve the small study."""
    serve(small_root)
    return small_root


@pytest.fixture
def read(client: Client, text_of: Callable[[HttpResponseBase], str]) -> Callable[[str], str]:
    """Return what a reader reads at an address that answers with a page."""

    def at(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200, address
        return text_of(response)

    return at


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Return the questions that pages ask of the editions' files, from a store that has read nothing yet."""
    questions: list[str] = []
    run = Engine._run

    def spy(self: Engine, scope: Scope, sql: str, parameters: Sequence[object] = ()) -> object:
        questions.append(sql)
        return run(self, scope, sql, parameters)

    monkeypatch.setattr(Engine, "_run", spy)
    monkeypatch.setattr(memory_cache, "ENOUGH_QUESTIONS", 1_000_000)
    store_in.cache_clear()
    yield questions
    store_in.cache_clear()
