"""The order of rows by a condition: some come first, or last, whatever else they are ordered by.

A condition that holds of no row or of all is a constant, which PostgreSQL takes for the number of a column:
leave it out.
"""

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.expressions import OrderBy


def first(condition: Q) -> OrderBy:
    """Return the order that places rows of which a condition holds before the others."""
    return Case(When(condition, then=Value(0)), default=Value(1), output_field=IntegerField()).asc()


def last(condition: Q) -> OrderBy:
    """Return the order that places rows of which a condition holds after the others."""
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField()).asc()
