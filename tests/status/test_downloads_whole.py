"""An indicator taken home whole: every value and every sign comes back, and the files say what they are."""

import csv
import json
import re
import warnings
from collections import OrderedDict
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest
from django.http import HttpResponse
from django.test import Client
from pyjstat import pyjstat

from loftet.editions.rows import ValueStatus
from loftet.editions.store import EditionStore
from loftet.editions.visibility import EVERYONE
from loftet.sources.demo import SHOWN_SEED
from loftet.sources.jsonstat import CellStatus, Cube, DimensionRole, Unit, read_jsonstat
from loftet.status.urls import urlpatterns

Told = dict[tuple[str, str], tuple[float | None, str]]


def content(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    assert isinstance(response, HttpResponse)
    return response.content


def rows(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline=""), delimiter=delimiter))


def told_by_store(root: Path, key: str) -> Told:
    """Return every value and status that an edition tells of, by place and year."""
    store = EditionStore(root, EVERYONE)
    edition = store.published()
    assert edition is not None
    return {
        (one.place, str(one.year)): (one.value, str(one.status)) for one in store.whole_series(edition, key)
    }


def told_by_cube(cube: Cube) -> Told:
    places, years, _ = cube.dims
    return {
        (place, year): (
            None if np.isnan(cube.values[row, column, 0]) else float(cube.values[row, column, 0]),
            CellStatus(int(cube.status[row, column, 0])).word,
        )
        for row, place in enumerate(places.codes)
        for column, year in enumerate(years.codes)
    }


# -- JSON-stat -------------------------------------------------------------------------------------


def test_our_reader_finds_every_value_and_sign_of_the_small_study(small_site: Path, client: Client) -> None:
    cube = read_jsonstat(content(client, "/indikatorer/leakage.json?lang=nb"))
    places, years, metric = cube.dims
    assert (places.id, places.role, places.codes) == (
        *("place", DimensionRole.GEO),
        ("0301", "33", "3324", "3326", "3328", "4003", "NO"),
    )
    assert places.labels == ("Oslo", "Buskerud", "Gol", "Hemsedal", "Ål", "Skien", "Norge")
    assert (years.id, years.role, years.codes) == ("year", DimensionRole.TIME, ("2020", "2023", "2024"))
    assert (metric.role, metric.codes, metric.labels, metric.units) == (
        *(DimensionRole.METRIC, ("leakage",), ("Lekkasje",)),
        (Unit("%", 0),),
    )
    values = {at: told for at, told in told_by_cube(cube).items() if told != (None, "missing")}
    assert values == {
        ("33", "2024"): (31, "reported"),
        ("3324", "2020"): (40, "reported"),
        ("3324", "2024"): (30, "reported"),
        ("3326", "2023"): (20, "reported"),
        ("3328", "2024"): (None, "suppressed"),
        ("4003", "2024"): (0, "reported"),
        ("NO", "2024"): (25, "reported"),
    }
    assert (cube.about.label, cube.about.source, cube.about.table, cube.about.language) == (
        *("Lekkasje", "SSB, tabell 11787"),
        *("11787", "nb"),
    )


def test_what_does_not_apply_or_cannot_be_computed_has_a_sign_of_its_own(
    small_site: Path, client: Client
) -> None:
    harbour = told_by_cube(read_jsonstat(content(client, "/indikatorer/harbour.json")))
    assert harbour == {
        ("0301", "2024"): (50, "reported"),
        ("33", "2024"): (None, "not_applicable"),
        ("3324", "2024"): (None, "not_applicable"),
        ("3326", "2024"): (None, "not_applicable"),
        ("3328", "2024"): (None, "not_applicable"),
        ("4003", "2024"): (40, "reported"),
        ("NO", "2024"): (None, "not_applicable"),
    }
    document = json.loads(content(client, "/indikatorer/quota.json?lang=nn"))
    assert document["status"]["2"] == "."  # Gol is the third place
    assert document["extension"]["status"]["label"] == {"..": "Manglar", ".": "Kan ikkje reknast ut"}


@pytest.mark.nightly
def test_every_indicator_of_the_demo_is_read_back_by_our_reader_and_pyjstat(
    demo_site: Path, client: Client
) -> None:
    """The demo has hundreds of places, hidden and missing figures, and series of different years."""
    for key in ("water_leakage", "low_income_children", "persistent_low_income_children"):
        data = content(client, f"/indikatorer/{key}.json?lang=nb")
        told = told_by_store(demo_site, key)
        found = told_by_cube(read_jsonstat(data))
        assert {at: found[at] for at in told} == told
        assert {found[at] for at in found.keys() - told.keys()} <= {
            (None, "missing"),
            (None, "not_applicable"),
        }
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pyjstat warns of itself
            dataset = pyjstat.Dataset(json.loads(data, object_pairs_hook=OrderedDict))
            frame = dataset.write("dataframe", naming="id")
        read = {
            (place, year): None if np.isnan(value) else value
            for place, year, value in zip(frame["place"], frame["year"], frame["value"], strict=True)
        }
        assert read == {at: value for at, (value, _) in found.items()}
        assert set(dataset["status"].values()) <= {"..", ".", ":", "z", "p", "e", "i"}
        assert len(told) > 3_000


def test_made_up_figures_are_not_laid_at_the_door_of_a_real_source(demo_site: Path, client: Client) -> None:
    document = json.loads(content(client, "/indikatorer/water_leakage.json?lang=nb"))
    assert document["source"] == (
        "Oppdiktede tall. De virkelige kommer fra Statistisk sentralbyrå, tabell 11793"
    )
    assert document["extension"]["made_up"] is True
    assert (
        "Tallene er oppdiktede: Ingenting her er et virkelig tall om en virkelig kommune." in document["note"]
    )


# -- CSV -------------------------------------------------------------------------------------------


def test_norwegian_csv_says_the_same_as_the_plain_one(small_site: Path, client: Client) -> None:
    plain = rows(content(client, "/kommuner/gol.csv?lang=nb").decode())
    norwegian = content(client, "/kommuner/gol.csv?lang=nb&format=norsk")
    assert norwegian.startswith(b"\xef\xbb\xbfplace;place_name;")
    assert b"\r\n3324;Gol;leakage;Lekkasje;6;%;2024;30,0;;;reported;60,0;orange;" in norwegian
    read = rows(norwegian.decode("utf-8-sig"), ";")
    numbers = ("value", "value_low", "value_high", "score")
    assert [row | {name: row[name].replace(",", ".") for name in numbers} for row in read] == plain


# What stands in the address of each file, by the name of what stands there.
SAMPLES = {"key": "leakage", "goal": "6", "place": "gol"}
ADDRESSES = {
    pattern.name: re.sub(r"<\w+:(\w+)>", lambda found: SAMPLES[found[1]], f"/{pattern.pattern}")
    for pattern in urlpatterns
    # A list for those who answer, and an archive with the CSV of every indicator in it.
    if str(pattern.name).endswith("_csv") and pattern.name not in ("reports_csv", "data_csv")
} | {"region_csv": "/regioner/buskerud-fylke.csv", "comparison_csv": "/sammenlign.csv?sted=gol"}


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_csv_is_written_in_norwegian_where_that_is_asked_for(
    small_site: Path, client: Client, name: str
) -> None:
    address = ADDRESSES[name]
    plain = content(client, address).decode()
    norwegian = content(client, f"{address}{'&' if '?' in address else '?'}format=norsk")
    assert norwegian.startswith(b"\xef\xbb\xbf")
    header, *lines = csv.reader(StringIO(norwegian.decode("utf-8-sig"), newline=""), delimiter=";")
    plain_header, *plain_lines = csv.reader(StringIO(plain, newline=""))
    assert header == plain_header
    assert len(header) > 3
    assert len(lines) == len(plain_lines)
    assert not [cell for line in lines for cell in line if re.fullmatch(r"-?\d+\.\d+", cell)]


@pytest.mark.parametrize(
    "address", ["/kommuner/gol.csv", "/indikatorer/leakage.csv", "/indikatorer/leakage.zip"]
)
def test_a_format_that_there_is_not_is_refused(small_site: Path, client: Client, address: str) -> None:
    assert client.get(f"{address}?format=dansk").status_code == 404


def test_the_whole_series_tells_where_each_figure_came_from(demo_site: Path, client: Client) -> None:
    address = "/indikatorer/water_leakage.csv?aar=alle&lang=nb"
    read = rows(content(client, address).decode())
    told = told_by_store(demo_site, "water_leakage")
    assert {
        (row["place"], row["year"]): (float(row["value"]) if row["value"] else None, row["status"])
        for row in read
    } == told
    assert {(row["source"], row["table"], row["edition_title"]) for row in read} == {
        ("Oppdiktede tall", "11793", "Oppdiktede tall")
    }
    assert {row["vintage"] for row in read} == {f"demo {SHOWN_SEED}"}
    assert all(row["period"] == row["year"] for row in read)
    assert client.get("/indikatorer/water_leakage.csv?aar=2020").status_code == 404


# -- metadata --------------------------------------------------------------------------------------


def test_metadata_tells_all_that_is_known_in_three_languages(small_site: Path, client: Client) -> None:
    told = json.loads(content(client, "/indikatorer/leakage.metadata.json?lang=en"))
    edition = (small_site / "editions" / "published").read_text().strip()
    assert told["indicator"] == {
        "key": "leakage",
        "name": {"nb": "Lekkasje", "nn": "Lekkasje", "en": "Leakage"},
        "about": {"nb": "Vann som lekker ut.", "nn": "Vatn som lek ut.", "en": "Water that leaks."},
        "unit": {"nb": "%", "nn": "%", "en": "%"},
        "decimals": 0,
        "direction": "lower_is_better",
        "goal": "6",
        "target": None,
        "influence": "much",
        "role": None,
        "quality": None,
        "weight": 1.0,
    }
    assert told["yardstick"] == {
        "kind": "target",
        "lower": 60.0,
        "red": 35.0,
        "yellow": 27.5,
        "green": 20.0,
        "upper": 10.0,
        "ideal_low": None,
        "ideal_high": None,
        "set_by": None,
        "set_on": None,
    }
    assert told["series"] == {
        "first_year": 2020,
        "last_year": 2024,
        "places": 6,
        "values": 6,
        "status": {"reported": 6, "suppressed": 1},
        "new_series_from": None,
        "trend_from": None,
        "trend_to": None,
    }
    assert (told["edition"]["id"], told["edition"]["built"], told["made_up"]) == (
        edition,
        "2026-11-24",
        False,
    )
    at = f"http://testserver/indikatorer/leakage/?utgave={edition}"
    assert told["citation"] == {
        "nb": f"SSB, tabell 11787: «Lekkasje». Bearbeidet av Løftet, utgave {edition}. {at}",
        "nn": f"SSB, tabell 11787: «Lekkasje». Omarbeidd av Løftet, utgåve {edition}. {at}",
        "en": f"SSB, table 11787: «Leakage». Prepared by Løftet, edition {edition}. {at}",
    }
    assert told["method"]["trend"]["kind"] == "two_point"


def test_bounds_are_those_that_were_used_also_where_they_come_from_the_data(
    small_site: Path, client: Client
) -> None:
    told = json.loads(content(client, "/indikatorer/waste.metadata.json"))["yardstick"]
    assert (told["kind"], told["red"], told["yellow"], told["green"]) == ("comparison", 450.0, 400.0, 350.0)


def test_the_addresses_that_metadata_tells_lead_somewhere(demo_site: Path, client: Client) -> None:
    told = json.loads(content(client, "/indikatorer/water_leakage.metadata.json"))
    assert len(told["addresses"]) == 9
    for address in told["addresses"].values():
        assert client.get(address.removeprefix("http://testserver")).status_code == 200, address


# -- the archive -----------------------------------------------------------------------------------


def unpacked(client: Client, address: str) -> dict[str, str]:
    with ZipFile(BytesIO(content(client, address))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_archive_holds_data_metadata_and_a_text_that_says_what_they_are(
    small_site: Path, client: Client
) -> None:
    edition = (small_site / "editions" / "published").read_text().strip()
    files = unpacked(client, "/indikatorer/leakage.zip?lang=nb")
    assert list(files) == ["README.txt", "data.csv", "metadata.json"]
    assert files["data.csv"] == content(client, "/indikatorer/leakage.csv?aar=alle&lang=nb").decode()
    assert files["metadata.json"] == content(client, "/indikatorer/leakage.metadata.json").decode()
    said = files["README.txt"].split("\r\n")
    assert said[:4] == ["Lekkasje (%)", "============", "", "Vann som lekker ut."]
    assert said[said.index("Kilde") + 2 :][:2] == ["SSB, tabell 11787", "https://www.ssb.no/"]
    assert said[said.index("Lisens") + 2] == "CC BY 4.0: Si at tallene kommer fra SSB."
    assert said[said.index("Slik viser du til tallene") + 2] == (
        f"SSB, tabell 11787: «Lekkasje». Bearbeidet av Løftet, utgave {edition}. "
        f"http://testserver/indikatorer/leakage/?utgave={edition}"
    )
    assert said[said.index("Vær varsom med") + 2 :][:2] == [
        "- Et tall som ikke er der, er aldri 0: Statusen sier hvorfor.",
        "- Små forskjeller er ingen rangering, og minst av alt mellom små kommuner.",
    ]
    assert "suppressed: Skjult av hensyn til personvernet" in said


def test_the_archive_may_hold_its_data_as_norwegian_spreadsheets_write(
    small_site: Path, client: Client
) -> None:
    files = unpacked(client, "/indikatorer/leakage.zip?format=norsk")
    assert ";2024;31,0;;;reported;SSB;11787;" in files["data.csv"]


# -- how files are answered ------------------------------------------------------------------------

FILES = (
    "/indikatorer/leakage.csv",
    "/indikatorer/leakage.json",
    "/indikatorer/leakage.metadata.json",
    "/indikatorer/leakage.zip",
    "/indikatorer/leakage.svg",
    "/kommuner/gol.csv",
    "/kommuner/gol.xlsx",
    "/regioner/buskerud-fylke.xlsx",
    "/sammenlign.xlsx?sted=gol",
)


@pytest.mark.parametrize("address", FILES)
def test_a_file_is_the_same_every_time_and_not_sent_to_one_who_has_it(
    small_site: Path, client: Client, address: str
) -> None:
    first, second = client.get(address), client.get(address)
    assert isinstance(first, HttpResponse)
    assert isinstance(second, HttpResponse)
    assert (first.content, first["ETag"]) == (second.content, second["ETag"])
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert isinstance(again, HttpResponse)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    head = client.head(address)
    assert (head.status_code, head["ETag"], head["Content-Type"]) == (
        200,
        first["ETag"],
        first["Content-Type"],
    )
    assert head["Content-Length"] == str(len(first.content))
    assert first["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("address", FILES)
def test_only_an_address_that_names_its_edition_is_for_ever(
    small_site: Path, client: Client, address: str
) -> None:
    edition = (small_site / "editions" / "published").read_text().strip()
    assert client.get(address)["Cache-Control"] == "public, no-cache"
    pinned = client.get(f"{address}{'&' if '?' in address else '?'}utgave={edition}")
    assert pinned["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_file_in_another_language_or_edition_has_another_tag(small_site: Path, client: Client) -> None:
    def tag(query: str) -> Any:
        return client.get(f"/indikatorer/leakage.json{query}")["ETag"]

    assert len({tag(query) for query in ("?lang=nb", "?lang=nn", "?lang=en")}) == 3
    client.cookies["language"] = "nn"
    in_nynorsk = tag("")
    client.cookies["language"] = "en"
    assert in_nynorsk != tag("")


def test_taking_a_file_home_chooses_no_language(small_site: Path, client: Client) -> None:
    assert not client.get("/indikatorer/leakage.json?lang=en").cookies
    assert not client.get("/indikatorer/leakage/figur/?lang=en").cookies
    assert client.get("/indikatorer/leakage/?lang=en").cookies["language"].value == "en"


@pytest.mark.parametrize(
    "ending", [".csv", ".csv?aar=alle", ".json", ".metadata.json", ".zip", ".svg", "/figur/"]
)
def test_made_up_figures_are_kept_from_robots_and_named_so(
    demo_site: Path, client: Client, ending: str
) -> None:
    response = client.get(f"/indikatorer/water_leakage{ending}")
    if ending == "/figur/":
        assert isinstance(response, HttpResponse)
        assert '<meta name="robots" content="noindex, nofollow">' in response.content.decode()
    else:
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert 'filename="oppdiktede-tall-water_leakage-' in response["Content-Disposition"]


@pytest.mark.parametrize("ending", ["csv", "json", "metadata.json", "zip", "svg"])
def test_an_indicator_that_there_is_not_has_no_file(small_site: Path, client: Client, ending: str) -> None:
    assert client.get(f"/indikatorer/nothing.{ending}").status_code == 404


def test_every_status_has_words_for_those_who_read_files() -> None:
    from loftet.status.downloads.said import STATUS_WORDS

    assert set(STATUS_WORDS) == set(ValueStatus)
