"""Whole tables come within the office's limits, once, and survive a kill."""

import os
import signal
import subprocess
import sys
import time
from itertools import product
from math import isnan
from pathlib import Path

import pytest

from loftet.invalid_input import InvalidInput
from loftet.sources.jsonstat import CellStatus
from loftet.sources.pxweb import FetchedTable, PxWebClient, Stage, Wanted, fetch_table
from loftet.sources.raw_copies import RawCache
from tests.sources.pxweb_server import CONTENTS, REGIONS, TABLES, YEARS, Office, figure, sign

SIGN = {".": CellStatus.NOT_POSSIBLE, "..": CellStatus.MISSING, ":": CellStatus.SUPPRESSED}
ALL = Wanted()


def demand_every_figure(fetched: FetchedTable, version: int = 1) -> None:
    """Hold every cell against what the office holds for its codes."""
    cube = fetched.cube
    assert [dim.codes for dim in cube.dims] == [tuple(REGIONS), tuple(CONTENTS), tuple(YEARS)]
    for codes, value, status in zip(
        product(REGIONS, CONTENTS, YEARS),
        cube.values.ravel().tolist(),
        cube.status.ravel().tolist(),
        strict=True,
    ):
        wanted = figure(fetched.table, version, *codes)
        if wanted is None:
            assert isnan(value)
            assert status == SIGN[sign(*codes)]
        else:
            assert (value, status) == (wanted, 0)


def data_calls(office: Office) -> list[int]:
    return [many for asked, many in office.asked.items() if "{" in asked]


def test_three_tables_come_whole_within_the_limits(
    office: Office, client: PxWebClient, cache: RawCache
) -> None:
    for table in TABLES:
        demand_every_figure(fetch_table(table, ALL, client, cache))
    assert office.refused == {}
    assert data_calls(office) == [1] * 9  # 53,550 cells a table, 20,000 a call


def test_nothing_is_fetched_twice(office: Office, client: PxWebClient, cache: RawCache) -> None:
    first = fetch_table("12134", ALL, client, cache)
    again = fetch_table("12134", ALL, client, cache)
    assert again.retrieval == first.retrieval
    assert again.said == ()
    demand_every_figure(again)
    assert data_calls(office) == [1] * 3
    assert (office.asked["12134 metadata"], office.asked["12134 unchanged"]) == (1, 1)


def test_an_office_without_etags_is_asked_for_metadata_only(
    client: PxWebClient, cache: RawCache, office: Office
) -> None:
    office.with_etag = False
    first = fetch_table("12134", ALL, client, cache)
    assert fetch_table("12134", ALL, client, cache).retrieval == first.retrieval
    assert data_calls(office) == [1] * 3


def test_an_answer_that_was_changed_on_disk_is_fetched_anew(
    office: Office, client: PxWebClient, cache: RawCache
) -> None:
    wanted = Wanted(regions=("1000",), contents=("KOS00",))
    retrieval = fetch_table("12134", wanted, client, cache).retrieval
    answer = next(file for file in retrieval.folder.glob("[0-9a-f]*.json") if "about" not in file.name)
    answer.write_bytes(answer.read_bytes().replace(b"2024", b"2042"))
    assert fetch_table("12134", wanted, client, cache).cube.dims[2].codes == tuple(YEARS)
    assert data_calls(office) == [2]


def test_a_replaced_table_becomes_a_vintage_beside_the_old(
    office: Office, client: PxWebClient, cache: RawCache
) -> None:
    march = fetch_table("12134", ALL, client, cache)
    office.versions["12134"] = 4
    june = fetch_table("12134", ALL, client, cache)
    demand_every_figure(june, version=4)
    assert (str(march.vintage), march.vintage.stage) == ("2026-03-16 preliminary", Stage.PRELIMINARY)
    assert (str(june.vintage), june.vintage.stage) == ("2026-06-16 revised", Stage.REVISED)
    assert june.said == (
        "12134: replaced by the source (updated 2026-06-16T07:00:00Z, before 2026-03-16T07:00:00Z); "
        f"the figures retrieved {march.retrieval.folder.name} are kept beside the new ones",
    )
    assert [one.folder.is_dir() for one in cache.retrievals("12134")] == [True, True]


def test_parts_of_two_versions_are_never_mixed(office: Office, client: PxWebClient, cache: RawCache) -> None:
    told: list[str] = []
    client.say = told.append
    office.replaced_after = 1
    fetched = fetch_table("12134", ALL, client, cache)
    demand_every_figure(fetched, version=2)
    assert told == ["12134: replaced while it was being fetched; starting over"]
    assert len(fetched.said) == 1


def test_contents_that_were_updated_before_the_others_come_with_their_own_day(
    office: Office, client: PxWebClient, cache: RawCache
) -> None:
    office.older = {"KOS01": "2025-11-03T07:00:00Z", "KOS02": "2026-01-05T07:00:00Z"}
    old = fetch_table("12134", Wanted(regions=("1000",), contents=("KOS01",)), client, cache)
    assert (str(old.vintage.published), old.cube.about.updated) == ("2025-11-03", "2026-03-16T07:00:00Z")
    both = fetch_table("12134", Wanted(regions=("1000",), contents=("KOS01", "KOS02")), client, cache)
    assert str(both.vintage.published) == "2026-01-05"
    whole = fetch_table("12134", ALL, client, cache)
    demand_every_figure(whole)
    assert str(whole.vintage.published) == "2026-03-16"
    assert fetch_table("12134", ALL, client, cache).retrieval == whole.retrieval


def test_a_table_whose_old_contents_are_replaced_meanwhile_is_fetched_again(
    office: Office, client: PxWebClient, cache: RawCache
) -> None:
    told: list[str] = []
    client.say = told.append
    office.older = dict.fromkeys(CONTENTS[1:], "2025-11-03T07:00:00Z")
    office.replaced_after = 1
    demand_every_figure(fetch_table("12134", ALL, client, cache), version=2)
    assert told == ["12134: replaced while it was being fetched; starting over"]


def test_a_discontinued_table_is_told(office: Office, client: PxWebClient, cache: RawCache) -> None:
    office.discontinued.add("12847")
    wanted = Wanted(regions=("1000",))
    assert fetch_table("12847", wanted, client, cache).said == (
        "12847: the source has discontinued this table; look for the one that follows it",
    )


def test_a_table_that_does_not_exist_is_refused_in_the_offices_words(
    client: PxWebClient, cache: RawCache
) -> None:
    with pytest.raises(InvalidInput, match="the interface answers 404 Non-existent table: Node with id"):
        fetch_table("99999", ALL, client, cache)
    with pytest.raises(InvalidInput, match=r"«\.\./12134» is not the id of a table"):
        fetch_table("../12134", ALL, client, cache)


SCRIPT = """
import sys
from pathlib import Path
from loftet.sources.pxweb import PxWebClient, Wanted, fetch_table
from loftet.sources.raw_copies import RawCache
client = PxWebClient(sys.argv[1])
for table in ("12134", "12362", "12847"):
    fetch_table(table, Wanted(), client, RawCache(Path(sys.argv[2]), "pxweb"))
"""


@pytest.mark.nightly
def test_a_killed_fetch_is_resumed_and_fetches_nothing_twice(
    office: Office, address: str, tmp_path: Path
) -> None:
    office.slow = 0.05
    for parts in (1, 4, 7):
        with subprocess.Popen([sys.executable, "-c", SCRIPT, address, str(tmp_path)]) as fetching:
            deadline = time.monotonic() + 20
            while len(list(tmp_path.rglob("[0-9a-f]*.about.json"))) < parts and time.monotonic() < deadline:
                time.sleep(0.005)
            assert fetching.poll() is None, "it ended before it could be killed"
            os.kill(fetching.pid, signal.SIGKILL)
        time.sleep(office.window)  # the killed process has taken its count of calls with it
    client, cache = PxWebClient(address), RawCache(tmp_path, "pxweb")
    for table in TABLES:
        demand_every_figure(fetch_table(table, ALL, client, cache))
    client.close()
    # What a kill catches between the office's answer and the disk is asked again, and nothing else.
    calls = data_calls(office)
    assert len(calls) == 9
    assert sum(calls) <= 9 + 3
    assert office.refused == {}
