"""Notes to a person on how a file is read: what was taken for what, and what may be wrong with it."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from loftet.core.words import Words
from loftet.own_data.choices import EACH, LAST, MEAN, SUM, WHOLE, Choices, PlaceWords, Table, cell_of
from loftet.own_data.proposal import categories, numeric_columns, years_above
from loftet.own_data.reading import Reading
from loftet.sources.tables.read import SheetRow, text_of
from loftet.ui.templatetags.loftet import number

SHOWN = 6
THREE_DIGITS = re.compile(r"^[-−–]?[1-9]\d{0,2}[.,]\d{3}$", re.ASCII)
MONTHS_IN_WORDS: dict[str, Words] = {
    LAST: gettext_lazy("a column for each month: the last month of the year"),
    MEAN: gettext_lazy("a column for each month: the mean of the year"),
    SUM: gettext_lazy("a column for each month: the sum of the year"),
    EACH: gettext_lazy("a column for each month: each of them"),
}
Fact = tuple[str, Words]


def facts(table: Table, choices: Choices, reading: Reading) -> Iterator[Fact]:
    """Yield what was read as sheet, header, municipality, year and figure, each with where it stands."""
    if sheet := table.layout.sheet:
        yield _("Sheet"), sheet
    if table.block:
        yield _("Table"), str(table.block)
    header = _("line %(line)d") % {"line": choices.header} if table.header else _("none")
    yield _("Header"), header
    whole = _("none: all rows are about the municipality")
    yield _("Municipality"), whole if choices.place == WHOLE else table.label(int(choices.place))
    if choices.is_across:
        measure = choices.measure.strip(" :,-–")
        yield (
            _("Year"),
            _("in the header, behind «%(words)s»") % {"words": measure} if measure else _("in the header"),
        )
    elif choices.year:
        yield _("Year"), _("%(year)s for the whole file") % {"year": choices.year}
    elif choices.period:
        yield _("Year"), table.label(int(choices.period))
    if choices.months:
        yield _("Figure"), MONTHS_IN_WORDS[choices.months]
    elif choices.value and not choices.is_across:
        yield _("Figure"), table.label(int(choices.value))
    if reading.unit:
        yield _("Unit behind the numbers"), reading.unit
    if choices.only:
        column, _sign, word = choices.only.partition("=")
        yield _("Rows that count"), f"{table.label(int(column))}: {word}"


def doubts(name: str, table: Table, choices: Choices, words: PlaceWords, reading: Reading) -> Iterator[str]:
    """Yield what a person should look at before the figures are kept; `name` is that of the file."""
    if not table.rows:
        return
    yield from _sheets(table)
    yield from _hidden(table, choices)
    yield from _other_tables(table)
    if not choices.is_whole:
        return
    rows = table.own(choices, words)
    yield from _of_another(name, table, choices, words)
    yield from _other_names(table, choices, words)
    yield from _earlier_codes(table, choices, words)
    yield from _other_years(table, choices)
    yield from _rows_not_taken(table, choices, words)
    yield from _columns_not_read(table, choices, rows)
    yield from _thousands(reading)
    yield from _units(reading)
    yield from _months(reading)
    yield from _years_ahead(reading)


def _sheets(table: Table) -> Iterator[str]:
    if hidden := table.layout.hidden:
        yield _("Hidden sheets are not read: %(sheets)s.") % {"sheets": _quoted(hidden)}
    if others := table.layout.others:
        yield _("Other sheets are not read: %(sheets)s.") % {"sheets": _quoted(others)}


def _other_tables(table: Table) -> Iterator[str]:
    if table.block:
        others = ", ".join(str(one) for one in table.blocks if one is not table.block)
        yield _("Other tables on the sheet are not read: %(cells)s.") % {"cells": others}


def _hidden(table: Table, choices: Choices) -> Iterator[str]:
    hidden = [n for n in table.columns if n in table.layout.columns]
    used = {one for one in (choices.place, choices.period, choices.value) if one.isdigit()}
    across = table.figure_columns(choices)
    read = [n for n in hidden if str(n) in used or n in across]
    if read:
        yield _("Hidden in the file, and read: %(columns)s.") % {"columns": _columns(table, read)}
    if rest := [n for n in hidden if n not in read]:
        yield _("Hidden in the file, and not read: %(columns)s.") % {"columns": _columns(table, rest)}
    lines = [row.line for row in table.body if (table.sheet(row), row.line) in table.layout.rows]
    if lines:
        yield ngettext(
            "%(count)d row is hidden in the file, and is read as the others: line %(lines)s.",
            "%(count)d rows are hidden in the file, and are read as the others: line %(lines)s.",
            len(lines),
        ) % {"count": len(lines), "lines": ", ".join(map(str, lines[:SHOWN]))}


def _of_another(name: str, table: Table, choices: Choices, words: PlaceWords) -> Iterator[str]:
    """Yield where a file, a sheet, a title or a heading names another municipality, and no column one."""
    if choices.value.isdigit() and words.is_other(table.name(int(choices.value))):
        yield _("The column of the figures is called %(column)s, which is another municipality.") % {
            "column": table.label(int(choices.value))
        }
    if choices.place != WHOLE:
        return
    file = Path(name).stem.replace("_", " ").replace("-", " ")
    texts = (file, table.layout.sheet, *chain.from_iterable(table.above))
    for text in texts:
        parts = text.split()
        named = next((part for part in (text, *parts) if words.is_other(part.strip(" ,.:;()"))), "")
        if named and not any(words.match(part.strip(" ,.:;()")) for part in parts):
            yield _(
                "«%(text)s» names another municipality, and no column says which rows are of your own."
            ) % {"text": text[:60]}


def _other_names(table: Table, choices: Choices, words: PlaceWords) -> Iterator[str]:
    """Yield where a second column of places says another municipality than the one that is read."""
    if choices.place == WHOLE:
        return
    place = int(choices.place)
    for column in table.columns:
        cells = [(row, cell_of(row, place), cell_of(row, column)) for row in table.body]
        cells = [one for one in cells if "" not in one[1:]]
        if column == place or not any(words.match(cell) for _row, _own, cell in cells):
            continue
        wrong = [row.line for row, own, cell in cells if words.match(own) != words.match(cell)]
        if wrong:
            yield ngettext(
                "In %(count)d row %(first)s and %(second)s are of different municipalities: line %(lines)s.",
                "In %(count)d rows %(first)s and %(second)s are of different municipalities: line %(lines)s.",
                len(wrong),
            ) % {
                "count": len(wrong),
                "first": table.label(place),
                "second": table.label(column),
                "lines": ", ".join(map(str, wrong[:SHOWN])),
            }


def _earlier_codes(table: Table, choices: Choices, words: PlaceWords) -> Iterator[str]:
    """Yield the rows under codes of before those that are known: the area may have been another."""
    if choices.place == WHOLE:
        return
    cells = dict.fromkeys(text_of(cell) for cell in table.cells(int(choices.place)) if words.is_earlier(cell))
    if cells:
        yield _("Rows under earlier codes are not read: %(rows)s.") % {"rows": _quoted(list(cells))}


def _other_years(table: Table, choices: Choices) -> Iterator[str]:
    """Yield the years above the rows that are not the one chosen for the whole file."""
    others = sorted(years_above(table) - {choices.year[:4]}) if choices.year else []
    if others:
        yield _("All figures are put under %(year)s, and the file also says %(others)s.") % {
            "year": choices.year,
            "others": ", ".join(others),
        }


def _rows_not_taken(table: Table, choices: Choices, words: PlaceWords) -> Iterator[str]:
    """Yield which other rows of the municipality there are where a word keeps some of them."""
    if not choices.only:
        return
    number, _sign, chosen = choices.only.partition("=")
    rows = table.own(choices.with_all_rows(), words)
    parts = categories(table, rows, choices).get(int(number), ())
    if others := [word for word in parts if word != chosen]:
        yield _("Of %(column)s only «%(chosen)s» is read; there is also %(others)s.") % {
            "column": table.label(int(number)),
            "chosen": chosen,
            "others": _quoted(others),
        }


def _columns_not_read(table: Table, choices: Choices, rows: Sequence[SheetRow]) -> Iterator[str]:
    """Yield the columns of numbers that are seen and not read: another measure, or a change."""
    taken = {int(one) for one in (choices.place, choices.period, choices.value) if one.isdigit()}
    across = table.figure_columns(choices)
    others = numeric_columns(table, rows, {*taken, *across})
    filled = [
        n for n in others if any(cell != "" for cell in table.cells(n, rows)) and not _is_code(table, n)
    ]
    if filled:
        yield _(
            "Other columns of numbers are not read: %(columns)s. Send the file once more for each that you "
            "need."
        ) % {"columns": _columns(table, filled)}


def _thousands(reading: Reading) -> Iterator[str]:
    """Yield a sign that may stand between thousands or before decimals: three digits follow it everywhere."""
    signed = [one for one in reading.figures if "." in one.raw or "," in one.raw]
    if signed and all(THREE_DIGITS.match(one.raw) for one in signed):
        one, value = signed[0], signed[0].value or 0
        yield _("«%(raw)s» is read as %(number)s. Is that right? Else choose how decimals are written.") % {
            "raw": one.raw,
            "number": number(float(value), 0 if value == int(value) else 3),
        }


def _units(reading: Reading) -> Iterator[str]:
    """Yield how many numbers have no unit behind them where others have one."""
    numbers = [one for one in reading.figures if reading.unit and one.value is not None]
    bare = [one for one in numbers if not one.raw.casefold().rstrip(".").endswith(reading.unit.casefold())]
    if bare:
        yield ngettext(
            "%(count)d number has no «%(unit)s» behind it, as the others have: line %(lines)s.",
            "%(count)d numbers have no «%(unit)s» behind them, as the others have: line %(lines)s.",
            len(bare),
        ) % {
            "count": len(bare),
            "unit": reading.unit,
            "lines": ", ".join(str(one.line) for one in bare[:SHOWN]),
        }


def _months(reading: Reading) -> Iterator[str]:
    if reading.lacking:
        years = ", ".join(reading.lacking)
        yield _("%(years)s lacks figures of some months, and is left out.") % {"years": years}


def _years_ahead(reading: Reading) -> Iterator[str]:
    """Yield the years that have not come yet."""
    now = timezone.localdate().year
    ahead = sorted({one.period for one in reading.figures if one.year > now})
    if ahead:
        yield _("%(years)s has not come yet.") % {"years": ", ".join(ahead[:SHOWN])}


def _is_code(table: Table, column: int) -> bool:
    """Check whether a column orders or names rows, and so measures nothing."""
    name = table.name(column).casefold()
    return name.startswith("sort") or name.rstrip(".").endswith(("nr", "nummer", "kode", "code", "id"))


def _columns(table: Table, columns: Sequence[int]) -> str:
    return ", ".join(table.label(n) for n in columns[:SHOWN])


def _quoted(words: Sequence[str]) -> str:
    more = f" … ({len(words)})" if len(words) > SHOWN else ""
    return ", ".join(f"«{word}»" for word in words[:SHOWN]) + more
