"""Sixty municipalities whose shared challenges are worked out by hand, and people who speak for a region."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.http import HttpResponse, HttpResponseBase
from django.test import Client

from loftet.editions.folder import build_edition, publish
from loftet.geography.gazetteer import Gazetteer
from loftet.people.models import Organisation, Role, RoleKind, User
from loftet.places.models import Place

DAY = date(2026, 11, 24)
CODES_AT = date(2024, 1, 1)
HALLINGDAL = {
    "3320": "Flå",
    "3322": "Nesbyen",
    "3324": "Gol",
    "3326": "Hemsedal",
    "3328": "Ål",
    "3330": "Hol",
}
YEARS = range(2020, 2025)
LONG_AGO = date(2020, 1, 1)
INDICATORS = """\
indicator,name,goal,target,weight,direction,yardstick,lower,red,green,upper,applies_to,unit,decimals,influence,draw,per,\
source,table,licence,url,name_nb,name_nn,name_en,about_nb,about_nn,about_en
children,Barn,1,1.2,1,-1,comparison,,,,,,%,1,partly,binomial,100,SSB,08764,CC BY 4.0,,Barn,Barn,Children,,,
leakage,Lekkasje,6,6.4,1,-1,target,60,35,20,10,,%,0,much,,,SSB,11787,,,Lekkasje,Lekkasje,Leakage,,,
water,Vann,6,6.6,1,1,comparison,,,,,,%,0,little,,,Miljødirektoratet,,,,Vann,Vatn,Water,,,
noise,Støy,11,11.6,1,-1,comparison,,,,,,dB,0,partly,,,SSB,,,,Støy,Støy,Noise,,,
rare,Sjelden,11,11.6,1,-1,comparison,,,,,,%,0,partly,,,SSB,,,,Sjelden,Sjeldan,Rare,,,
"""


def values_of(code: str, at: int) -> dict[str, float]:
    """Return what a place has in every year: members 20 and 50 where the others have about 10 and 15.

    Flå does not leak. Noise varies alike for members and others. Of the members Flå alone is rare.
    """
    inside = code in HALLINGDAL
    values = {
        "children": 20.0 if inside else 8.0 + at % 5,
        "leakage": 15.0 if code == "3320" else 50.0 if inside else 13.0 + at % 5,
        "water": 95.0 if inside else 50.0 + at % 5,
        "noise": 40.0 + at % 6,
    }
    return values | ({} if inside and code != "3320" else {"rare": 3.0 + at % 7})


def write_sixty(folder: Path, gazetteer: Gazetteer, *changes: tuple[str, str]) -> Path:
    """Write the study; each change replaces a text of the observations by another."""
    country = gazetteer.members(gazetteer.resolve("NO", CODES_AT), CODES_AT)
    others = [code for one in country if (code := one.code(CODES_AT)) and code not in HALLINGDAL][:54]
    codes = [*HALLINGDAL, *others]
    rows = ["place,indicator,year,value,status,count,denominator"]
    for at, code in enumerate(codes):
        for key, value in values_of(code, at).items():
            counted = f"{value * 4:.0f},400" if key == "children" else ","
            rows += [f"{code},{key},{year},{value},,{counted}" for year in YEARS]
    text = "\n".join([*rows, ""])
    for old, new in changes:
        assert old in text, f"{old!r} is not there"
        text = text.replace(old, new)
    places = ["place,name,group,ranked,tags,population", "NO,Norge,,0,,"]
    places += [f"{code},{HALLINGDAL.get(code, 'Sted ' + code)},,1,,1000" for code in codes]
    folder.mkdir(parents=True)
    about = 'title = "Prøvetall"\npublisher = "Løftet"\nlicence = "CC0-1.0"\ncodes_at = 2024-01-01\n'
    (folder / "about.toml").write_text(about, encoding="utf-8")
    (folder / "method.toml").write_text('[trend]\nkind = "theil_sen"\n', encoding="utf-8")
    (folder / "indicators.csv").write_text(INDICATORS, encoding="utf-8")
    (folder / "places.csv").write_text("\n".join([*places, ""]), encoding="utf-8")
    (folder / "observations.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def sixty_root(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Path:
    """Return a data folder in which the sixty are published; it is not to be changed."""
    folder = tmp_path_factory.mktemp("sixty")
    publish(folder / "data", build_edition(write_sixty(folder / "study", gazetteer), folder / "data", DAY))
    return folder / "data"


@pytest.fixture
def sixty(serve: Callable[[Path], None], sixty_root: Path) -> str:
    """Serve the sixty, and return the edition's id."""
    serve(sixty_root)
    return (sixty_root / "editions" / "published").read_text(encoding="utf-8").strip()


@pytest.fixture
def sixty_as(tmp_path: Path, serve: Callable[[Path], None], gazetteer: Gazetteer) -> Callable[..., str]:
    """Publish the sixty with changes, beside what was published before; serve it, return its id."""

    def publish_changed(*changes: tuple[str, str], day: date = DAY) -> str:
        study = write_sixty(tmp_path / f"study-{day}", gazetteer, *changes)
        edition = build_edition(study, tmp_path / "data", day)
        publish(tmp_path / "data", edition)
        serve(tmp_path / "data")
        return edition

    return publish_changed


@pytest.fixture
def read(client: Client, text_of: Callable[[HttpResponseBase], str]) -> Callable[[str], str]:
    """Return what a reader reads at an address that answers with a page; the words of pictures left out."""

    def at(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200, address
        text = re.sub(r'<svg class="strip".*?</text></svg>', " ", response.content.decode())
        return text_of(HttpResponse(text))

    return at


def hired(email: str, slug: str, kind: RoleKind = RoleKind.FACILITATOR) -> Client:
    """Return the browser of somebody who has a role in the organisation of a place."""
    place = Place.objects.get(slug=slug)
    kinds = {"municipality": "municipality", "region": "regional_council", "county": "county"}
    employer, _new = Organisation.objects.get_or_create(
        slug=slug, defaults={"name": f"{place.name}-rådet", "kind": kinds[place.kind], "place": place}
    )
    user = User.objects.create_user(email)
    Role.objects.create(user=user, organisation=employer, kind=kind, valid_from=LONG_AGO)
    client = Client()
    client.force_login(user)
    return client
