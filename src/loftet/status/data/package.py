"""The description of a whole edition for programs: a Frictionless Data Package (v1), packed or as one file.

Source: https://specs.frictionlessdata.io/data-package/, read 2026-11-29.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils import translation

from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.status.data.code_book import BookColumn, code_book
from loftet.status.data.readme import licence_of_all, page_of, table_words
from loftet.status.data.tables import TABLES

DESCRIPTOR = "datapackage.json"
KINDS = {"text": "string", "integer": "integer", "number": "number"}
KEYS: Mapping[str, tuple[str, ...]] = {
    "figures": ("place", "indicator"),
    "series": ("place", "indicator", "year"),
    "goals": ("place", "goal"),
    "indicators": ("indicator",),
    "places": ("place",),
}
POINTS_TO = {"place": "places", "indicator": "indicators"}


def descriptor(edition: Edition) -> dict[str, Any]:
    """Return what a package says of an edition: its terms, its tables, their columns and keys."""
    with translation.override("en"):
        tables, terms = table_words(), licence_of_all(edition)
    resources = [
        {
            "name": table,
            "description": tables[table],
            "profile": "tabular-data-resource",
            "schema": _schema(table, code_book()[table]),
        }
        for table in TABLES
    ]
    return {
        "profile": "tabular-data-package",
        "name": f"loftet-{edition.id}",
        "id": edition.content,
        "title": edition.title,
        "description": terms,
        "homepage": page_of(edition),
        "version": edition.id,
        "created": f"{edition.built.isoformat()}T00:00:00Z",
        "made_up": edition.demo,
        **({"licenses": [{"name": edition.licence}]} if edition.demo else {}),
        "contributors": [{"title": edition.publisher or "Løftet", "role": "publisher"}],
        "resources": resources,
    }


def _schema(table: str, columns: tuple[BookColumn, ...]) -> dict[str, Any]:
    said = [{"name": one.name, "type": KINDS[one.kind], "description": one.meanings[0]} for one in columns]
    key = KEYS[table]
    outside = [(name, POINTS_TO[name]) for name in key if name in POINTS_TO and POINTS_TO[name] != table]
    return {
        "fields": said,
        "missingValues": [""],
        "primaryKey": list(key),
        "foreignKeys": [
            {"fields": name, "reference": {"resource": other, "fields": name}} for name, other in outside
        ],
    }


def packed_descriptor(edition: Edition) -> str:
    """Return the description that lies beside the CSV files of an archive."""
    told = descriptor(edition)
    for one in told["resources"]:
        one |= {"path": f"{one['name']}.csv", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def write_json_package(store: EditionStore, edition: Edition, file: Path) -> None:
    """Write a package whose rows are in the file itself, piece by piece."""
    told = descriptor(edition)
    resources = told.pop("resources")
    with file.open("w", encoding="utf-8") as out:
        out.write(json.dumps(told, ensure_ascii=False)[:-1] + ', "resources": [')
        for at, one in enumerate(resources):
            out.write(("," if at else "") + "\n" + json.dumps(one, ensure_ascii=False)[:-1] + ', "data": [\n')
            out.writelines(_rows_as_json(store, edition, one["name"]))
            out.write("\n]}")
        out.write("\n]}\n")


def _rows_as_json(store: EditionStore, edition: Edition, table: str) -> Iterator[str]:
    columns = code_book()[table]
    yield json.dumps([one.name for one in columns])
    for row in TABLES[table](store, edition):
        pairs = zip(row, columns, strict=True)
        cells = [str(cell) if one.kind == "text" and cell else cell for cell, one in pairs]
        yield ",\n" + json.dumps(["" if cell is None else cell for cell in cells], ensure_ascii=False)
