"""FHI's open statistics interface, played by a server that the test starts."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from loftet.invalid_input import InvalidInput
from loftet.sources.fhi import Category, Fhi, FhiTable, Paragraph, SourceOfTables
from loftet.sources.jsonstat import CellStatus
from loftet.sources.web import Caller

AREAS = ["0", "30", "33", "34", "3041", "3324", "030101"]
YEARS = ["2022_2022", "2022_2024"]
QUERY = {
    "dimensions": [
        {"code": "GEO", "filter": "item", "values": AREAS},
        {"code": "AAR", "filter": "item", "values": YEARS},
        {"code": "MEASURE_TYPE", "filter": "item", "values": ["TELLER", "RATE"]},
    ],
    "response": {"format": "json-stat2", "maxRowCount": 50000},
}


def cell(area: str, year: str, measure: str) -> float | str:
    """Make a figure up that tells where it stands; one is suppressed."""
    if (area, year) == ("33", "2022_2024"):
        return ":"
    return AREAS.index(area) * 100 + YEARS.index(year) * 10 + ["TELLER", "RATE"].index(measure)


def answer_data(body: bytes) -> tuple[int, bytes]:
    """WebAnswer as FHI does: every dimension by name, and no more rows than the caller says."""
    asked = json.loads(body)
    chosen = {one["code"]: one["values"] for one in asked["dimensions"]}
    if any(one["filter"] != "item" for one in asked["dimensions"]) or set(chosen) != {
        "GEO",
        "AAR",
        "MEASURE_TYPE",
    }:
        return 400, b'{"title": "Bad request"}'
    values = [
        cell(area, year, measure)
        for area in chosen["GEO"]
        for year in chosen["AAR"]
        for measure in chosen["MEASURE_TYPE"]
    ]
    if len(values) > asked["response"]["maxRowCount"]:
        return 400, b'{"title": "Too many rows"}'
    ids = ["GEO", "AAR", "MEASURE_TYPE"]
    told = {
        "class": "dataset",
        "version": "2.0",
        "label": "Prove",
        "id": ids,
        "size": [len(chosen[one]) for one in ids],
        "role": {"time": None, "geo": ["GEO"], "metric": ["MEASURE_TYPE"]},
        "dimension": {one: {"label": one, "category": {"index": chosen[one]}} for one in ids},
        "value": values,
        "status": "",
    }
    return 200, json.dumps(told).encode()


@pytest.fixture
def fhi(stand_in: Any, reply: Any, tmp_path: Path) -> Fhi:
    """Return a caller of the stand-in."""

    def answer(asked: Any) -> Any:
        if asked.path == "/nokkel/Table/754/query":
            return reply(json.dumps(QUERY).encode())
        if asked.path == "/nokkel/Table/754/data":
            status, content = answer_data(asked.body)
            return reply(content, status)
        return stand_in.from_replies(asked)

    stand_in.answer = answer
    return Fhi(Caller(stand_in.url, sleep=lambda _: None), tmp_path)


def test_a_large_selection_is_cut_into_parts_that_fit_together_again(fhi: Fhi, stand_in: Any) -> None:
    extract = fhi.data("nokkel", 754, {}, most_rows=6)
    posted = [json.loads(asked.body) for asked in stand_in.asked if asked.body]
    assert [len(one["dimensions"][0]["values"]) for one in posted] == [1] * 7
    assert {one["response"]["maxRowCount"] for one in posted} == {6}
    found = [
        (cube.dims[0].codes[0], float(cube.values[0, 1, 1]))
        for cube in extract.parts
        if cube.dims[0].codes[0] != "33"
    ]
    assert found == [(area, cell(area, "2022_2024", "RATE")) for area in AREAS if area != "33"]


def test_only_the_wanted_categories_are_asked_for_and_the_answer_is_kept(
    fhi: Fhi, stand_in: Any, tmp_path: Path
) -> None:
    extract = fhi.data("nokkel", 754, {"GEO": ("3324",), "MEASURE_TYPE": ("RATE",)})
    assert [cube.shape for cube in extract.parts] == [(1, 2, 1)]
    assert [copy.what.rpartition("-")[0] for copy in extract.copies] == ["nokkel-754-data"]
    request = json.loads((extract.copies[0].file.parent / "answer.about.json").read_bytes())
    assert json.loads(request["body"])["dimensions"][0] == {
        "code": "GEO",
        "filter": "item",
        "values": ["3324"],
    }


def test_a_part_that_was_kept_after_the_table_was_changed_is_not_fetched_again(
    fhi: Fhi, stand_in: Any
) -> None:
    first = fhi.data("nokkel", 754, {"GEO": ("3324",)})
    kept = first.copies[0].retrieved
    again = fhi.data("nokkel", 754, {"GEO": ("3324",)}, since=kept)
    assert [copy.file for copy in again.copies] == [copy.file for copy in first.copies]
    assert len([asked for asked in stand_in.asked if asked.body]) == 1
    fhi.data("nokkel", 754, {"GEO": ("3324",)}, since=kept + timedelta(seconds=1))
    first.copies[0].file.write_bytes(b"{}")
    fhi.data("nokkel", 754, {"GEO": ("3324",)}, since=kept)
    assert len([asked for asked in stand_in.asked if asked.body]) == 2


def test_a_part_that_was_kept_from_another_address_is_not_taken_for_an_answer_of_this_one(
    fhi: Fhi, stand_in: Any
) -> None:
    kept = fhi.data("nokkel", 754, {"GEO": ("3324",)}).copies[0]
    elsewhere = stand_in.url.replace("127.0.0.1", "localhost")
    other = Fhi(Caller(elsewhere, sleep=lambda _: None), fhi.root)
    again = other.data("nokkel", 754, {"GEO": ("3324",)}, since=kept.retrieved)
    assert again.copies[0].url == f"{elsewhere.rstrip('/')}/nokkel/Table/754/data"


def test_a_table_tells_when_it_was_last_changed() -> None:
    published, modified = "2026-04-27T05:00:00Z", "2026-05-26T13:25:14.437201Z"
    moments = [FhiTable(754, "", published, told).changed for told in ("", modified, "no moment")]
    assert [str(moment) for moment in moments] == [
        "2026-04-27 05:00:00+00:00",
        "2026-05-26 13:25:14.437201+00:00",
        "2026-04-27 05:00:00+00:00",
    ]
    assert FhiTable(754, "", "", "").changed is None


@pytest.mark.parametrize(
    ("wanted", "cause"),
    [
        ({"GEOO": ("0",)}, "the table has no dimension «GEOO»; did you mean «GEO»?"),
        ({"GEO": ("3325",)}, "«GEO» has no category «3325»; did you mean «3324»?"),
        ({"AAR": ()}, "no category of «AAR» is asked for"),
    ],
)
def test_a_selection_that_the_table_does_not_have_is_refused_before_it_is_sent(
    fhi: Fhi, stand_in: Any, wanted: dict[str, tuple[str, ...]], cause: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        fhi.data("nokkel", 754, wanted)
    assert refused.value.problems[0].cause == cause
    assert [asked.path for asked in stand_in.asked] == ["/nokkel/Table/754/query"]


def test_flags_tell_what_the_signs_mean(fhi: Fhi, stand_in: Any, reply: Any) -> None:
    told = [{"title": ":", "text": "Anonymisert"}, {"title": "..", "text": "Manglende data"}]
    stand_in.replies["/nokkel/Table/754/flag"] = [reply(json.dumps(told).encode())]
    assert dict(fhi.flags("nokkel", 754)) == {":": "Anonymisert", "..": "Manglende data"}


# --- the real answers -----------------------------------------------------------------------------


@pytest.mark.shared
def test_the_real_lists_are_read(fhi: Fhi, stand_in: Any, reply: Any, shared: Path) -> None:
    folder = shared / "data" / "api-fixtures"
    for path, name in (
        ("/Common/source", "fhi-sources.json"),
        ("/nokkel/Table", "fhi-tables.json"),
        ("/nokkel/Table/754/dimension", "fhi-table-dimensions.json"),
        ("/nokkel/Table/754/metadata", "fhi-table-metadata.json"),
    ):
        stand_in.replies[path] = [reply((folder / name).read_bytes())]
    assert fhi.sources()[1] == SourceOfTables("nokkel", "Folkehelsestatistikk", "Helsedirektoratet")
    assert fhi.tables("nokkel")[1] == FhiTable(868, "D6a_kreft_krg", "2026-04-27T05:00:00Z", "")
    areas = fhi.dimensions("nokkel", 754)[0].categories
    assert areas == (
        Category("0", "Hele landet"),
        Category("34", "Innlandet", "0"),
        Category("3450", "Etnedal", "34"),
    )
    text = fhi.metadata("nokkel", 754)
    assert (text.name, text.official, len(text.paragraphs)) == ("D5c_hjertekar_rater", True, 2)
    assert text.paragraphs[1] == Paragraph(
        "Innsamling, tolkning og bearbeiding av data",
        "<p><strong>Datakilde</strong></p><p>Dødsårsaksregisteret</p>",
    )


@pytest.mark.shared
def test_a_real_answer_keeps_missing_and_suppressed_apart(
    fhi: Fhi, stand_in: Any, reply: Any, shared: Path
) -> None:
    real = (shared / "data" / "api-fixtures" / "fhi-query-flags.json").read_bytes()
    stand_in.answer = lambda asked: reply(real if asked.body else json.dumps(QUERY).encode())
    cube = fhi.data("nokkel", 754, {}).parts[0]
    cells = [cube.at(GEO=code) for code in ("0", "34", "3450")]
    assert cells[0] == (81.4, CellStatus.REPORTED)
    assert [status for _, status in cells] == [
        CellStatus.REPORTED,
        CellStatus.MISSING,
        CellStatus.SUPPRESSED,
    ]
