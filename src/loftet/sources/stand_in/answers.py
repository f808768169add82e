"""Answers in the forms that the interfaces use: JSON-stat of PxWeb and of FHI, and what is asked of them.

PxWeb: answers of PxWebApi v2 and its published description. FHI: its answers of June 2026.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any
from urllib.parse import parse_qs, urlsplit

LONGEST_ADDRESS = 2100  # characters; a longer one is answered 404

Axes = Mapping[str, Sequence[str]]
Codes = Mapping[str, str]
Value = float | str | None  # a text is a sign in place of a number


def pxweb_dataset(axes: Axes, value: Callable[[Codes], Value] | None, updated: str) -> dict[str, Any]:
    """Return a table as PxWeb describes it, with its numbers where they are wanted."""
    geo = next(name for name in axes if "egion" in name)
    values = _values(axes, value) if value else []
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "A table",
        "updated": updated,
        "id": list(axes),
        "size": [len(codes) for codes in axes.values()],
        "role": {"time": ["Tid"], "geo": [geo], "metric": ["ContentsCode"]},
        "dimension": {
            name: {"label": name, "category": {"index": {code: at for at, code in enumerate(codes)}}}
            for name, codes in axes.items()
        },
        "value": [None if isinstance(one, str) else one for one in values],
        "status": {str(at): one for at, one in enumerate(values) if isinstance(one, str)},
    }


def fhi_dataset(axes: Axes, value: Callable[[Codes], Value]) -> dict[str, Any]:
    """Return a table as FHI answers it: signs among the values, no role for the years."""
    return {
        "class": "dataset",
        "version": "2.0",
        "label": "A table of FHI",
        "id": list(axes),
        "size": [len(codes) for codes in axes.values()],
        "role": {"time": None, "geo": ["GEO"], "metric": ["MEASURE_TYPE"]},
        "dimension": {
            name: {"label": name, "category": {"index": list(codes)}} for name, codes in axes.items()
        },
        "value": _values(axes, value),
        "status": "",
    }


def fhi_query(axes: Axes) -> dict[str, Any]:
    """Return the query that covers a whole table of FHI."""
    sides = [{"code": name, "filter": "item", "values": list(codes)} for name, codes in axes.items()]
    return {"dimensions": sides, "response": {"format": "json-stat2"}}


def _values(axes: Axes, value: Callable[[Codes], Value]) -> list[Value]:
    return [value(dict(zip(axes, codes, strict=True))) for codes in product(*axes.values())]


def pxweb_selection(path: str, body: bytes) -> dict[str, list[str]]:
    """Return what is asked of a table of PxWeb, in a body or an address."""
    if body:
        return {one["variableCode"]: one["valueCodes"] for one in json.loads(body)["selection"]}
    return {
        name[11:-1]: codes[0].split(",")
        for name, codes in parse_qs(urlsplit(path).query).items()
        if name.lower().startswith("valuecodes[")
    }


def fhi_selection(body: bytes) -> dict[str, list[str]]:
    """Return what is asked of a table of FHI."""
    return {one["code"]: one["values"] for one in json.loads(body)["dimensions"]}
