"""Units that stand behind the numbers in their own cells, as in «2 200,5 kr»."""

import re
from collections.abc import Iterable

# Words that are no unit are left alone: «5 år» and «2 barn» are ages and sizes of households.
UNITS = (
    *("kr", "kroner", "nok", "mill", "mill. kr", "mill kr", "millioner kroner", "millionar kroner"),
    *("kg", "gram", "tonn", "liter", "km", "m2", "m²", "m3", "m³", "km2", "km²", "daa", "dekar", "ha"),
    *("kwh", "mwh", "gwh", "twh", "prosent", "pst", "poeng", "stk", "timer", "timar"),
    *("personer", "personar", "innbyggere", "innbyggjarar", "årsverk", "dager", "dagar"),
)
NUMBER = r"[+]?[-−–]?\d[\d .,]*"
WITH_UNIT = re.compile(
    rf"^{NUMBER}\s*(?P<unit>(?:{'|'.join(sorted(map(re.escape, UNITS), key=len, reverse=True))})\.?)$",
    re.IGNORECASE,
)
WITH_WORDS = re.compile(rf"^{NUMBER}\s*(?P<words>[^\W\d_][^\d]*[²³]?)$")


def units_behind(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the unit behind numbers in each way that it is printed; nothing for none or several units.

    >>> units_behind(["2 200,5 kr", "12 Kr.", ":"]), units_behind(["5 kr", "2 mill. kr"])
    (('Kr.', 'kr'), ())
    """
    found = {match["unit"] for text in texts if (match := WITH_UNIT.match(text))}
    return tuple(sorted(found)) if len({one.casefold().rstrip(".") for one in found}) == 1 else ()


def words_behind(text: str) -> str:
    """Return the words that stand behind a number, unit or not.

    >>> words_behind("12 plasser"), words_behind("12,5"), words_behind("16–17 år")
    ('plasser', '', '')
    """
    match = WITH_WORDS.match(text)
    return match["words"].strip() if match else ""
