"""The array of values is cut out of a document only where nothing else can be meant by it."""

from unittest.mock import patch

import pytest

from loftet.invalid_input import InvalidInput
from loftet.sources.jsonstat import read_jsonstat, slab
from loftet.sources.jsonstat.slab import cut_values

HEAD = b'{"id": ["a"], "size": [3], "dimension": {"a": {"category": {"index": ["x", "y", "z"]}}}, '


@pytest.fixture(autouse=True)
def short_pieces() -> object:
    with patch.multiple(slab, LEAST=1, PIECE=3):
        yield


def test_numbers_and_nulls_are_cut_out_in_pieces() -> None:
    cut = cut_values(HEAD + b'"value": [1.5, null,-3e2]}')
    assert cut is not None
    assert str(cut.numbers.tolist()) == "[1.5, nan, -300.0]"
    assert cut.rest == HEAD + f'"value": ["{cut.token}"]}}'.encode()


@pytest.mark.parametrize(
    "values",
    [
        b'"value": [1, ":", 3]',  # a sign
        b'"value": [1, true, 3]',
        b'"value": [1, [2], 3]',
        b'"value": [1, 2, 3,]',  # no JSON
        b'"value": [1,, 3]',
        b'"value": [1, 2 3]',
        b'"value": [01, 2, 3]',
        b'"value": [1, NaN, 3]',
        b'"value": []',
        b'"value": {"0": 1}',
        b'"value": [1, 2, 3], "extension": {"value": [4]}',  # which one?
        b'"\\"value": [1, 2, 3]',  # the end of another key
        b'"value": [1, 2, 3',
    ],
)
def test_what_is_not_plain_is_left_to_the_plain_way(values: bytes) -> None:
    cut = cut_values(HEAD + values + b"}")
    assert cut is None or cut.token not in str(read_whole(HEAD + values + b"}"))


def read_whole(data: bytes) -> object:
    """Read a document, or give the refusal."""
    try:
        return read_jsonstat(data).values.tolist()
    except InvalidInput as refused:
        return str(refused)


def test_an_array_that_is_not_the_tables_own_is_not_taken_for_it() -> None:
    document = HEAD + b'"v\\u0061lue": [1, 2, 3], "extension": {"value": [7, 8, 9]}}'
    assert read_jsonstat(document).values.tolist() == [1, 2, 3]


def test_a_fault_elsewhere_is_told_with_its_place_in_the_document_itself() -> None:
    before = HEAD + b'"value": [1, 2, 3], '
    with pytest.raises(InvalidInput, match=rf"line 1, column {len(before) + 1}\)"):
        read_jsonstat(before + b"nonsense}")
