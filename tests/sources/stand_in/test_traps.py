"""The traps of the real interfaces, which the stand-ins have too."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest

from loftet.geography.place import Kind
from loftet.sources.catalogue import Catalogue
from loftet.sources.emissions import read_emissions
from loftet.sources.fetched_fhi import dimensions_of
from loftet.sources.fetched_figures import chosen_codes
from loftet.sources.jsonstat import CubeDimension, read_metadata
from loftet.sources.pxweb.plan import Choice, TableSelection
from loftet.sources.readers import HEALTH_DIRECTORATE, PUBLIC_HEALTH, STATISTICS_NORWAY
from loftet.sources.stand_in.emissions import SAVED, emission_rows, emissions_workbook
from loftet.sources.stand_in.office import Asked, StandIns

GOL, GOL_OF_2020 = "3324", "3041"
READ = (STATISTICS_NORWAY, PUBLIC_HEALTH, HEALTH_DIRECTORATE)


def get(whole: StandIns, path: str) -> Any:
    return json.loads(whole.answer(Asked(path)).content.removeprefix(b"\xef\xbb\xbf"))


def data(whole: StandIns, table: str, chosen: Mapping[str, str]) -> Any:
    query = urlencode({f"valueCodes[{name}]": codes for name, codes in chosen.items()})
    return get(whole, f"/ssb/tables/{table}/data?{query}")


def ask_fhi(whole: StandIns, table: str, **chosen: list[str]) -> Any:
    sides = [{"code": name, "filter": "item", "values": codes} for name, codes in chosen.items()]
    body = json.dumps({"dimensions": sides, "response": {"format": "json-stat2"}}).encode()
    answer = whole.answer(Asked(f"/fhi/nokkel/Table/{table}/data", body))
    return json.loads(answer.content.removeprefix(b"\xef\xbb\xbf"))


def test_every_row_with_table_and_code_has_them(whole: StandIns, known: Catalogue) -> None:
    rows = [one for one in known.indicators if one.source.contents and one.source.name in READ]
    for one in rows:
        for series in filter(None, (one.source.series, one.source.minus)):
            dims = described(whole, one.source.name, series.table)
            if not series.labels:
                assert chosen_codes(series, dims)
    assert len(rows) == 64  # and 4 of the emissions workbook


def described(whole: StandIns, source: str, table: str) -> tuple[CubeDimension, ...]:
    if source == STATISTICS_NORWAY:
        return read_metadata(whole.answer(Asked(f"/ssb/tables/{table}/metadata")).content).dims
    query = get(whole, f"/fhi/nokkel/Table/{table}/query")
    choices = (Choice(one["code"], tuple(one["values"])) for one in query["dimensions"])
    return dimensions_of(TableSelection(tuple(choices)))


def test_what_is_not_selected_is_cut_without_a_word(whole: StandIns) -> None:
    told = data(whole, "08764", {"Region": GOL, "Tid": "2024"})
    assert told["dimension"]["ContentsCode"]["category"]["index"] == {"EUskala60": 0}
    assert told["size"] == [1, 1, 1]


def test_a_selection_may_be_too_large_too_long_or_strange(whole: StandIns) -> None:
    regions = ",".join(whole.pxweb["08764"].codes()["Region"])
    answers = [
        whole.answer(Asked(f"/ssb/tables/{path}")).status
        for path in (
            f"08764/data?valueCodes[Region]={regions}",
            "08764/data?valueCodes[Kjonn]=1",
            "08764/data?valueCodes[Tid]=1999",
            "12044/metadata",
        )
    ]
    assert answers == [404, 400, 400, 404]
    whole.cells, before = 10, whole.cells
    many = f"08764/data?valueCodes[Tid]={','.join(map(str, range(2013, 2025)))}"
    assert whole.answer(Asked(f"/ssb/tables/{many}")).status == 403
    whole.cells = before


def test_an_answer_is_older_than_its_metadata_where_other_contents_are_newer(whole: StandIns) -> None:
    told = data(whole, "08764", {"Region": GOL, "ContentsCode": "EUskala60", "Tid": "2024"})
    assert told["updated"] < get(whole, "/ssb/tables/08764/metadata")["updated"]


def test_a_code_has_zero_or_a_dot_before_its_time(whole: StandIns) -> None:
    seen = set()
    for table in ("08764", "06944", "06947"):
        contents = whole.pxweb[table].codes()["ContentsCode"][0]
        told = data(whole, table, {"Region": f"{GOL},{GOL_OF_2020}", "ContentsCode": contents, "Tid": "2022"})
        old_code, new_code = told["value"][1], told["value"][0]
        assert old_code is None or old_code > 0
        seen.add("0" if new_code == 0 else told["status"]["0"])
    assert seen <= {"0", "."}


def test_the_country_is_printed_in_several_ways(whole: StandIns) -> None:
    labels = {table: whole.pxweb[table].axes for table in ("08487", "09594", "06944", "12255", "06913")}
    assert labels["08487"]["Region"]["Ialt"] == "I alt"
    assert labels["09594"]["Region"]["0000"] == "Hele landet"
    assert labels["06944"]["Region"]["0000"] == "Uoppgitt"
    assert "EAK" in labels["12255"]["KOKkommuneregion0000"]
    assert "K_3324" in labels["06913"]["Region"]


def test_metadata_that_are_known_are_not_sent_again(whole: StandIns) -> None:
    first = whole.answer(Asked("/ssb/tables/08764/metadata"))
    again = whole.answer(Asked("/ssb/tables/08764/metadata", etag=first.headers["ETag"]))
    assert (first.status, again.status, again.content) == (200, 304, b"")


def test_troubles_come_now_and_then(whole: StandIns) -> None:
    whole.counts.clear()
    whole.faults = True
    answers = [whole.answer(Asked("/ssb/config")) for _ in range(130)]
    whole.faults = False
    assert [(n, one.status) for n, one in enumerate(answers) if one.status != 200] == [
        (12, 429),
        (59, 503),
        (119, 503),
    ]
    assert answers[12].headers == {"Retry-After": "1"}


def test_too_many_calls_are_refused_until_the_window_is_over(whole: StandIns) -> None:
    whole.window.calls, before = 1, whole.window.calls
    whole.window.recent.clear()
    answers = [whole.answer(Asked("/ssb/tables/08764/metadata")) for _ in range(2)]
    whole.window.calls = before
    assert [one.status for one in answers] == [200, 429]
    assert answers[1].headers["Retry-After"] in ("1", "2")


def test_fhi_has_an_entry_without_a_number_signs_among_values_and_mixed_periods(whole: StandIns) -> None:
    listed = get(whole, "/fhi/nokkel/Table")
    assert listed[0]["tableId"] is None
    assert whole.answer(Asked("/fhi/nokkel/Table")).content.startswith(b"\xef\xbb\xbf")
    axes = whole.fhi["795"].codes()
    assert {"2024_2024", "2020_2024"} <= set(axes["AAR"])
    assert "PERIODE" in whole.fhi["344"].axes
    one = {name: list(codes)[:1] for name, codes in axes.items()}
    told = ask_fhi(whole, "795", **{**one, "GEO": list(axes["GEO"])})
    assert {value for value in told["value"] if isinstance(value, str)} <= {":", "."}
    assert any(isinstance(value, str) for value in told["value"])


def test_fhi_gives_its_tables_new_numbers_under_the_same_titles(whole: StandIns) -> None:
    before = {one["title"]: one["tableId"] for one in get(whole, "/fhi/nokkel/Table")}
    whole.renumbered = True
    after = {one["title"]: one["tableId"] for one in get(whole, "/fhi/nokkel/Table")}
    gone = whole.answer(Asked("/fhi/nokkel/Table/795/query")).status
    whole.renumbered = False
    titles = [title for title, number in before.items() if number]
    assert [after[title] - before[title] for title in titles] == [1000] * len(titles)
    assert gone == 404


@pytest.mark.nightly
def test_the_workbook_has_moved_and_has_a_row_for_each_gas(whole: StandIns, tmp_path: Any) -> None:
    before = whole.answer(Asked("/mdir/utslippsstatistikk_alle_kommuner.xlsx"))
    assert (before.status, before.media) == (200, "text/html")
    now = whole.answer(Asked("/mdir/sharepoint/downloaditem/?id=1"))
    (tmp_path / "utslipp.xlsx").write_bytes(now.content)
    read = read_emissions(tmp_path / "utslipp.xlsx", date(2026, 4, 15))
    assert {one.gas for one in read.emissions} == {"CO2", "N2O", "CH4"}
    assert any(one.tonnes is None for one in read.emissions)
    again = whole.answer(Asked("/mdir/sharepoint/downloaditem/?id=1", etag=now.headers["ETag"]))
    assert again.status == 304


@pytest.mark.nightly
def test_the_same_rows_make_the_same_workbook_at_every_start(whole: StandIns) -> None:
    rows = emission_rows(whole.history.on(Kind.MUNICIPALITY, date(2026, 3, 20))[:300])
    assert emissions_workbook(rows, SAVED) == whole.workbook


@pytest.mark.parametrize(
    ("day", "there", "absent"),
    [
        ("2013-01-01", {"0706", "1640", "1534"}, {"0710", "5025", "3041"}),
        ("2019-06-01", {"0710", "5025", "0617"}, {"0706", "1640", "1507"}),
        ("2020-06-01", {"1507", "3041"}, {"0617", "1534", "1508"}),
        ("2026-01-01", {"1508", "1580", "3324"}, {"1507", "3041"}),
    ],
)
def test_klass_tells_the_codes_of_a_day(whole: StandIns, day: str, there: set[str], absent: set[str]) -> None:
    told = get(whole, f"/klass/classifications/131/codesAt?date={day}&language=nb")
    codes = {one["code"] for one in told["codes"]}
    assert there <= codes
    assert not absent & codes
    assert "9999" in codes


def test_klass_leaves_a_change_out_and_has_no_list_of_regions(whole: StandIns) -> None:
    path = "/klass/classifications/131/changes?from=2013-01-01&to=2026-01-02&language=nb"
    told = {(one["oldCode"], one["newCode"]) for one in get(whole, path)["codeChanges"]}
    assert ("1850", "1806") in told
    assert ("1850", "1875") in told
    assert ("1103", "1103") not in told
    assert ("3018", "3114") not in told
    assert whole.answer(Asked("/klass/classifications/231/codesAt?date=2026-01-01")).status == 404


def test_one_that_is_closed_answers_503(whole: StandIns) -> None:
    whole.closed = frozenset({"fhi"})
    answers = [whole.answer(Asked(path)).status for path in ("/fhi/nokkel/Table", "/ssb/config", "/huh/")]
    whole.closed = frozenset()
    assert answers == [503, 200, 404]
