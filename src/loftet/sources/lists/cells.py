"""Cells of lists that come as text: the table of a CSV file, its columns and its numbers."""

from collections.abc import Collection, Iterator, Sequence

from loftet.invalid_input import InvalidInput
from loftet.sources.jsonstat import CellStatus
from loftet.sources.lists.rows import Amount
from loftet.text_files.rows import nearest, numbered_records

MARKS = {"": CellStatus.MISSING.word, ".": CellStatus.NOT_POSSIBLE.word, ":": CellStatus.SUPPRESSED.word}


def rows_of(content: bytes, encodings: Sequence[str]) -> Iterator[list[str]]:
    """Yield the rows of a CSV file, whichever of the separators it has, in the first encoding that fits.

    >>> list(rows_of("kommunenr;år\\n0301;2024\\n".encode("latin-1"), ("utf-8-sig", "latin-1")))
    [['kommunenr', 'år'], ['0301', '2024']]
    """
    text = _decoded(content, encodings)
    separator = max(";,\t", key=text[: text.find("\n")].count)
    yield from (cells for _line, cells in numbered_records(text, "", separator))


def _decoded(content: bytes, encodings: Sequence[str]) -> str:
    for encoding in encodings[:-1]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode(encodings[-1], "replace")


def column(header: Sequence[str], name: str) -> int:
    """Return where a column stands.

    Raises:
        InvalidInput: when it is not there; the nearest name is suggested.
    """
    names = [one.strip() for one in header]
    if name not in names:
        raise InvalidInput.because(f"has no column «{name}»{nearest(name, names)}")
    return names.index(name)


def present(header: Sequence[str], wanted: Collection[str]) -> dict[str, int]:
    """Return where those of the wanted columns stand that are there."""
    names = [one.strip() for one in header]
    return {name: names.index(name) for name in wanted if name in names}


def amount(cell: str, marks: dict[str, str] = MARKS) -> Amount:
    """Return the number of a cell, or the status that its mark stands for.

    >>> amount("1 234,5"), amount(":"), amount("94,2 %")
    (1234.5, 'suppressed', 94.2)
    """
    text = cell.strip().removesuffix("%").strip()
    if text in marks:
        return marks[text]
    try:
        return float(text.replace("\u00a0", "").replace(" ", "").replace(",", "."))
    except ValueError:
        raise InvalidInput.because(f"«{cell}» is not a number") from None
