"""Raw files as text, and files that are something else than their name or the recipe says."""

import codecs
import io
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import NoReturn, TextIO

from tqdm import tqdm

from loftet.invalid_input import InvalidInput
from loftet.sources.tables.faults import RecipeFault
from loftet.sources.tables.recipe import FilePart
from loftet.sources.workbook import OLD_EXCEL, ZIP
from loftet.text_files.rows import nearest

EXCEL = (".xlsx", ".xlsm")
FIRST_BYTES = 1024
LARGE = 20_000_000  # bytes; what is smaller is read whole
PIECE = 1 << 20  # bytes read at a time
BEGINNING = 1 << 16  # signs that are looked at for a separator
TOLD_EVERY = 10_000  # lines
PAGE = (b"<!doctype html", b"<html", b"<table", b"<head")
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
ONE_BYTE = ("iso8859-1", "cp1252", "iso8859-15")  # every text can be read in these, also a wrong one
SEPARATORS = (";", "\t", ",", "|")


def is_excel(file: Path) -> bool:
    """Check whether the name of a file says that it is a workbook."""
    return file.suffix.lower() in EXCEL


def demand_true_name(file: Path) -> None:
    """Refuse a file that is something else than its name says; the ending of a name is soon changed."""
    try:
        with file.open("rb") as stream:
            begins = stream.read(FIRST_BYTES)
    except OSError:
        return  # the reader says why
    if begins.startswith(OLD_EXCEL):
        raise InvalidInput.because("the file is an old .xls workbook; save it as .xlsx", file=file)
    if any(sign in begins.lower() for sign in PAGE):
        cause = "the file is a web page; open it in a spreadsheet and save it as .xlsx"
        raise InvalidInput.because(cause, file=file)
    if begins.startswith(ZIP) and OPEN_DOCUMENT in begins:
        cause = (
            "the file is an OpenDocument spreadsheet (.ods); open it in a spreadsheet and save it as .xlsx"
        )
        raise InvalidInput.because(cause, file=file)
    if begins.startswith(ZIP) and not is_excel(file):
        raise InvalidInput.because("the file is an Excel workbook; rename it to .xlsx", file=file)
    if is_excel(file) and begins and not begins.startswith(ZIP) and b"\0" not in begins:
        cause = "the file is no .xlsx workbook; it is a text, so rename it to .csv"
        raise InvalidInput.because(cause, file=file)


def read_raw_text(file: Path, encoding: str) -> str:
    """Read a text in the encoding that the recipe states.

    Raises:
        RecipeFault: when the file is plainly written in another encoding.
        InvalidInput: when it is missing, or holds a byte that the encoding does not have.
    """
    raw = _bytes(file)
    _demand_encoding(file, raw, codecs.lookup(encoding).name, encoding)
    try:
        text = raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].count(b"\n") + 1
        cause = f"the byte {raw[fault.start]:#04x} is not {encoding}; the recipe says encoding = «{encoding}»"
        raise InvalidInput.because(cause, file=file, line=line) from None
    if "\0" in text:
        cause = f"holds a NUL character; is it written in another encoding than «{encoding}»?"
        raise InvalidInput.because(cause, file=file, line=text.count("\n", 0, text.index("\0")) + 1)
    return text


@contextmanager
def opened_text(file: Path, encoding: str) -> Iterator[tuple[str, Iterable[str]]]:
    """Open a text in the encoding that the recipe states, as its beginning and its lines.

    A small text is read whole, and so its beginning is all of it. A large one is checked first and then read
    line by line, with a bar that shows how far.

    Raises:
        RecipeFault: when the file is plainly written in another encoding.
        InvalidInput: when it is missing, or holds a byte that the encoding does not have.
    """
    if not file.is_file() or file.stat().st_size < LARGE or not _is_whole(file, encoding):
        text = read_raw_text(file, encoding)
        yield text, io.StringIO(text, newline="")
        return
    with file.open(encoding=encoding, newline="") as stream:
        begins = stream.read(BEGINNING).removeprefix("\ufeff")
    with (
        file.open(encoding=encoding, newline="") as stream,
        tqdm(
            desc=file.name,
            total=file.stat().st_size,
            unit="B",
            unit_scale=True,
            file=sys.stderr,
            disable=None,
            leave=False,
        ) as bar,
    ):
        yield begins.rpartition("\n")[0] or begins, _lines(stream, bar)


def _lines(stream: TextIO, bar: "tqdm[NoReturn]") -> Iterator[str]:
    """Yield the lines with their ends, without the mark that a file may begin with."""
    lines = list(islice(stream, TOLD_EVERY))
    lines[:1] = [line.removeprefix("\ufeff") for line in lines[:1]]
    while lines:
        yield from lines
        bar.update(stream.buffer.tell() - bar.n)
        lines = list(islice(stream, TOLD_EVERY))


def _is_whole(file: Path, encoding: str) -> bool:
    """Check whether a large file can be read in an encoding, and is plainly in no other.

    What is wrong with one that cannot be is told by `read_raw_text`.
    """
    name = codecs.lookup(encoding).name
    decoders = [codecs.getincrementaldecoder(name)()]
    utf_8 = codecs.getincrementaldecoder("utf-8")() if name in ONE_BYTE else None
    plain = True
    with file.open("rb") as stream:
        while piece := stream.read(PIECE):
            if stream.tell() <= PIECE and piece.startswith(UTF_16) and not name.startswith("utf-16"):
                return False
            try:
                if "\0" in decoders[0].decode(piece, len(piece) < PIECE):
                    return False
            except UnicodeDecodeError:
                return False
            plain = plain and piece.isascii()
            try:
                if utf_8:
                    utf_8.decode(piece, len(piece) < PIECE)
            except UnicodeDecodeError:
                utf_8 = None
    return plain or utf_8 is None


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        neighbours = [other.name for other in file.parent.glob("*")] if file.parent.is_dir() else []
        raise InvalidInput.because(
            f"the file is missing{nearest(file.name, neighbours)}", file=file
        ) from None
    except OSError as fault:
        raise InvalidInput.because(f"the file cannot be read: {fault.strerror}", file=file) from None


def _demand_encoding(file: Path, raw: bytes, name: str, stated: str) -> None:
    real = ""
    if raw.startswith(UTF_16) and not name.startswith("utf-16"):
        real = "utf-16"
    elif name in ONE_BYTE and not raw.isascii() and _is_utf_8(raw):
        real = "utf-8"
    if real:
        cause = f'{file} is written in {real}, not in {stated}; write encoding = "{real}"'
        raise RecipeFault(cause, "encoding")


def _is_utf_8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def demand_separator(file: Path, text: str, part: FilePart) -> None:
    """Refuse a separator that no line of the file has, where all lines have another."""
    lines = [line for line in text.splitlines()[part.skip_rows :] if line.strip()]
    if lines and not part.skip_rows and lines[0].lower().startswith("sep="):
        sign = lines[0][4:5]
        cause = f'{file} begins with the line «{lines[0]}»; write skip_rows = 1 and separator = "{sign}"'
        raise RecipeFault(cause, "skip_rows")
    if not lines or any(part.separator in line for line in lines[: part.header_rows]):
        return
    counts = Counter({sign: sum(sign in line for line in lines) for sign in SEPARATORS})
    sign, count = counts.most_common(1)[0]
    if sign in lines[part.header_rows - 1] and count > len(lines) / 2:
        shown = "\\t" if sign == "\t" else sign
        cause = f"the cells of {file} are separated by «{shown}», not by «{part.separator}»"
        raise RecipeFault(f'{cause}; write separator = "{shown}"', "separator")
