"""Open lists become figures: rows are placed, added up and divided; what cannot be used is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import orjson
import pytest

from loftet.geography.gazetteer import Gazetteer
from loftet.invalid_input import InvalidInput
from loftet.sources.catalogue import SourceSeries
from loftet.sources.figures import FigureScope, Gathered, SourceFigure
from loftet.sources.lists.coverage import coverage_in
from loftet.sources.lists.farms import FARMS
from loftet.sources.lists.power_stations import POWER_STATIONS
from loftet.sources.lists.reader import ListKind, OpenList
from loftet.sources.lists.settled import SETTLED
from loftet.sources.web import Call, Caller, NotFound, WebAnswer

TODAY = date(2026, 3, 20)
LAND = SourceSeries(FARMS.table, "p855+p870", (("of", ("totalareal",)),))
WATER = SourceSeries(POWER_STATIONS.table, "MidProd_91_20")
REFUGEES = SourceSeries(SETTLED.table, "Faktisk bosetting", (("of", ("Anmodning om bosetting",)),))
GIGABIT = SourceSeries("Dekning", "≥ 1000")
WHAT = "Anmodning, vedtak og faktisk bosetting"
CLOSED = b"503"
SETTLED_HEADER = f"Kommune;Kommunenummer;År;Enhet;{WHAT};Antall\n"


@dataclass
class Office:
    """An office that answers by path, and 304 to who has its answer."""

    answers: Mapping[str, bytes]
    asked: list[str] = field(default_factory=list)

    def close(self) -> None:
        """Close nothing."""

    def send(self, call: Call, stored: Mapping[str, str] | None = None) -> WebAnswer:
        if self.answers.get(call.path) == CLOSED:
            raise InvalidInput.because("the interface answers 503 Service Unavailable, in 4 tries")
        if call.path not in self.answers:
            raise NotFound.because("the interface answers 404 Not Found")
        self.asked.append(call.path)
        content, moment = self.answers[call.path], datetime(2026, 3, 20, 8, tzinfo=UTC)
        headers = {"etag": str(hash(content))}
        same = bool(stored) and stored == headers
        return WebAnswer(f"https://x/{call.path}", call, b"" if same else content, "", moment, headers, same)


Gather = Callable[..., Gathered]


@pytest.fixture
def gather(gazetteer: Gazetteer, tmp_path: Path) -> Gather:
    """Read series of a list, for some places."""

    def read(kind: ListKind, series: SourceSeries, answers: Mapping[str, bytes], *codes: str) -> Gathered:
        office = Office(answers)

        def caller(_address: str) -> Caller:
            return office  # type: ignore[return-value]

        wanted = tuple(gazetteer.resolve(code, TODAY) for code in codes)
        reader = OpenList(kind, "https://x/", tmp_path, TODAY, caller)
        return reader.gather([series], FigureScope(wanted, gazetteer))

    return read


def told(figures: tuple[SourceFigure, ...]) -> list[tuple[str, int, float | None, str]]:
    return [(one.code, one.year, one.value, one.status) for one in figures]


def farms(*rows: str, separator: str = ";", columns: str = "totalareal;p855;p870") -> bytes:
    text = "\n".join((f"soeknads_aar;orgnavn;kommunenr;{columns}", *rows, ""))
    return text.replace(";", separator).encode()


# -- farms -----------------------------------------------------------------------------------------


def test_farms_are_added_up_by_municipality_and_divided_by_their_land(gather: Gather) -> None:
    rows = ("2024;A;3324;100;20;", "2024;B;3324;300;;30", "2024;C;301;50;;")
    came = gather(FARMS, LAND, {"2024/dataset.csv": farms(*rows)}, "3324", "0301", "3326")
    assert told(came.figures[LAND]) == [
        ("3324", 2024, 0.125, "reported"),
        ("0301", 2024, 0.0, "reported"),
        ("3326", 2024, None, "not_possible"),  # no farm, and nothing to divide by
    ]
    gol = came.figures[LAND][0]
    assert (gol.count, gol.denominator, gol.vintage, gol.period) == (50.0, 400.0, "2026-03-20", "2024")


def test_a_round_with_animals_only_is_left_out_and_told_and_comma_is_read_as_well(gather: Gather) -> None:
    answers = {
        "2023/dataset.csv": farms("2023;A;3041;100;20;", separator=","),
        "2024/dataset.csv": farms("2024;A;3324;4", columns="p120_vaar"),
    }
    came = gather(FARMS, LAND, answers, "3324")
    assert told(came.figures[LAND]) == [("3041", 2023, 0.2, "reported")]
    assert came.said == [
        "produksjon-og-avløsertilskudd 2024: left out: has no columns of land: it may be the round of "
        "spring, with animals only"
    ]


def test_a_file_of_another_year_and_years_before_the_known_codes_are_left_out(gather: Gather) -> None:
    answers = {
        "2019/dataset.csv": farms("2019;A;0617;100;20;"),
        "2023/dataset.csv": farms("2022;A;3041;100;20;"),
        "2025/dataset.csv": farms("2025;A;3324;100;10;"),
    }
    came = gather(FARMS, LAND, answers, "3324")
    assert told(came.figures[LAND]) == [("3324", 2025, 0.1, "reported")]
    assert came.said == [
        "produksjon-og-avløsertilskudd 2023: left out: has a row of 2022, and is the file of 2023",
        "produksjon-og-avløsertilskudd: years before 2020 are left out: codes are known from 2020-01-01 on "
        "(loftet places update)",
    ]


def test_a_county_has_a_sum_and_a_county_of_shares_has_none(gather: Gather, tmp_path: Path) -> None:
    rows = ("2024;A;3324;100;20;", "2024;B;3326;100;10;")
    came = gather(FARMS, LAND, {"2024/dataset.csv": farms(*rows)}, "33")
    assert told(came.figures[LAND]) == [("33", 2024, 0.15, "reported")]
    (tmp_path / "nkom-2024.csv").write_bytes(coverage(("GOL", "BUSKERUD", "90,0 %")))
    assert gather(coverage_in(tmp_path), GIGABIT, {}, "33").figures[GIGABIT] == ()


def test_an_answer_that_is_in_store_is_not_sent_again(
    gather: Gather, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    answers = {"2024/dataset.csv": farms("2024;A;3324;100;20;")}
    first = gather(FARMS, LAND, answers, "3324").figures
    stored = list((tmp_path / "raw" / "landbruksdirektoratet").rglob("answer.csv"))
    assert gather(FARMS, LAND, answers, "3324").figures == first
    assert list((tmp_path / "raw" / "landbruksdirektoratet").rglob("answer.csv")) == stored


def test_a_web_page_and_a_list_that_is_gone_are_told(gather: Gather) -> None:
    page = gather(FARMS, LAND, {"2024/dataset.csv": b"<!DOCTYPE html><title>Flyttet</title>"}, "3324")
    assert page.left_out[LAND].endswith("the answer is a web page, not the list")
    gone = gather(SETTLED, REFUGEES, {}, "3324")
    assert gone.left_out[REFUGEES] == "the interface answers 404 Not Found"


def test_a_series_does_not_lose_a_year_by_chance(gather: Gather) -> None:
    both = {f"{year}/dataset.csv": farms(f"{year};A;3324;100;20;") for year in (2024, 2025)}
    assert len(gather(FARMS, LAND, both, "3324").figures[LAND]) == 2
    silent = gather(FARMS, LAND, {**both, "2024/dataset.csv": CLOSED}, "3324")
    assert silent.left_out[LAND] == "the interface answers 503 Service Unavailable, in 4 tries"
    moved = gather(FARMS, LAND, {"2025/dataset.csv": both["2025/dataset.csv"]}, "3324")
    assert (moved.figures, moved.left_out[LAND]) == ({}, "the interface answers 404 Not Found")


# -- power stations --------------------------------------------------------------------------------


def station(
    name: str, county: int, number: str, made: float | None, kind: str = "Kraftverk"
) -> dict[str, object]:
    where = {"Kommune": name, "FylkesNr": county, "KommuneNr": number, "Fylke": "Et fylke "}
    return {"Navn": "Foss", "VannKVType": kind, "MidProd_91_20": made, **where}


def test_stations_are_placed_by_a_code_in_two_parts_and_pumps_make_nothing(gather: Gather) -> None:
    listed = [
        station("Lebesby", 56, "24", 196.366),
        station("Lebesby ", 56, "24", 3.634),
        station("Lebesby", 56, "24", -5.0, "Pumpe"),
        station("Oslo", 3, "1", 7.0),
    ]
    answers = {"GetHydroPowerPlantsInOperation": orjson.dumps(listed)}
    came = gather(POWER_STATIONS, WATER, answers, "5624", "0301", "3324")
    assert told(came.figures[WATER]) == [
        ("5624", 2026, 200.0, "reported"),
        ("0301", 2026, 7.0, "reported"),
        ("3324", 2026, 0.0, "reported"),
    ]
    assert {one.period for one in came.figures[WATER]} == {"1991–2020"}


def test_a_station_whose_code_and_name_disagree_is_told_and_then_no_place_is_said_to_have_none(
    gather: Gather,
) -> None:
    listed = [station("Gol", 56, "24", 10.0), station("Gol", 33, "24", None), station("Ål", 33, "28", 5.0)]
    answers = {"GetHydroPowerPlantsInOperation": orjson.dumps(listed)}
    came = gather(POWER_STATIONS, WATER, answers, "3324", "3328", "3326")
    assert told(came.figures[WATER]) == [
        ("3324", 2026, None, "missing"),
        ("3328", 2026, 5.0, "reported"),
    ]
    assert came.said == [
        "GetHydroPowerPlantsInOperation: rows that belong to no place are left out: «5624 Gol»: the code is "
        "that of Lebesby"
    ]


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"{}", "the answer is no list of power stations"),
        (b"[]", "the answer is no list of power stations"),
        (b"Service", "the answer is no list of power stations"),
        (b'[{"Kommune": "Gol"}]', "no power station has «MidProd_91_20»"),
    ],
)
def test_an_answer_that_is_no_list_of_stations_is_refused(gather: Gather, content: bytes, cause: str) -> None:
    came = gather(POWER_STATIONS, WATER, {"GetHydroPowerPlantsInOperation": content}, "3324")
    assert came.left_out[WATER].endswith(cause)


# -- settled refugees ------------------------------------------------------------------------------


def settled(*rows: str) -> Mapping[str, bytes]:
    return {"download_csv/k/bosatt_anmodede": (SETTLED_HEADER + "\n".join(rows) + "\n").encode("latin-1")}


def asked_and_came(code: str, year: int, asked: str, came: str) -> tuple[str, str]:
    return (
        f"Gol;{code};{year};Personer;Anmodning om bosetting;{asked}",
        f"Gol;{code};{year};Personer;Faktisk bosetting;{came}",
    )


def test_settled_is_divided_by_asked_and_marks_say_why_there_is_no_share(gather: Gather) -> None:
    rows = settled(
        *asked_and_came("3041", 2022, "20", "25"),
        *asked_and_came("3041", 2023, "10", ":"),
        *asked_and_came("3324", 2024, ".", "."),
        *asked_and_came("3324", 2025, "0", "0"),
        "Gol;3041;2022;Prosent;Faktisk bosetting;125",
    )
    came = gather(SETTLED, REFUGEES, rows, "3324")
    assert told(came.figures[REFUGEES]) == [
        ("3041", 2022, 1.25, "reported"),
        ("3041", 2023, None, "suppressed"),
        ("3324", 2024, None, "not_possible"),
        ("3324", 2025, None, "not_possible"),
    ]


def test_new_years_under_old_codes_count_once_and_a_code_gets_its_zero_back(gather: Gather) -> None:
    rows = settled(
        *asked_and_came("3041", 2024, "10", "10"),
        *asked_and_came("3041", 2025, "10", "4"),
        *asked_and_came("3324", 2025, "10", "8"),
        *asked_and_came("301", 2025, "10", "9"),
    )
    came = gather(SETTLED, REFUGEES, rows, "3324", "0301")
    assert told(came.figures[REFUGEES]) == [
        ("3041", 2024, 1.0, "reported"),
        ("3324", 2025, 0.8, "reported"),
        ("0301", 2025, 0.9, "reported"),
    ]


def test_this_year_is_told_in_part_and_left_out_and_so_is_what_is_not_told(gather: Gather) -> None:
    rows = settled(
        *asked_and_came("3324", 2025, "10", "8")[:1],
        *asked_and_came("3324", 2026, "10", "1"),
        *asked_and_came("3326", 2025, "10", "8"),
    )
    came = gather(SETTLED, REFUGEES, rows, "3324", "33")
    assert told(came.figures[REFUGEES]) == [("3324", 2025, None, "missing")]


# -- broadband -------------------------------------------------------------------------------------


def coverage(*rows: tuple[str, str, str]) -> bytes:
    text = (
        "Dekning for fast bredbånd på kommunenivå\nTettbygd og spredtbygd samlet\n"
        ";;Teknologidekning;Hastighet - alle teknologier på fast bredbånd;;;Hastighet uten DSL;\n"
        "Kommune;Fylke;Fiber;≥ 100;≥ 1000;;≥ 100;≥ 1000\n"
    )
    lines = (f"{name};{county};1,0 %;2,0 %;{share};;3,0 %;4,0 %\n" for name, county, share in rows)
    return (text + "".join(lines)).encode("utf-8-sig")


def test_names_in_capitals_are_found_in_their_county_of_the_year(gather: Gather, tmp_path: Path) -> None:
    rows = [
        ("HERØY", "MØRE OG ROMSDAL", "94,9 %"),
        ("HERØY", "NORDLAND", "78,8 %"),
        ("VÅLER (VIKEN)", "VIKEN", "78,7 %"),
        ("OSLO", "OSLO", "98,3 %"),
    ]
    (tmp_path / "nkom 1h2022.csv").write_bytes(coverage(*rows))
    came = gather(coverage_in(tmp_path), GIGABIT, {}, "1515", "1818", "3114", "0301")
    assert told(came.figures[GIGABIT]) == [
        ("1515", 2022, 94.9, "reported"),
        ("1818", 2022, 78.8, "reported"),
        ("3018", 2022, 78.7, "reported"),
        ("0301", 2022, 98.3, "reported"),
    ]


def test_a_file_that_was_saved_otherwise_is_refused_with_the_cause(gather: Gather, tmp_path: Path) -> None:
    (tmp_path / "dekning.csv").write_bytes(coverage())
    came = gather(coverage_in(tmp_path), GIGABIT, {}, "3324")
    assert came.left_out[GIGABIT].endswith("the name must hold one year, such as nkom-2025.csv")
    (tmp_path / "dekning.csv").rename(tmp_path / "dekning-2024.csv")
    lost = coverage(("GOL", "BUSKERUD", "90,0 %")).decode("utf-8-sig").replace("≥", "=")
    (tmp_path / "dekning-2024.csv").write_bytes(lost.encode("latin-1"))
    came = gather(coverage_in(tmp_path), GIGABIT, {}, "3324")
    assert "has no column «≥ 1000»" in came.said[0]


def test_a_second_file_of_a_year_is_refused_with_both_names(gather: Gather, tmp_path: Path) -> None:
    for name in ("nkom-2024-1h.csv", "nkom-2024.csv"):
        (tmp_path / name).write_bytes(coverage(("GOL", "BUSKERUD", "94,0 %")))
    came = gather(coverage_in(tmp_path), GIGABIT, {}, "3324")
    assert came.figures == {}
    refused = came.left_out[GIGABIT]
    assert "nkom-2024.csv: is a second file of 2024, beside nkom-2024-1h.csv" in refused
