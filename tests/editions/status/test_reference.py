"""The reference of studies says what the engine does."""

import re
from pathlib import Path

from loftet.editions.indicators import INDICATOR_COLUMNS
from loftet.editions.method import read_method
from loftet.editions.method_keys import KEYS
from loftet.editions.observations import OBSERVATION_COLUMNS, ObservationStatus
from loftet.editions.places import PLACE_COLUMNS
from loftet.editions.record import KNOWN_COLUMNS
from loftet.methods.rules import Method
from loftet.text_files.toml_lines import parse_toml


def reference(project: Path) -> str:
    return (project / "docs" / "reference" / "study.md").read_text(encoding="utf-8")


def test_the_reference_shows_every_key_with_its_default(project: Path, tmp_path: Path) -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", reference(project), flags=re.DOTALL)
    tree = parse_toml(block, tmp_path)
    assert {section: list(keys) for section, keys in tree.items()} == {
        section: list(keys) for section, keys in KEYS.items()
    }
    (tmp_path / "method.toml").write_text(block, encoding="utf-8")
    assert read_method(tmp_path / "method.toml") == Method()


def test_the_reference_names_every_column_and_status(project: Path) -> None:
    text = reference(project)
    for table, required in (
        ("places", PLACE_COLUMNS),
        ("indicators", INDICATOR_COLUMNS),
        ("observations", OBSERVATION_COLUMNS),
    ):
        (row,) = [line for line in text.splitlines() if line.startswith(f"| `{table}.csv`")]
        cells = row.split("|")
        assert re.findall(r"`(\w+)`", cells[3]) == list(required)
        assert set(re.findall(r"`(\w+)`", cells[4])) == KNOWN_COLUMNS[table] - set(required)
    assert {status.word for status in ObservationStatus} - set(re.findall(r"`(\w+)`", text)) == set()
