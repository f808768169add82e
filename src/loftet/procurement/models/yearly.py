"""Yearly figures of a supplier: three about the year before, confirmed by the buyer."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.core.records import Record
from loftet.procurement.models.contracts import Contract

FIGURE: dict[str, Any] = {
    "max_digits": 14,
    "decimal_places": 2,
    "validators": [MinValueValidator(Decimal(0), _("Write 0, or a number above it."))],
}


class YearAnswer(Record):
    """The figures of a firm for one year; only sums of three firms or more are shown to others."""

    owner_field, named_by = "contract.procurement.lead", "contract"
    url_name, url_args = "contract", ("contract.procurement_id",)
    lock_with = ("contract__procurement__lead__place", "contract__procurement__pool")
    lock_first = ("contract",)

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField(_("year"))
    # That of the contract when they were told; without one they are in no sum.
    number = models.CharField(_("organisation number"), max_length=40, blank=True, editable=False)
    turnover = models.DecimalField(_("sold to municipalities of the programme, kr"), **FIGURE)
    jobs = models.DecimalField(_("jobs, full-time equivalents"), **FIGURE)
    abroad = models.DecimalField(_("sold abroad since the contract, kr"), **FIGURE)
    told = models.DateTimeField()
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("yearly answer of a supplier")
        ordering = ("-year", "pk")
        constraints = [
            models.UniqueConstraint(fields=("contract", "year"), name="contract_has_one_answer_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.contract}, {self.year}"
