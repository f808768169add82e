"""Small stand-ins for three sources, whose figures a test knows by heart; `stand_in` of the package has all.

The form of the answers is that of `loftet.sources.stand_in.answers`, which says what each follows.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any
from urllib.parse import urlsplit

from loftet.sources.stand_in.answers import (
    Axes,
    Codes,
    fhi_dataset,
    fhi_query,
    fhi_selection,
    pxweb_dataset,
    pxweb_selection,
)

YEARS = [str(year) for year in range(2019, 2026)]
MOST_CELLS = 12_000
GOL, GOL_OF_2020, HEMSEDAL = "3324", "3041", "3326"
NEWEST = "2026-03-16T07:00:00Z"
UPDATED = {"EUskala60": "2025-12-01T07:00:00Z"}  # as PxWeb tells it: the newest of the contents in the answer
ROW = tuple[object, ...]


def statistics_norway(codes: Sequence[str]) -> dict[str, Axes]:
    """Return tables whose regions are printed in each of the ways that real tables print them."""
    plain = ["0", "33", *codes]
    return {
        "12134": {
            "KOKkommuneregion0000": ["EAK", "EAKUO", "EKA33", *codes],
            "ContentsCode": ["KOSAG110000", "KOSAGD230000", "KOSother0000"],
            "Tid": YEARS,
        },
        "12143": {
            "KOKkommuneregion0000": ["EAK", "EAKUO", "EKA33", *codes],
            "KOKartkap0000": ["KG31", "KG39"],
            "ContentsCode": ["KOSbelopbrinv0000"],
            "Tid": YEARS,
        },
        "08764": {"Region": plain, "ContentsCode": ["Personer", "EUskala60"], "Tid": YEARS},
        "06944": {
            "Region": plain,
            "HusholdType": ["0000", "0001"],
            "ContentsCode": ["InntSkatt"],
            "Tid": YEARS,
        },
        "06913": {
            "Region": ["0", "F_33", *(f"K_{code}" for code in codes)],
            "ContentsCode": ["Folkemengde"],
            "Tid": YEARS,
        },
        "13563": {
            "Region": plain,
            "HovArbStyrkStatus": ["TOT", "A.01", "A.09"],
            "Alder": ["15-74", "20-66"],
            "InnvandrKat": ["A-G"],
            "ContentsCode": ["Bosatte"],
            "Tid": YEARS,
        },
    }


def value_of(codes: Codes) -> float | str:
    """Make a figure up that tells its year; 0 under a code before its time, as real tables print."""
    region = (codes.get("Region") or codes["KOKkommuneregion0000"]).removeprefix("K_")
    year = int(codes["Tid"][:4])
    if region == GOL and year < 2024:
        return 0
    if region == GOL_OF_2020 and not 2020 <= year < 2024:
        return "."
    if codes["ContentsCode"] == "KOSbelopbrinv0000" and region == HEMSEDAL:
        return ":"
    if codes["ContentsCode"] == "Folkemengde":
        return 5_000
    if status := codes.get("HovArbStyrkStatus"):
        return {"TOT": 400, "A.01": 300, "A.09": ":" if region == HEMSEDAL else 20}[status]
    return year + (0.5 if codes["ContentsCode"] == "EUskala60" else 0)


def updated(axes: Axes) -> str:
    """Return when the newest of the contents of an answer was printed."""
    return max(UPDATED.get(code, NEWEST) for code in axes["ContentsCode"])


def fhi_tables(codes: Sequence[str]) -> dict[str, Axes]:
    """Return tables of FHI: all levels of geography under one roof, old years under new codes."""
    areas = ["0", "30", "33", *codes, "030101"]
    return {
        "795": {
            "GEO": areas,
            "AAR": ["2023_2023", "2024_2024", "2020_2024"],
            "ALDER": ["0_120"],
            "INNVKAT": ["0", "2"],
            "BODD": ["trangt", "uoppgitt"],
            "MEASURE_TYPE": ["TELLER", "RATE"],
        },
        "806": {
            "GEO": areas,
            "AAR": ["2021_2023"],
            "KJONN": ["0"],
            "TRINN": ["7", "10"],
            "MEASURE_TYPE": ["MEIS"],
        },
    }


@dataclass
class Offices:
    """Three sources at one address: `/ssb/`, `/fhi/`, `/mdir/utslipp.xlsx`; `closed` ones answer 503."""

    tables: dict[str, Axes]
    fhi: dict[str, Axes]
    workbook: bytes = b""
    closed: set[str] = field(default_factory=set)
    sent: int = 0  # how often the workbook was sent
    fhi_published: str = "2026-02-01T05:00:00Z"

    def answer(self, path: str, body: bytes, etag: str) -> tuple[int, bytes, dict[str, str]]:
        """Answer a call with status, content and headers."""
        address = urlsplit(path)
        office, *words = address.path.strip("/").split("/")
        if office in self.closed:
            return 503, b"", {}
        if office == "mdir":
            now = f'"{len(self.workbook)}"'
            self.sent += now != etag
            return (304, b"", {}) if now == etag else (200, self.workbook, {"ETag": now})
        status, told = (self._ssb if office == "ssb" else self._fhi)(words, address.query, body)
        mark = b"\xef\xbb\xbf" if office == "fhi" else b""  # FHI begins its answers with one
        return status, mark + json.dumps(told).encode(), {}

    def _ssb(self, words: Sequence[str], query: str, body: bytes) -> tuple[int, Any]:
        if list(words) == ["config"]:
            return 200, {"maxDataCells": MOST_CELLS, "maxCallsPerTimeWindow": 10_000, "timeWindow": 1}
        if words[1] not in self.tables:
            return 404, {"title": "Non-existent table", "status": 404}
        axes = self.tables[words[1]]
        if words[2] == "metadata":
            return 200, pxweb_dataset(axes, None, updated(axes))
        chosen = pxweb_selection(f"?{query}", body)
        # The trap: what is not selected is cut to a default, without a word.
        axes = {name: chosen.get(name, codes[:1]) for name, codes in axes.items()}
        if prod(len(codes) for codes in axes.values()) > MOST_CELLS:
            return 403, {"title": "Too many cells selected", "status": 403}
        return 200, pxweb_dataset(axes, value_of, updated(axes))

    def _fhi(self, words: Sequence[str], _query: str, body: bytes) -> tuple[int, Any]:
        if list(words) == ["Common", "source"]:
            return 200, [
                {"id": "nokkel", "title": "Folkehelsestatistikk", "publishedBy": "Helsedirektoratet"}
            ]
        if list(words) == ["nokkel", "Table"]:
            return 200, [
                {"tableId": None, "title": "Under arbeid", "publishedAt": None},
                *(
                    {"tableId": int(table), "title": table, "publishedAt": self.fhi_published}
                    for table in self.fhi
                ),
            ]
        axes = self.fhi[words[2]]
        if words[3] == "query":
            return 200, fhi_query(axes)
        chosen = fhi_selection(body)
        return 200, fhi_dataset({name: chosen[name] for name in axes}, fhi_value)


def fhi_value(codes: Codes) -> float | str:
    """Make a figure up; one place is hidden, and old years stand under new codes."""
    if codes["GEO"] == HEMSEDAL:
        return "k"
    if codes["GEO"] == GOL_OF_2020:
        return ".."
    if "UTDANN" in codes:
        return 50 + 2 * int(codes["UTDANN"])
    return (20 if codes.get("INNVKAT") == "2" else 8) + (0.5 if codes["AAR"].endswith("2024") else 0)


def emission_rows(codes: Sequence[str]) -> Iterator[ROW]:
    """Return two sectors in two years for every municipality, all under the codes of today."""
    for code in codes:
        for year in (2019, 2023, 2024):
            yield (code, "", year, "Veitrafikk", "Personbiler  ", "CO2", 3_900)
            yield (code, "", year, "Veitrafikk", "Personbiler  ", "N2O", 90)
            yield (code, "", year, "Veitrafikk", "Personbiler  ", "CH4", 10)
            yield (code, "", year, "Veitrafikk", "Busser", "CO2", 1_000)
            yield (code, "", year, "Jordbruk", "Fordøyelse", "CH4", None if code == HEMSEDAL else 5_000)
            yield (code, "", year, "Oppvarming", "Vedfyring", "CO2", 2_500)
