"""The stand-ins of open lists: what they lay out is read, and they have the traps of the real ones."""

import json
from datetime import date
from pathlib import Path

import pytest

from loftet.geography.gazetteer import Gazetteer
from loftet.sources.catalogue import Catalogue
from loftet.sources.figures import FigureScope
from loftet.sources.readers import Addresses, make_readers
from loftet.sources.stand_in.lists import list_answers
from loftet.sources.stand_in.office import Asked, StandIns
from loftet.sources.stand_in.server import save_files
from tests.sources.stand_in.conftest import Served

TODAY = date(2026, 3, 20)
READ = ("organic_farmland", "hydropower", "gigabit_broadband", "refugees_settled")


@pytest.fixture
def served_lists(served: Served, whole: StandIns, monkeypatch: pytest.MonkeyPatch) -> Served:
    served.stand_ins.lists = list_answers(whole.history, TODAY)
    monkeypatch.setenv("LOFTET_SOURCES", served.address)
    return served


def test_every_list_that_the_catalogue_names_is_read_once(
    served_lists: Served, known: Catalogue, gazetteer: Gazetteer, catalogue: Path, tmp_path: Path
) -> None:
    save_files(catalogue, tmp_path, TODAY)
    scope = FigureScope((gazetteer.resolve("3326", TODAY), gazetteer.resolve("0301", TODAY)), gazetteer)
    for again in (False, True):
        readers = make_readers(known, Addresses(), tmp_path, TODAY, print)
        for key in READ:
            source = known.by_key()[key].source
            came = readers.by_source[source.name].gather([source.series], scope)
            assert came.left_out == {}
            assert {one.place.slug for one in came.figures[source.series]} == {"hemsedal", "oslo"}, key
        counted = served_lists.take_counts()
        assert ("figures" in counted) is not again
        assert counted["figures" if not again else "unchanged"] == 12  # ten years of farms, and two more


def test_without_a_saved_file_broadband_is_not_asked_for_and_it_is_told_where_to_put_one(
    known: Catalogue, tmp_path: Path
) -> None:
    readers = make_readers(known, Addresses(), tmp_path, TODAY, print)
    source = known.by_key()["gigabit_broadband"].source.name
    assert source not in readers.by_source
    assert f"no file is in {tmp_path / 'files' / 'nkom'}: download" in readers.absent[source]


def test_lists_have_the_traps_of_the_real_ones(whole: StandIns) -> None:
    def get(path: str) -> bytes:
        return whole.answer(Asked(path)).content

    headers = [
        get(f"/landbruksdirektoratet/{year}/dataset.csv").splitlines()[0] for year in (2024, 2025, 2026)
    ]
    assert [b";" in header for header in headers] == [True, False, True]
    assert [b"totalareal" in header for header in headers] == [True, True, False]
    assert whole.answer(Asked("/landbruksdirektoratet/2027/dataset.csv")).status == 404
    stations = json.loads(get("/nve/GetHydroPowerPlantsInOperation"))
    assert {len(one["KommuneNr"]) for one in stations} == {2}
    assert any(one["VannKVType"] == "Pumpe" and one["MidProd_91_20"] < 0 for one in stations)
    settled = get("/imdi/download_csv/k/bosatt_anmodede").decode("latin-1").splitlines()
    assert settled[0].endswith(";År;Enhet;Anmodning, vedtak og faktisk bosetting;Antall")
    assert any(line.startswith("Oslo") and ";301;2023;" in line for line in settled)
    assert any(";3041;2025;" in line for line in settled)
