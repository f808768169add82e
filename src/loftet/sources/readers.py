"""The readers of official figures, each with the address that it is told to ask."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loftet.sources import addresses as official
from loftet.sources.catalogue import Catalogue
from loftet.sources.emissions import HEADER_ROW
from loftet.sources.fetch import Readers
from loftet.sources.fetched_emissions import EmissionsWorkbook
from loftet.sources.fetched_fhi import FhiTables
from loftet.sources.fetched_pxweb import PxWeb
from loftet.sources.fhi import Fhi
from loftet.sources.lists.coverage import NO_FILE, coverage_in, saved_files
from loftet.sources.lists.farms import FARMS
from loftet.sources.lists.power_stations import POWER_STATIONS
from loftet.sources.lists.reader import OpenList
from loftet.sources.lists.settled import SETTLED
from loftet.sources.pxweb import PxWebClient
from loftet.sources.raw_copies import RawCache
from loftet.sources.web import Caller

STATISTICS_NORWAY = "Statistisk sentralbyrå"
PUBLIC_HEALTH = "Folkehelseinstituttet"
HEALTH_DIRECTORATE = "Helsedirektoratet"  # publishes some of the sources that FHI's interface has
ENVIRONMENT = "Miljødirektoratet"
COMMUNICATIONS = "Nasjonal kommunikasjonsmyndighet"
LISTS = {
    "Landbruksdirektoratet": FARMS,
    "Norges vassdrags- og energidirektorat": POWER_STATIONS,
    "Integrerings- og mangfoldsdirektoratet": SETTLED,
}
SAVED = "files"  # where a person puts files that have no lasting address, below the folder of data


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of the sources; one that is not named is its own, or that of its stand-in."""

    pxweb: str = ""
    fhi: str = ""
    emissions: str = ""
    header_row: int = HEADER_ROW


def make_readers(
    catalogue: Catalogue, addresses: Addresses, root: Path, today: date, say: Callable[[str], None]
) -> Readers:
    """Build a reader for each source that has one; answers are stored under `root/raw`."""
    workbook, moved_to = official.emissions(emissions_address(catalogue))
    if addresses.emissions:
        workbook, moved_to = addresses.emissions, ()
    saved = root / SAVED / "nkom"
    lists = open_lists(catalogue, root, today)
    if saved_files(saved):
        lists[COMMUNICATIONS] = OpenList(coverage_in(saved), "", root, today)
    return Readers(
        {
            **describers(addresses, root, say),
            ENVIRONMENT: EmissionsWorkbook(workbook, root, today, addresses.header_row, moved_to=moved_to),
            **lists,
        },
        divisors_from=STATISTICS_NORWAY,
        absent={COMMUNICATIONS: NO_FILE.format(folder=saved)},
    )


def open_lists(catalogue: Catalogue, root: Path, today: date) -> dict[str, OpenList]:
    """Build a reader for each list whose address the catalogue names."""
    named = official.lists(catalogue.folder, {name: kind.office for name, kind in LISTS.items()})
    return {name: OpenList(LISTS[name], address, root, today) for name, address in named.items()}


def describers(
    addresses: Addresses, root: Path, say: Callable[[str], None]
) -> Mapping[str, PxWeb | FhiTables]:
    """Build the readers that can also describe a table."""
    fhi = Fhi(Caller(addresses.fhi or official.fhi()), root)
    return {
        STATISTICS_NORWAY: PxWeb(
            PxWebClient(addresses.pxweb or official.pxweb(), say=say), RawCache(root, "pxweb")
        ),
        **{name: FhiTables(fhi, name) for name in (PUBLIC_HEALTH, HEALTH_DIRECTORATE)},
    }


def emissions_address(catalogue: Catalogue) -> str:
    """Return the address of the emissions workbook that the catalogue names first."""
    named = (one.source.url for one in catalogue.indicators if one.source.name == ENVIRONMENT)
    return next((url for url in named if url), "")
