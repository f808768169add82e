"""The tables that the catalogue names, as the stand-ins have them: its codes, and others beside them.

What the catalogue tells by its label only has a code of the stand-in's own, which the real table has not.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from loftet.geography.place import Kind
from loftet.sources.catalogue import Catalogue, CatalogueIndicator, SourceSeries
from loftet.sources.catalogue.record import is_label
from loftet.sources.catalogue.words import Update
from loftet.sources.fetch import PEOPLE
from loftet.sources.readers import HEALTH_DIRECTORATE, PUBLIC_HEALTH, STATISTICS_NORWAY
from loftet.sources.stand_in.history import CodeHistory

CONTENTS, TIME = "ContentsCode", "Tid"
KOSTRA = "KOKkommuneregion0000"
FIRST, LAST = 2013, 2025
OTHERS = {"ZY": "Noe annet", "ZZ": "Annet"}  # categories that nobody asks for by name
ALL = "*"
ABSENT = frozenset({"12044"})  # tables that the catalogue doubts, and that are not there
ONE_CONTENTS = frozenset({"10309"})
SEVERAL_YEARS = frozenset({"12944"})  # whose periods are three years


@dataclass(slots=True)
class StandInTable:
    """A table: the labels of the codes of each variable, and the unit of each contents."""

    id: str
    axes: dict[str, dict[str, str]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    title: str = ""

    def codes(self) -> Mapping[str, Sequence[str]]:
        """Return the codes of each variable."""
        return {name: list(labels) for name, labels in self.axes.items()}


Asked = tuple[CatalogueIndicator | None, SourceSeries, bool]  # who asks, for what, and whether it is divided


def statistics_norway(catalogue: Catalogue, history: CodeHistory) -> dict[str, StandInTable]:
    """Build the tables of Statistics Norway, whose regions are printed in each of the ways that are known."""
    asked: dict[str, list[Asked]] = {PEOPLE.table: [(None, PEOPLE, True)]}
    for one in catalogue.indicators:
        if one.source.divided_by:
            asked.setdefault(one.source.divided_by.table, []).append((one, one.source.divided_by, True))
        if one.source.name == STATISTICS_NORWAY and one.source.table:
            asked.setdefault(one.source.table, []).append((one, one.source.series, _divided(one)))
    return {table: _pxweb(table, series, history) for table, series in asked.items() if table not in ABSENT}


def _divided(one: CatalogueIndicator) -> bool:
    return one.source.divided_by is not None or one.source.times != 1


def _pxweb(table: str, asked: Sequence[Asked], history: CodeHistory) -> StandInTable:
    made = StandInTable(table)
    contents = _labelled(series.contents for _, series, _ in asked if series.contents)
    if table in ONE_CONTENTS:
        contents = contents or {"Bedrifter": "Bedrifter"}
    else:
        contents |= {"annet0000": "Annet innhold"} | ({} if contents else {"annet0001": "Mer innhold"})
    made.units = {
        code: one.unit.nb
        for one, series, divided in asked
        if one and not divided
        for code in contents
        if series.contents in (code, f"<{contents[code]}>")
    }
    region = KOSTRA if any(code.startswith("KOS") for code in contents) else "Region"
    made.axes[region] = _regions(table, region, history)
    for name, codes in _variables(series for _, series, _ in asked):
        made.axes[name] = _labelled(code for code in codes if code != ALL) | OTHERS
    made.axes[CONTENTS] = contents
    made.axes[TIME] = {period: period for period in _periods(table, asked)}
    return made


def _variables(asked: Iterable[SourceSeries]) -> Iterator[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for series in asked:
        for name, codes in series.selection:
            if name != TIME:
                found.setdefault(name, []).extend(codes)
    yield from found.items()


def _labelled(codes: Iterable[str]) -> dict[str, str]:
    """Return codes with labels; of a label alone the code is made up."""
    found: dict[str, str] = {}
    for number, code in enumerate(dict.fromkeys(codes), start=1):
        found |= {f"prove{number:02}": code[1:-1]} if is_label(code) else {code: code}
    return found


def _regions(table: str, name: str, history: CodeHistory) -> dict[str, str]:
    """Return the regions as a table prints them: every code there has been, each in the table's own way."""
    places, counties = history.codes(Kind.MUNICIPALITY), history.codes(Kind.COUNTY)
    if name == KOSTRA:
        averages = {f"EKA{code}": code for code in counties}
        return {"EAK": "Landet", "EAKUO": "Landet uten Oslo", **averages, **{code: code for code in places}}
    if table == PEOPLE.table:
        country, county, place = {"0": "Hele landet"}, "F_{}", "K_{}"
    else:
        country = {"08487": {"Ialt": "I alt"}, "09594": {"0000": "Hele landet"}}.get(
            table, {"0": "Hele landet", "0000": "Uoppgitt"}
        )
        county = place = "{}"
    return country | {
        form.format(code): code for form, codes in ((county, counties), (place, places)) for code in codes
    }


def _periods(table: str, asked: Sequence[Asked]) -> list[str]:
    endings = [
        code for _, series, _ in asked for name, codes in series.selection if name == TIME for code in codes
    ]
    updates = {one.source.update for one, _, _ in asked if one}
    years = range(FIRST, LAST + 1)
    if endings:
        return [f"{year}K{quarter}" for year in years for quarter in (1, 2, 3, 4)]
    if table in SEVERAL_YEARS:
        return [f"{year - 2}-{year}" for year in years]
    if updates == {Update.TWO_YEAR_MEAN}:
        return [f"{year - 1}-{year}" for year in years]
    if updates == {Update.EVERY_FOUR_YEARS}:
        return [str(year) for year in (2015, 2019, 2023)]
    return [str(year) for year in years]


# -- FHI -------------------------------------------------------------------------------------------


FHI_MEASURES = {"TELLER": "Antall"}
MIXED = frozenset({"795", "341"})  # one year and five side by side
OTHER_TIME = {"344": "PERIODE"}  # what the variable of time is called


def public_health(catalogue: Catalogue, history: CodeHistory) -> dict[str, StandInTable]:
    """Build the tables of FHI: all levels of geography in one variable, periods as `2022_2024`."""
    tables: dict[str, StandInTable] = {}
    for one in catalogue.indicators:
        if one.source.name in (PUBLIC_HEALTH, HEALTH_DIRECTORATE) and one.source.table:
            for series in filter(None, (one.source.series, one.source.minus)):
                table = tables.setdefault(series.table, _fhi(series.table, history))
                _add(table, series, one.unit.nb)
    return tables


def _fhi(number: str, history: CodeHistory) -> StandInTable:
    places = ["0", *history.codes(Kind.COUNTY), *history.codes(Kind.MUNICIPALITY), "030101"]
    years = range(FIRST, LAST)
    periods = [f"{year}_{year}" for year in years]
    if number in MIXED:
        periods += [f"{year - 4}_{year}" for year in (2019, 2024)]
    time = OTHER_TIME.get(number, "AAR")
    title = f"Prøvetabell {chr(ord('A') + int(number) % 26)}{number}"
    return StandInTable(
        number,
        {
            "GEO": {code: code for code in places},
            time: {period: period for period in periods},
            "MEASURE_TYPE": dict(FHI_MEASURES),
        },
        title=title,
    )


def _add(table: StandInTable, series: SourceSeries, unit: str) -> None:
    """Add the codes that a series asks for, and beside each a category that nobody asks for."""
    table.axes["MEASURE_TYPE"] |= _labelled([series.contents])
    table.units[series.contents] = unit
    for name, codes in series.selection:
        axis = table.axes.setdefault(name, dict(OTHERS))
        axis |= _labelled(codes)
