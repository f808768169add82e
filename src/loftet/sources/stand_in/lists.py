"""Lists as offices lay them out, with made-up rows and the traps that `loftet.sources.lists` names.

They follow what `loftet.sources.lists` follows: fields and signs are those of the stored files, places and
numbers are ours.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Kind
from loftet.sources.lists.coverage import COUNTY, GROUP, PLACE
from loftet.sources.lists.farms import FARMS
from loftet.sources.lists.farms import FIRST as FIRST_FARMS
from loftet.sources.lists.power_stations import POWER_STATIONS
from loftet.sources.lists.settled import CODE, NUMBER, PERSONS, SETTLED, UNIT, WHAT, YEAR
from loftet.sources.lists.settled import FIRST as FIRST_SETTLED
from loftet.sources.stand_in.figures import chance
from loftet.sources.stand_in.history import CodeHistory, Spell

CSV, JSON = "text/csv", "application/json"
OFFICES = (FARMS.office, POWER_STATIONS.office, SETTLED.office)
CROPS = ("p210", "p855", "p861", "p863", "p864", "p870", "p871", "p875", "p876")
ANIMALS = ("p120_vaar", "p145_vaar")
SPEEDS = ("≥ 30", "≥ 100", "≥ 1000", "≥ 1000/1000")
GROUPS = {"Hastighet uten DSL": SPEEDS, "Hastighet i kablede nett": SPEEDS, "Hastighet for FTB": SPEEDS[:2]}
Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class ListAnswer:
    """A file of a list, and what kind of file it is."""

    content: bytes
    media: str


def list_answers(history: CodeHistory, today: date) -> dict[str, ListAnswer]:
    """Build the lists by their address: `/<office>/<path>`."""
    farms = {
        f"/{FARMS.office}/{year}/dataset.csv": ListAnswer(_farms(history, year, today), CSV)
        for year in range(FIRST_FARMS, today.year + 1)
    }
    stations = json.dumps(list(_stations(history, today)), ensure_ascii=False).encode()
    settled = _table(_settled(history, today), ";").encode("latin-1", "replace")
    return {
        **farms,
        f"/{POWER_STATIONS.office}/GetHydroPowerPlantsInOperation": ListAnswer(stations, JSON),
        f"/{SETTLED.office}/download_csv/k/bosatt_anmodede": ListAnswer(settled, CSV),
    }


def _table(rows: Iterable[Row], separator: str) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=separator, lineterminator="\n").writerows(rows)
    return written.getvalue()


# -- farms -----------------------------------------------------------------------------------------


def _farms(history: CodeHistory, year: int, today: date) -> bytes:
    """Return the farms of a year; that of this year is the round of spring, which has animals only."""
    spring = year == today.year
    about = ("soeknads_aar", "orgnr", "orgnavn", "kommunenr")
    header = (*about, *ANIMALS) if spring else (*about, "totalareal", *ANIMALS, *CROPS)
    rows = [header, *_farm_rows(history, year, spring)]
    return _table(rows, "," if year % 2 else ";").encode()


def _farm_rows(history: CodeHistory, year: int, spring: bool) -> Iterator[Row]:
    for spell in history.on(Kind.MUNICIPALITY, date(year, 1, 1)):
        for number in range(3):
            luck = chance("farm", spell.code, str(number))
            about = (year, f"9{spell.code}{number:04d}", f"DEMOGARD {number}, {spell.name}", spell.code)
            animals = (round(40 * luck), "")
            if spring:
                yield (*about, *animals)
                continue
            land = round(80 + 400 * luck)
            organic = ["" if chance(spell.code, crop) < 0.6 else round(land * 0.03) for crop in CROPS[1:]]
            yield (*about, land, *animals, land, *organic)


# -- power stations --------------------------------------------------------------------------------


def _stations(history: CodeHistory, today: date) -> Iterator[Mapping[str, object]]:
    """Yield stations; every tenth municipality has a pump too, which uses what it does not make."""
    for at, spell in enumerate(history.on(Kind.MUNICIPALITY, date(today.year, 1, 1))):
        if chance("water", spell.code) < 0.4:
            continue
        county, number = spell.code[:2], spell.code[2:]
        where = {"Kommune": spell.name, "KommuneNr": number, "FylkesNr": int(county), "Fylke": "Et fylke "}
        made = round(200 * chance("station", spell.code), 3)
        yield {
            "Navn": "Demofoss",
            "VannKVType": "Kraftverk",
            "MidProd_91_20": made,
            "ErIDrift": True,
            **where,
        }
        if at % 10 == 0:
            yield {
                "Navn": "Demopumpe",
                "VannKVType": "Pumpe",
                "MidProd_91_20": -3.5,
                "ErIDrift": True,
                **where,
            }


# -- settled refugees ------------------------------------------------------------------------------


def _settled(history: CodeHistory, today: date) -> Iterator[Row]:
    """Yield persons and rounded shares: codes without a zero, old ones from 2024 on, this year in part."""
    yield ("Kommune", CODE, YEAR, UNIT, WHAT, NUMBER)
    for year in range(FIRST_SETTLED - 2, today.year + 1):
        for spell in history.on(Kind.MUNICIPALITY, date(min(year, 2023), 1, 1)):
            asked = round(spell.people / 1000 * (0.5 + chance("asked", spell.code, str(year))))
            came = round(asked * (0.6 + 0.6 * chance("came", spell.code, str(year))))
            name = "" if year >= 2024 else spell.name
            for what, number in (("Anmodning om bosetting", asked), ("Faktisk bosetting", came)):
                printed = "." if asked == 0 else ":" if 0 < number < 5 else str(number)
                yield (name, int(spell.code), year, PERSONS, what, printed)
            share = "." if asked == 0 else f"{100 * came / asked:.1f}"
            yield (name, int(spell.code), year, "Prosent", "Faktisk bosetting", share)


# -- broadband, which a person saves ---------------------------------------------------------------


def coverage_file(places: Gazetteer, spells: Iterable[Spell], year: int) -> bytes:
    """Return the table as a person saves it from the workbook: names in capitals, by county."""
    on = date(year, 1, 1)
    groups: list[str] = ["", "", "Teknologidekning", "", GROUP, *[""] * (len(SPEEDS) - 1)]
    header: list[str] = [PLACE, COUNTY, "Fiber", "DSL", *SPEEDS]
    for group, speeds in GROUPS.items():
        groups += ["", group, *[""] * (len(speeds) - 1)]
        header += ["", *speeds]
    rows: list[Row] = [
        ["Dekning for fast bredbånd på kommunenivå"],
        ["Tettbygd og spredtbygd samlet"],
        groups,
        header,
    ]
    for spell in spells:
        county = places.resolve(spell.code[:2], on).name.split(" - ")[0]
        row: list[str] = [spell.name.split(" - ")[0].upper(), county.upper()]
        level = 70 + 30 * chance("fibre", spell.code)
        cells = [_percent(min(100.0, level + year - 2022)) for _ in header[2:]]
        row += [cell if name else "" for name, cell in zip(header[2:], cells, strict=True)]
        rows.append(row)
    return _table(rows, ";").encode("utf-8-sig")


def _percent(value: float) -> str:
    return f"{value:.1f} %".replace(".", ",")
