"""A whole edition to take home: every table in three kinds of file, built once, without a hidden status."""

import csv
import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import duckdb
import pytest
from django.http import HttpResponseBase
from django.test import Client
from openpyxl import load_workbook

from loftet.editions.store import EditionStore
from loftet.editions.visibility import EVERYONE, NO_ONE
from loftet.status.data import kept
from loftet.status.data.code_book import code_book, code_words
from loftet.status.data.tables import TABLES
from loftet.status.edition import store

ABOUT = {
    "datapackage.json",
    "README.txt",
    "LESMEG-bokmaal.txt",
    "LESMEG-nynorsk.txt",
    "codebook.csv",
    "codebook_words.csv",
}
Publish = Callable[..., str]
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def taken_home(client: Client, address: str) -> HttpResponseBase:
    """Return an answer, its file read and closed."""
    response = client.get(address)
    assert response.status_code == 200, address
    vars(response)["read"] = response.getvalue()
    response.close()
    return response


def content(client: Client, address: str) -> bytes:
    read: bytes = vars(taken_home(client, address))["read"]
    return read


def archive(client: Client, address: str) -> ZipFile:
    return ZipFile(BytesIO(content(client, address)))


def rows_of(packed: ZipFile, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(packed.read(f"{table}.csv").decode())))


def test_the_archive_holds_every_table_the_code_book_and_a_text(
    published_as: Publish, client: Client
) -> None:
    published_as()
    packed = archive(client, "/data.csv.zip")
    assert set(packed.namelist()) == ABOUT | {f"{table}.csv" for table in TABLES}
    gol = [row for row in rows_of(packed, "figures") if row["place"] == "3324"]
    assert {row["indicator"]: (row["value"], row["status"], row["mark"]) for row in gol}["vaccine"] == (
        *("96.0", "reported"),
        "un",
    )
    assert rows_of(packed, "places")[0]["place"] == "0301"


@pytest.mark.parametrize("table", list(TABLES))
def test_a_table_has_the_columns_of_the_code_book(published_as: Publish, table: str) -> None:
    published_as()
    edition = store().published()
    assert edition is not None
    row = next(iter(TABLES[table](store(), edition)))
    assert len(row) == len(code_book()[table])


def test_every_column_and_word_has_a_meaning_in_three_languages() -> None:
    meanings = [one.meanings for columns in code_book().values() for one in columns]
    meanings += [one.meanings for one in code_words()]
    assert all(len(three) == 3 and all(three) for three in meanings)


def test_the_text_is_in_english_whatever_a_reader_speaks(published_as: Publish, client: Client) -> None:
    published_as()
    packed = archive(client, "/data.csv.zip?lang=nn")
    assert "How to cite" in packed.read("README.txt").decode()
    assert "Slik viser du til tallene" in packed.read("LESMEG-bokmaal.txt").decode()


def test_parquet_has_the_kinds_of_the_code_book(
    published_as: Publish, client: Client, tmp_path: Path
) -> None:
    published_as()
    archive(client, "/data.parquet.zip").extractall(tmp_path / "out")
    for table, columns in code_book().items():
        found = duckdb.read_parquet(f"{tmp_path}/out/{table}.parquet")
        kinds = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE"}
        assert found.columns == [one.name for one in columns]
        assert [str(one) for one in found.types] == [kinds[one.kind] for one in columns]
    places = duckdb.read_parquet(f"{tmp_path}/out/places.parquet").fetchall()
    assert "0301" in {row[0] for row in places}


def test_the_workbook_begins_with_a_text_and_the_code_book(published_as: Publish, client: Client) -> None:
    published_as()
    book = load_workbook(BytesIO(content(client, "/data.xlsx")))
    assert book.sheetnames == ["Read me", "Code book", "Words", *TABLES]
    series = [[cell.value for cell in row] for row in book["series"].iter_rows()]
    assert series[0] == ["place", "indicator", 2020, 2023, 2024]
    assert ["3324", "leakage", 40, None, 30] in series


def test_the_same_edition_gives_the_same_bytes(published_as: Publish, tmp_path: Path) -> None:
    published_as()
    reader, edition = store(), store().published()
    assert edition is not None
    for kind in kept.KINDS.values():
        files = [tmp_path / f"{kind.word}-{number}" for number in (1, 2)]
        for file in files:
            kind.write(reader, edition, file)
        assert files[0].read_bytes() == files[1].read_bytes(), kind.word


def test_two_who_ask_at_once_build_it_once(published_as: Publish) -> None:
    published_as()
    reader, edition = store(), store().published()
    assert edition is not None
    built: list[Path] = []
    meet = threading.Barrier(2)

    def write(_store: object, _edition: object, file: Path) -> None:
        built.append(file)
        file.write_bytes(b"whole")

    kind = replace(kept.KINDS["csv"], write=write)

    def ask(found: list[kept.KeptFile]) -> None:
        meet.wait()
        found.append(kept.kept_or_built(reader, edition, kind))

    found: list[kept.KeptFile] = []
    asking = [threading.Thread(target=ask, args=[found]) for _ in range(2)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert len(built) == 1
    assert [one.path.read_bytes() for one in found] == [b"whole", b"whole"]


def test_a_file_half_written_is_never_there(published_as: Publish) -> None:
    published_as()
    reader, edition = store(), store().published()
    assert edition is not None

    def fail(_store: object, _edition: object, file: Path) -> None:
        file.write_bytes(b"half")
        raise OSError("the disk is full")

    kind = replace(kept.KINDS["csv"], write=fail)
    with pytest.raises(OSError, match="the disk is full"):
        kept.kept_or_built(reader, edition, kind)
    assert kept.kept(reader, edition, kind) is None


def test_a_hidden_status_stands_in_no_table(published_as: Publish, tmp_path: Path) -> None:
    published_as()
    everyone, no_one = (EditionStore(store().root, who) for who in (EVERYONE, NO_ONE))
    edition = everyone.published()
    assert edition is not None
    judging = {
        "figures": {"score", "mark", "trend"},
        "goals": {"score", "score_low", "score_high", "strong", "level", "weak", "unknown", "word"},
    }
    for table, names in judging.items():
        columns = [one.name for one in code_book()[table]]
        shown, hidden = (
            [dict(zip(columns, row, strict=True)) for row in TABLES[table](reader, edition)]
            for reader in (everyone, no_one)
        )
        assert any(row[name] is not None for row in shown for name in names)
        assert {row[name] for row in hidden for name in names} == {None}
        assert {row["colour"] for row in hidden} == {"not_joined"}


def test_files_of_others_whose_status_was_hidden_are_removed(published_as: Publish) -> None:
    published_as()
    everyone, no_one = (EditionStore(store().root, who) for who in (EVERYONE, NO_ONE))
    edition = everyone.published()
    assert edition is not None
    kind = kept.KINDS["parquet"]
    first = kept.kept_or_built(no_one, edition, kind)
    kept.kept_or_built(everyone, edition, kept.KINDS["csv"])
    assert first.path.is_file()  # somebody may just be taking it home
    long_ago = time.time() - kept.STAYS - 1
    os.utime(first.path.parent, (long_ago, long_ago))
    second = kept.kept_or_built(everyone, edition, kind)
    assert not first.path.exists()
    assert second.path.is_file()


def test_the_worker_builds_what_is_not_built(published_as: Publish) -> None:
    published_as()
    edition = store().published()
    assert edition is not None
    assert kept.build_published(NOW) == "3 built"
    assert kept.build_published(NOW) == "0 built"


def test_the_page_tells_size_and_hash_of_what_is_built(published_as: Publish, client: Client) -> None:
    edition = published_as()
    before = client.get("/data/?lang=nb").content.decode()
    assert before.count("En fil blir laget første gang noen ber om den.") == 1
    tag = taken_home(client, "/data.csv.zip").headers["ETag"].strip('"')
    after = client.get("/data/?lang=nb").content.decode()
    assert tag in after
    assert edition in after


def test_a_file_is_named_after_its_edition_and_is_not_sent_twice(
    published_as: Publish, client: Client
) -> None:
    edition = published_as()
    response = taken_home(client, f"/data.parquet.zip?utgave={edition}")
    assert response.headers["Content-Disposition"] == f'attachment; filename="loftet-{edition}.parquet.zip"'
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert int(response.headers["Content-Length"]) == len(vars(response)["read"])
    again = client.get(
        f"/data.parquet.zip?utgave={edition}", headers={"If-None-Match": response.headers["ETag"]}
    )
    assert again.status_code == 304


def test_an_older_edition_can_be_taken_home_and_an_unknown_one_cannot(
    published_as: Publish, client: Client
) -> None:
    published_as()
    assert client.get("/data.csv.zip?utgave=2020-01-01-00000000").status_code == 404
    assert client.get("/data/?utgave=2020-01-01-00000000").status_code == 404


def test_without_an_edition_the_page_says_so(
    tmp_path: Path, serve: Callable[[Path], None], client: Client
) -> None:
    serve(tmp_path)
    page = client.get("/data/?lang=nb")
    assert page.status_code == 200
    assert "Her er det ikke publisert noen tall ennå." in page.content.decode()
    assert client.get("/data.csv.zip").status_code == 404
