"""A workbook of emissions in the layout of Miljødirektoratet's, with made-up tonnes.

It follows «utslippsstatistikk_alle_kommuner.xlsx» as public code reads it: another sheet first, a county
before the code, a row for each gas, names of sources with blanks after them, all years under today's codes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

from loftet.sources.emissions import SHEET
from loftet.sources.stand_in.figures import chance
from loftet.sources.stand_in.history import Spell
from loftet.sources.workbook import PROPERTIES

HEADER = (
    *("Fylke", "Kommunenummer", "Kommune", "År", "Sektor", "Utslippskilde", "Klimagass"),
    "Utslipp (tonn CO2-ekvivalenter)",
)
SAVED = datetime(2026, 4, 15, 6)  # noqa: DTZ001 - a workbook knows no time zone
MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
YEARS = (2009, 2011, 2013, *range(2015, 2025))  # the statistics have two years only before 2013
# Sector, source, gas, tonnes for each inhabitant.
SOURCES = (
    ("Veitrafikk", "Personbiler  ", "CO2", 0.78),
    ("Veitrafikk", "Personbiler  ", "N2O", 0.018),
    ("Veitrafikk", "Personbiler  ", "CH4", 0.002),
    ("Veitrafikk", "Busser", "CO2", 0.2),
    ("Jordbruk", "Fordøyelse", "CH4", 0.9),
    ("Oppvarming", "Vedfyring", "CH4", 0.1),
    ("Oppvarming", "Annen oppvarming", "CO2", 0.12),
)
Row = tuple[object, ...]


def emissions_workbook(rows: Iterable[Sequence[object]], saved: datetime | None = None) -> bytes:
    """Return a workbook of rows that begin with the code; the county before it is left empty."""
    book = Workbook()
    assert book.active is not None
    book.active.title = "Om tallene"
    sheet = book.create_sheet(SHEET)
    for row in (HEADER, *(("", *row) for row in rows)):
        sheet.append(row)
    written = BytesIO()
    book.save(written)
    return _saved_on(written.getvalue(), saved) if saved else written.getvalue()


def _saved_on(book: bytes, day: datetime) -> bytes:
    """Return a workbook as if it had been saved on a day: the same rows make the same bytes."""
    written = BytesIO()
    moment = day.timetuple()[:6]
    with ZipFile(BytesIO(book)) as before, ZipFile(written, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == PROPERTIES:
                content = MOMENT.sub(f"{day:%Y-%m-%dT%H:%M:%SZ}".encode(), content)
            after.writestr(ZipInfo(name, moment), content, ZIP_DEFLATED)
    return written.getvalue()


def emission_rows(municipalities: Sequence[Spell]) -> Iterator[Row]:
    """Yield made-up emissions of every municipality; one source in some hundred is not told."""
    for spell in municipalities:
        for year in YEARS:
            for sector, source, gas, each in SOURCES:
                luck = chance(spell.code, sector, source, gas)
                tonnes = spell.people * each * (0.5 + luck) * (1 - 0.02 * (year - 2009))
                told = None if gas == "CH4" and chance(spell.code, sector) > 0.995 else round(tonnes, 1)
                yield (spell.code, spell.name, year, sector, source, gas, told)
