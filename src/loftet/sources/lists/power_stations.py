"""NVE's list of hydropower stations in operation, with what each makes in a year of ordinary weather."""

from collections.abc import Collection, Iterator, Mapping

import orjson

from loftet.invalid_input import InvalidInput
from loftet.sources.jsonstat import CellStatus
from loftet.sources.lists.reader import ListFile, ListKind
from loftet.sources.lists.rows import Amount, ListRow
from loftet.sources.web import Media

PLACE, COUNTY_NUMBER, NUMBER = "Kommune", "FylkesNr", "KommuneNr"
KIND, MAKING = "VannKVType", frozenset({"Kraftverk", "Pumpekraftverk"})  # a pump alone uses power


def _files(this_year: int) -> Iterator[ListFile]:
    yield ListFile(this_year, "vannkraftverk", "GetHydroPowerPlantsInOperation")


def _read(content: bytes, year: int, needed: Collection[str]) -> Iterator[ListRow]:
    """Read the stations as they are today.

    Raises:
        InvalidInput: when the answer is no list of stations, or has no such number.
    """
    try:
        stations = orjson.loads(content)
    except orjson.JSONDecodeError:
        stations = None
    if not isinstance(stations, list) or not stations or not all(isinstance(one, dict) for one in stations):
        raise InvalidInput.because("the answer is no list of power stations")
    if absent := [name for name in needed if not any(name in one for one in stations)]:
        raise InvalidInput.because(f"no power station has «{absent[0]}»")
    for one in stations:
        if one.get(KIND, "Kraftverk") in MAKING:
            numbers = {name: _number(one.get(name)) for name in needed}
            yield ListRow(year, numbers, _code(one), str(one.get(PLACE) or "").strip())


def _code(station: Mapping[str, object]) -> str:
    """Return the code of a station's municipality, which is printed apart from the county's, zeros lost.

    >>> _code({"KommuneNr": "24", "FylkesNr": 56}), _code({"KommuneNr": "301"}), _code({"KommuneNr": "24"})
    ('5624', '0301', '')
    """
    number, county = (str(station.get(name) or "").strip() for name in (NUMBER, COUNTY_NUMBER))
    if len(number) > 2:
        return number.zfill(4)
    return county.zfill(2) + number.zfill(2) if number and county else ""


def _number(value: object) -> Amount:
    return float(value) if isinstance(value, int | float) else CellStatus.MISSING.word


POWER_STATIONS = ListKind(
    "nve",
    "GetHydroPowerPlantsInOperation",
    Media.JSON,
    _read,
    _files,
    whole=True,
    period=lambda _year: "1991–2020",
)
