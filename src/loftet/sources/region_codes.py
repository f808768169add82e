"""Spellings of a place's code in tables: as it is, with a letter before it, or in KOSTRA's way."""

from collections.abc import Iterable

from loftet.geography.place import Kind, Place

COUNTRY = ("0", "EAK")  # the whole country: in most tables, and in KOSTRA
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


def all_printed_forms(places: Iterable[Place]) -> frozenset[str]:
    """Return every form of every code that places have had."""
    return frozenset(
        form
        for place in places
        for code in {dated.code for dated in place.codes}
        for form in printed_forms(place, code)
    )
