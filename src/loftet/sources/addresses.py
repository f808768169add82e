"""Addresses of the official sources: their own, or at those of the stand-ins on this machine."""

import os
from collections.abc import Mapping
from pathlib import Path

from loftet.invalid_input import InvalidInput
from loftet.text_files.rows import read_whole

VARIABLE = "LOFTET_SOURCES"
LISTS, LIST_COLUMNS = "lists.csv", ("source", "address", "seen")
SSB = "https://data.ssb.no/api/pxwebapi/v2/"
FHI = "https://statistikk-data.fhi.no/api/open/v1/"
KLASS = "https://data.ssb.no/api/klass/v1/"
BRREG = "https://data.brreg.no/enhetsregisteret/api/"
# Seen in public code of 2026, which no longer uses the address under `globalassets`.
EMISSIONS_MOVED_TO = (
    "https://www.miljodirektoratet.no/sharepoint/downloaditem/?id=01FM3LD2WOT7QL4D6Y5FC3JYADXGI6A3FA",
)


def stand_ins() -> str:
    """Return the address of the stand-ins, empty where the real sources are asked."""
    told = os.environ.get(VARIABLE, "")
    return f"{told.rstrip('/')}/" if told else ""


def pxweb() -> str:
    """Return the address of Statistics Norway's tables."""
    return f"{stand_ins()}ssb/" if stand_ins() else SSB


def fhi() -> str:
    """Return the address of FHI's statistics."""
    return f"{stand_ins()}fhi/" if stand_ins() else FHI


def klass() -> str:
    """Return the address of KLASS."""
    return f"{stand_ins()}klass/" if stand_ins() else KLASS


def brreg() -> str:
    """Return the address of Enhetsregisteret."""
    return f"{stand_ins()}brreg/" if stand_ins() else BRREG


def doffin(catalogue: Path) -> str:
    """Return the address of Doffin.

    Raises:
        InvalidInput: when `lists.csv` of the catalogue does not tell it.
    """
    if stand_ins():
        return f"{stand_ins()}doffin/"
    rows = read_whole(catalogue / LISTS, LIST_COLUMNS)
    if told := next((row.cells["address"] for row in rows if row.cells["source"] == "Doffin"), ""):
        return told
    raise InvalidInput.because("it tells no address of Doffin", file=catalogue / LISTS)


def emissions(named: str) -> tuple[str, tuple[str, ...]]:
    """Return the address of the emissions workbook, and those that it may have moved to."""
    if not stand_ins():
        return named, EMISSIONS_MOVED_TO
    name = named.rpartition("/")[2] or "utslipp.xlsx"
    return f"{stand_ins()}mdir/{name}", (f"{stand_ins()}mdir/sharepoint/downloaditem/?id=1",)


def lists(catalogue: Path, offices: Mapping[str, str]) -> dict[str, str]:
    """Return the addresses of open lists by publisher; `offices` names each publisher's stand-in.

    Raises:
        InvalidInput: when `lists.csv` of the catalogue cannot be read.
    """
    if stand_ins():
        return {name: f"{stand_ins()}{office}/" for name, office in offices.items()}
    rows = read_whole(catalogue / LISTS, LIST_COLUMNS)
    return {row.cells["source"]: row.cells["address"] for row in rows if row.cells["source"] in offices}


def demand_own_catalogue(catalogue: Path, base: Path) -> None:
    """Refuse to write what the stand-ins tell into the catalogue of the project.

    Raises:
        InvalidInput: when the stand-ins are asked and the catalogue is no copy.
    """
    if stand_ins() and catalogue == (base / "catalogue").resolve():
        cause = f"{VARIABLE} names stand-ins: let LOFTET_CATALOGUE name a copy before anything is written"
        raise InvalidInput.because(cause, file=catalogue)
