"""The real changes of 2020 and 2024, as far as they are stored, give the history that is known."""

import csv
import json
import shutil
from datetime import date
from pathlib import Path

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Kind
from loftet.sources.klass.answers import Classification, Code, CodeChange
from loftet.sources.klass.history import make_history
from loftet.sources.klass.update import saved_answers, update_places
from tests.sources.klass.conftest import changes, codes

DAY_2020, DAY_2024 = date(2020, 1, 1), date(2024, 1, 1)


def test_the_112_changes_that_klass_told_of_2024_are_enough(
    catalogue: Path, gazetteer: Gazetteer, shared: Path, tmp_path: Path
) -> None:
    """Three of 115 are not among them, for their names changed too; the catalogue has these."""
    stored = json.loads((shared / "data" / "klass" / "code-changes-2024.json").read_bytes())["endringer"]
    told = [
        (old["code"], one["name"], new, one["name"], old["validTo"])
        for new, one in stored.items()
        for old in one["oldCodes"]
    ]
    assert len(told) == 112
    in_2020 = {
        code: place.name
        for place in gazetteer.places
        if place.kind is Kind.MUNICIPALITY and (code := place.code(DAY_2020))
    }
    answers = tmp_path / "answers"
    answers.mkdir()
    shutil.copy(shared / "data" / "klass" / "klass-131-codesAt-2026-01-01.json", answers)
    (answers / "131-codesAt-2020-01-01.json").write_bytes(codes(in_2020))
    (answers / "131-changes-2020-01-01-2026-01-02.json").write_bytes(changes(told))
    proposal = update_places(catalogue / "places", saved_answers(answers), write=False)
    assert proposal.diff() == ""
    assert not [note for note in proposal.notes if note.startswith("municipalities")]


def test_telemark_goes_back_to_2019_with_its_mergers(shared: Path) -> None:
    table = shared / "data" / "klass" / "municipality-table-2019-2024.csv"
    with table.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream, delimiter=";") if row["Fylkesnr 2019"] == "08"]
    old = {row["Alle kommunenr"]: row for row in rows if row["Alle kommunenr"].startswith("08")}
    made = {
        (code, row["Kommunenr 2023"], DAY_2020, row["Alle kommunenavn"], row["Kommunenavn 2023"])
        for code, row in old.items()
    } | {
        (
            row["Kommunenr 2023"],
            row["Kommunenr 2024"],
            DAY_2024,
            row["Kommunenavn 2023"],
            row["Kommunenavn 2024"],
        )
        for row in rows
    }
    history = make_history(
        Classification.MUNICIPALITIES,
        (date(2019, 1, 1), [Code(code, row["Alle kommunenavn"]) for code, row in old.items()]),
        [CodeChange(one, name, new, new_name, day) for one, new, day, name, new_name in made],
        (
            DAY_2024,
            [Code(*one) for one in {(row["Kommunenr 2024"], row["Kommunenavn 2024"]) for row in rows}],
        ),
    )
    assert (history.doubts, history.untold) == ((), frozenset())
    lives = [tuple(spell.code for spell in life.spells) for life in history.lives]
    assert sorted(life for life in lives if life[-1].startswith("40") and len(life) == 3)[0] == (
        *("0805", "3806", "4001"),
    )
    assert sorted(life for life in lives if life[-1].startswith("08")) == [("0821",), ("0822",)]
    assert ("3817", "4020") in lives
    assert len([life for life in lives if life[-1].startswith("40")]) == 17
