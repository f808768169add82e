"""The forms of what a pool costs: the estimate with the joint cost, and prices of own agreements.

>>> parse_prices("50: 800, Gol 2023\\n200 = 500,5; Ål 2024")
[['50', '800', 'Gol 2023'], ['200', '500.5', 'Ål 2024']]
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import number_field
from loftet.core.forms import RecordForm
from loftet.pools.models import Pool
from loftet.pools.values import price_curve

NUMBER = r"([0-9][0-9 \u00a0]*(?:[.,][0-9]+)?)"
PRICE = re.compile(rf"\s*{NUMBER}\s*[:=;]\s*{NUMBER}\s*[,;:]\s*(\S.*)")
THOUSANDS = re.compile(r"\.[0-9]{3}$")
LONGEST_TOLD = 40


class CostForm(RecordForm[Pool]):
    """The buyers' own estimate, and how the joint cost is shared."""

    least_volume = number_field(_("Smallest volume to go on with"), help_text=_("Everybody reads it."))
    unit_estimate = number_field(
        _("Your own estimate of the unit price, kr"), help_text=_("Without VAT. Everybody reads it.")
    )
    joint_cost = number_field(
        _("Joint cost, kr"), help_text=_("Such as the work with the competition. Only the buyers read it.")
    )

    class Meta:
        model = Pool
        fields = ("least_volume", "unit_estimate", "joint_cost", "cost_rule")
        labels = {"cost_rule": _("How is the joint cost shared?")}


class PricesForm(RecordForm[Pool]):
    """The prices of the buyers' own earlier agreements, a line each."""

    own_prices = forms.CharField(
        label=_("Prices of your own agreements"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "One line for each, the smallest volume first: volume, colon, kroner for each unit without VAT, "
            "comma, and where it is from. Such as 61: 52 000, the agreement of Gol from 2023. Name your own "
            "agreement, not the firm."
        ),
    )

    class Meta:
        model = Pool
        fields = ("own_prices",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["own_prices"] = price_lines(self.instance.own_prices)

    def clean_own_prices(self) -> list[list[str]]:
        """Return the lines as volumes, prices and where they are from."""
        knots = parse_prices(self.cleaned_data["own_prices"])
        price_curve(knots)
        return knots

    def values_of(self, record: Pool) -> dict[str, Any]:
        """Return what is stored, with the lines as they are written."""
        return {**super().values_of(record), "own_prices": price_lines(record.own_prices)}


def price_lines(knots: list[list[str]]) -> str:
    """Return prices as people write them."""
    return "\n".join(f"{one}: {price}".replace(".", ",") + f", {source}" for one, price, source in knots)


def parse_prices(text: str) -> list[list[str]]:
    """Return volume, unit price and source of each line.

    Raises:
        ValidationError: with the first line that is not such.
    """
    knots = []
    for line in filter(str.strip, text.splitlines()):
        found = PRICE.fullmatch(line)
        if found is None:
            raise ValidationError(
                _(
                    "«%(line)s» is not a volume, a price and where it is from, such as "
                    "50: 800, the agreement from 2023."
                ),
                params={"line": line.strip()[:LONGEST_TOLD]},
            )
        knots.append([_plain(found[1]), _plain(found[2]), found[3].strip()])
    return knots


def _plain(number: str) -> str:
    """Return a number as it is stored; a point before three digits may be of thousands or of decimals.

    Raises:
        ValidationError: where it may be either.
    """
    if THOUSANDS.search(number):
        raise ValidationError(
            _(
                "«%(number)s» may be thousands or decimals. Write 1000 without a point, and decimals with a "
                "comma."
            ),
            params={"number": number[:LONGEST_TOLD]},
        )
    return re.sub(r"\s", "", number).replace(",", ".")
