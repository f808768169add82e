"""Whatever way a table is written, the fast reader and the obvious one find the same in every cell."""

import json
from math import prod
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loftet.invalid_input import InvalidInput
from loftet.sources.jsonstat import read_jsonstat, slab
from tests.fuzz.jsonstat_target import mutate_tree, one_input, seeds
from tests.property_examples import examples
from tests.sources.jsonstat.slow_reader import cells_of, read_slowly

NUMBERS = st.one_of(st.integers(-(10**9), 10**9), st.floats(allow_nan=False, allow_infinity=False), st.none())
VALUES = st.one_of(NUMBERS, NUMBERS, st.sampled_from([".", "..", ":"]))
SIGNS = st.sampled_from([None, "", ".", "..", "...", ":", "e", "k", "p", "*", "E"])


def sparse(entries: list[Any]) -> dict[str, Any]:
    return {str(place): one for place, one in enumerate(entries) if one is not None}


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a table, and one of the ways in which the standard lets it be written."""
    sides = draw(
        st.dictionaries(
            st.text(min_size=1, max_size=4).filter(lambda name: name not in {"id", "size", "role"}),
            st.lists(st.text(max_size=4), min_size=1, max_size=4, unique=True),
            min_size=1,
            max_size=4,
        )
    )
    cells = prod(map(len, sides.values()))
    values, signs = (
        draw(st.lists(VALUES, min_size=cells, max_size=cells)),
        draw(st.lists(SIGNS, min_size=cells, max_size=cells)),
    )
    dataset: dict[str, Any] = {
        "dimension": {name: {"category": draw(categories(codes))} for name, codes in sides.items()},
        "value": draw(st.sampled_from([values, sparse(values)])),
    }
    status = draw(st.sampled_from([None, "absent", signs, sparse(signs), "e", ["p"]]))
    dataset |= {} if status == "absent" else {"status": status}
    frame = {"id": list(sides), "size": [len(codes) for codes in sides.values()]}
    if draw(st.booleans()):
        dataset["dimension"] |= frame
        return {"dataset": dataset}
    return dataset | frame | {"version": "2.0", "class": "dataset"}


@st.composite
def categories(draw: st.DrawFn, codes: list[str]) -> dict[str, Any]:
    """Draw a way to write the categories of a side."""
    if len(codes) == 1 and draw(st.booleans()):
        return {"label": {codes[0]: "the only one"}}
    if draw(st.booleans()):
        return {"index": codes}
    return {"index": dict(draw(st.permutations([(code, place) for place, code in enumerate(codes)])))}


@given(documents())
@settings(max_examples=examples(300), deadline=None)
def test_no_value_stands_in_the_wrong_cell(document: dict[str, Any]) -> None:
    data = json.dumps(document).encode()
    assert cells_of(read_jsonstat(data)) == read_slowly(data)
    with patch.multiple(slab, LEAST=1, PIECE=2):
        assert cells_of(read_jsonstat(data)) == read_slowly(data)


@given(st.sampled_from(seeds()), st.lists(st.integers(0, 2**31), min_size=1, max_size=8))
@settings(max_examples=examples(300), deadline=None)
def test_a_broken_document_is_refused_or_still_read_right(seed: bytes, changes: list[int]) -> None:
    for change in changes:
        seed = mutate_tree(seed, change) or seed
    one_input(seed)


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_bytes_that_are_no_document_are_refused(data: bytes) -> None:
    with pytest.raises(InvalidInput):
        read_jsonstat(data)
