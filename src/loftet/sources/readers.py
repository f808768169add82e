"""The readers of official figures, each with the address that it is told to ask."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loftet.sources.catalogue import Catalogue
from loftet.sources.emissions import HEADER_ROW
from loftet.sources.fetch import Readers
from loftet.sources.fetched_emissions import EmissionsWorkbook
from loftet.sources.fetched_fhi import FhiTables
from loftet.sources.fetched_pxweb import PxWeb
from loftet.sources.fhi import BASE_URL as FHI
from loftet.sources.fhi import Fhi
from loftet.sources.pxweb import SSB, PxWebClient
from loftet.sources.raw_copies import RawCache
from loftet.sources.web import Caller

STATISTICS_NORWAY = "Statistisk sentralbyrå"
PUBLIC_HEALTH = "Folkehelseinstituttet"
HEALTH_DIRECTORATE = "Helsedirektoratet"  # publishes some of the sources that FHI's interface has
ENVIRONMENT = "Miljødirektoratet"
# Seen in public code of 2026, which no longer uses the address under `globalassets`.
EMISSIONS_MOVED_TO = (
    "https://www.miljodirektoratet.no/sharepoint/downloaditem/?id=01FM3LD2WOT7QL4D6Y5FC3JYADXGI6A3FA",
)


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of the sources; an emissions workbook that is not named is where the catalogue says."""

    pxweb: str = SSB
    fhi: str = FHI
    emissions: str = ""
    header_row: int = HEADER_ROW


def make_readers(
    catalogue: Catalogue, addresses: Addresses, root: Path, today: date, say: Callable[[str], None]
) -> Readers:
    """Build a reader for each source that has one; answers are stored under `root/raw`."""
    workbook = addresses.emissions or emissions_address(catalogue)
    moved_to = () if addresses.emissions else EMISSIONS_MOVED_TO
    return Readers(
        {
            **describers(addresses, root, say),
            ENVIRONMENT: EmissionsWorkbook(workbook, root, today, addresses.header_row, moved_to=moved_to),
        },
        divisors_from=STATISTICS_NORWAY,
    )


def describers(
    addresses: Addresses, root: Path, say: Callable[[str], None]
) -> Mapping[str, PxWeb | FhiTables]:
    """Build the readers that can also describe a table."""
    fhi = Fhi(Caller(addresses.fhi), root)
    return {
        STATISTICS_NORWAY: PxWeb(PxWebClient(addresses.pxweb, say=say), RawCache(root, "pxweb")),
        **{name: FhiTables(fhi, name) for name in (PUBLIC_HEALTH, HEALTH_DIRECTORATE)},
    }


def emissions_address(catalogue: Catalogue) -> str:
    """Return the address of the emissions workbook that the catalogue names first."""
    named = (one.source.url for one in catalogue.indicators if one.source.name == ENVIRONMENT)
    return next((url for url in named if url), "")
