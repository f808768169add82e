"""An officer's hour: six raw files become a published edition, with the steps and edits counted."""

import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from loftet.cli import DONE, main
from loftet.geography.gazetteer import Gazetteer
from tests.sources.tables.kinds import COUNTY, Kind

SIX = (
    "an_export_with_the_codes_of_all_years",
    "cells_shown_as_per_cent",
    "columns_behind_the_years",
    "means_of_three_years",
    "quarters",
    "school_years",
)
MOST_EDITS, MOST_STEPS = 3, 4  # of a file; commands
OPEN = 'source = "CHOOSE who publishes it"'


def edited(recipe: str) -> tuple[str, Counter[str]]:
    """Return the recipe with its questions answered, and the lines that were changed, by part of a file."""
    edits, part, lines = Counter[str](), "", []
    for line in recipe.splitlines():
        if match := re.match(r"\[files\.(fil\d+)", line):
            part = match[1]
        changed = re.sub(r'"CHOOSE [^"]*"', '"Fylket"', line)
        changed = changed.replace('term = "autumn"', 'term = "spring"')
        if changed != line and part:
            edits[part] += 1
        lines.append(changed)
    return "\n".join([*lines, ""]), edits


def listed(text: str, edits: Counter[str]) -> str:
    """Return the list with a name, a goal, a unit and a direction for each; a unit is counted as an edit."""
    rows = list(csv.DictReader(io.StringIO(text)))
    for row in rows:
        row |= {"name": f"Tall {row['indicator']}", "goal": "3", "direction": "1", "unit": "%"}
        edits[row["indicator"].partition("_")[0]] += 1
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def test_six_raw_files_become_a_published_edition_with_few_edits(
    tmp_path: Path,
    gazetteer: Gazetteer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    serve: Callable[[Path], None],
) -> None:
    kinds = [Kind.of(name, gazetteer) for name in SIX]
    raw, recipe = tmp_path / "raw", tmp_path / "recipe"
    raw.mkdir()
    for kind in kinds:
        for name, content in kind.files.items():
            (raw / name).write_bytes(content)
    files = [str(raw / name) for kind in kinds for name in kind.files]
    monkeypatch.setenv("LOFTET_DATA", str(tmp_path / "data"))
    steps = 0

    def run(*words: str) -> str:
        nonlocal steps
        steps += 1
        capsys.readouterr()
        assert main(list(words)) == DONE
        return capsys.readouterr().out.strip()

    run("recipe", "new", *files, "--scope", COUNTY, "--out", str(recipe))
    text, edits = edited((recipe / "recipe.toml").read_text(encoding="utf-8"))
    (recipe / "recipe.toml").write_text(text, encoding="utf-8")
    indicators = listed((recipe / "indicators.csv").read_text(encoding="utf-8"), edits)
    (recipe / "indicators.csv").write_text(indicators, encoding="utf-8")
    run("study", "build", str(recipe / "recipe.toml"), "--data", str(raw), "--out", str(tmp_path / "study"))
    edition = run("edition", "build", str(tmp_path / "study"))
    run("edition", "publish", edition)
    with capsys.disabled():
        told = ", ".join(f"{part} {count}" for part, count in sorted(edits.items()))
        words = "edits beside title, name, goal, direction"
        sys.stdout.write(f"\nsix files to an edition: {steps} commands; {words}: {told}\n")
    assert (steps, len(edits)) == (MOST_STEPS, len(SIX))
    assert max(edits.values()) <= MOST_EDITS
    serve(tmp_path / "data")
    for n, kind in enumerate(kinds, start=1):
        answer = Client().get(f"/indikatorer/fil{n}.csv?aar=alle")
        rows = csv.DictReader(io.StringIO(answer.content.decode()))
        found = {("", row["place"], int(row["year"])): float(row["value"]) for row in rows if row["value"]}
        spring = SIX[n - 1] == "school_years"
        truth = {(key, place, year + spring): value for (key, place, year), value in kind.truth.items()}
        assert found == {one: pytest.approx(value) for one, value in truth.items()}, SIX[n - 1]
