"""Whom the reader of a letter can ring, or reply to: `core.mail` writes the line and the header."""

from collections.abc import Iterable

from loftet.core.mail import Contact
from loftet.people.models import User


def contact_of(people: Iterable[User]) -> Contact | None:
    """Return the first of some people who can be rung, or else the first; none where all have left."""
    there = [one for one in people if one.is_active]
    found = next((one for one in there if one.telephone), there[0] if there else None)
    return Contact(found.name, found.email, found.telephone) if found else None
