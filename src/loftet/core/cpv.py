"""CPV codes, which say what is bought: the check of one, which are alike, and the filter of lists."""

import re
from collections.abc import Iterable

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

CPV = re.compile(r"[0-9]{2,8}")
CPV_ALIKE = 4  # digits of a CPV code that are the same kind of thing


def cpv_prefix(text: str) -> None:
    """Refuse what is not the beginning of a CPV code.

    Raises:
        ValidationError: when it is not two to eight digits.
    """
    if not CPV.fullmatch(text):
        raise ValidationError(_("A CPV code has two to eight digits, such as 45232."))


def beginnings(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the first digits of codes that are long enough to say what is bought.

    >>> beginnings(["45232150", "4523", "45"])
    ('4523',)
    """
    return tuple(sorted({one[:CPV_ALIKE] for one in codes if len(one) >= CPV_ALIKE}))


def are_alike(first: str, second: str) -> bool:
    """Check whether two codes name the same kind of thing.

    >>> are_alike("45232150", "45231000"), are_alike("45232150", "4523"), are_alike("45", "45")
    (True, True, False)
    """
    return len(first) >= CPV_ALIKE and first[:CPV_ALIKE] == second[:CPV_ALIKE]


class CpvFilter(django_filters.CharFilter):
    """Keep rows whose CPV code begins so."""

    def __init__(self, field: str = "cpv", lookup: str = "startswith") -> None:
        widget = forms.TextInput(attrs={"size": 8})
        super().__init__(field, lookup, label=_("CPV code"), max_length=8, widget=widget)
