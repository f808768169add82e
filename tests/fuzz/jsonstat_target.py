"""What the fuzzer asks of the JSON-stat reader: it refuses or reads right, and nothing else."""

import json
import math
import random
from typing import Any
from unittest.mock import patch

from loftet.invalid_input import InvalidInput
from loftet.sources.jsonstat import read_jsonstat, read_metadata, slab
from tests.sources.jsonstat.slow_reader import cells_of, read_slowly

COMPARED = 2_000  # cells; the obvious reader is slow
ODD: list[Any] = [
    None,
    True,
    -1,
    0,
    1,
    3,
    10**9,
    2**63,
    1.5,
    "",
    ".",
    "..",
    ":",
    "e",
    "2024",
    "07",
    "x",
    [],
    {},
    [0],
    {"0": 0},
]
WORDS = [
    "value",
    "status",
    "id",
    "size",
    "role",
    "index",
    "label",
    "category",
    "dimension",
    "0",
    "1",
    "3",
    "Tid",
    "geo",
]


def one_input(data: bytes) -> None:
    """Read one document both ways; a crash, a hang or a value in the wrong cell stops the run."""
    told = [_told(data)]
    with patch.multiple(slab, LEAST=1, PIECE=2):
        told.append(_told(data))
    assert told[0] == told[1]


def _told(data: bytes) -> str:
    """Read a document, hold it against the obvious reader, and give all that was found or refused."""
    try:
        cube = read_jsonstat(data)
    except InvalidInput as refused:
        return str(refused)
    read_metadata(data)
    if math.prod(cube.shape) > COMPARED:
        return str(cube.shape)
    cells = cells_of(cube)
    assert cells == read_slowly(data.removeprefix(b"\xef\xbb\xbf"))
    return str(cells)


def seeds() -> list[bytes]:
    """Return small sound documents in every form, so that mutations start near what is read."""
    random.seed(1)
    side = {"Region": ["0301", "3324"], "ContentsCode": ["A"], "Tid": ["2023", "2024"]}
    plain: dict[str, Any] = {
        "version": "2.0",
        "class": "dataset",
        "updated": "2026-03-16T07:00:00Z",
        "id": list(side),
        "size": [len(codes) for codes in side.values()],
        "role": {"time": ["Tid"], "geo": ["Region"], "metric": None},
        "dimension": {name: {"label": name, "category": {"index": codes}} for name, codes in side.items()},
        "value": [1, None, 2.5, ":"],
        "status": {"1": "..", "3": ":"},
    }
    placed: dict[str, Any] = {
        name: {"category": {"index": {c: i for i, c in enumerate(codes)}}} for name, codes in side.items()
    }
    placed["ContentsCode"] = {
        "category": {"label": {"A": "Antall"}, "unit": {"A": {"base": "kr", "decimals": 1}}}
    }
    inner: dict[str, Any] = {"id": list(side), "size": [2, 1, 2], "role": {"time": ["Tid"]}}
    variants = [
        plain,
        plain | {"value": {"0": 1, "3": 2}, "status": ["", ".", "p", None]},
        plain | {"dimension": placed, "status": "e"},
        {"dataset": {"dimension": placed | inner, "value": [1, 2, 3, 4], "status": {"2": "."}}},
    ]
    return [json.dumps(one).encode() for one in variants]


def mutate_tree(data: bytes, seed: int) -> bytes | None:
    """Change one node of a JSON document; none when the bytes are no JSON."""
    chance = random.Random(seed)
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return None
    nodes = list(_nodes(document, 0))
    if not nodes:
        return None
    holder, key = chance.choice(nodes)
    change = chance.randrange(4)
    if change == 0:
        del holder[key]
    elif change == 1:
        holder[key] = chance.choice(ODD)
    elif change == 2:
        other, there = chance.choice(nodes)
        holder[key] = json.loads(json.dumps(other[there]))
    elif isinstance(holder, list):
        holder.insert(key, json.loads(json.dumps(holder[key])))
    else:
        holder[chance.choice(WORDS)] = holder.pop(key)
    return json.dumps(document).encode()


def _nodes(node: Any, depth: int) -> list[tuple[Any, Any]]:
    if depth > 30 or not isinstance(node, dict | list):
        return []
    keys = list(node) if isinstance(node, dict) else list(range(len(node)))
    return [(node, key) for key in keys] + [one for key in keys for one in _nodes(node[key], depth + 1)]
