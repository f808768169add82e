"""Spellings of a place's code in tables: as it is, with a letter before it, or in KOSTRA's way."""

import re
from collections.abc import Iterable

from loftet.geography.place import Kind, Place

# The whole country: in most tables, in KOSTRA, and in 08487, which has `0000` beside `Ialt`.
COUNTRY = ("0", "EAK", "Ialt", "0000")
UNSURE = "0000"  # the country in some tables, what has no place in others: the label decides
COUNTRY_LABEL = re.compile(
    r"(hele |heile )?landet|norge|noreg|norway|i alt|(the )?whole country", re.IGNORECASE
)
FORMS = {
    Kind.MUNICIPALITY: ("{}", "K_{}", "K-{}"),
    Kind.COUNTY: ("{}", "EKA{}", "F_{}", "F-{}"),
}


def printed_forms(place: Place, code: str) -> tuple[str, ...]:
    """Return the ways in which a code of a place may be printed, the usual one first.

    KOSTRA prints the average of a county's municipalities as EKA33 and of all municipalities as EAK.
    """
    if place.kind is Kind.COUNTRY:
        return COUNTRY
    return tuple(form.format(code) for form in FORMS.get(place.kind, ()))


def stands_for_a_place(code: str, label: str) -> bool:
    """Check whether a code is of a place: `0000` is one only where its label says so.

    >>> [stands_for_a_place("0000", label) for label in ("Hele landet", "Uoppgitt")]
    [True, False]
    """
    return code != UNSURE or COUNTRY_LABEL.fullmatch(label.strip()) is not None


def all_printed_forms(places: Iterable[Place]) -> frozenset[str]:
    """Return every form of every code that places have had."""
    return frozenset(
        form
        for place in places
        for code in {dated.code for dated in place.codes}
        for form in printed_forms(place, code)
    )
