"""A contract, what was promised by a day and whether it held, and the yearly figures of the supplier."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from loftet.agreements.models import Agreement
from loftet.core.records import Record
from loftet.core.values import NAMES, NEEDED_SUM, NOT_NEGATIVE, SUMS, TEXT
from loftet.core.visible import VisibleManager
from loftet.procurement.models import Procurement

FIGURE: dict[str, Any] = NEEDED_SUM | {"validators": [NOT_NEGATIVE]}
NUMBER = RegexValidator(r"^[0-9]{9}$", _("A number in the register of organisations has nine digits."))


class Verdict(models.TextChoices):
    """The answer to whether a promise holds."""

    KEPT = "kept", _("It holds")
    PARTLY = "partly", _("In part")
    BROKEN = "broken", _("It does not hold")


class Contract(Record):
    """The contract of a procurement: with whom, until when, and who follows it up."""

    owner_field = "procurement.lead"
    url_name, url_args = "contract", ("procurement_id",)
    lock_with = ("procurement__lead__place", "procurement__pool", "agreement")
    lock_first = ("procurement",)

    procurement = models.OneToOneField(Procurement, models.PROTECT, related_name="contract")
    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="contract")
    supplier = models.CharField(_("supplier"), max_length=160, validators=NAMES)
    number = models.CharField(_("organisation number"), max_length=9, blank=True, validators=[NUMBER])
    value = models.DecimalField(_("contract value, kr without VAT"), **NEEDED_SUM)
    signed_on = models.DateField(_("signed"))
    begins_on = models.DateField(_("begins"))
    ends_on = models.DateField(_("ends"))
    options_until = models.DateField(_("with all options, until"), null=True, blank=True)
    environment = models.JSONField(_("environment"), default=list, blank=True)
    social = models.JSONField(_("social"), default=list, blank=True)
    innovation = models.JSONField(_("innovation"), default=list, blank=True)
    is_small = models.BooleanField(_("small firm"), null=True, blank=True)
    is_local = models.BooleanField(_("firm of the region"), null=True, blank=True)
    follows = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written = models.DateTimeField()

    objects: ClassVar[VisibleManager[Self]] = VisibleManager()

    class Meta:
        db_table = "procurement_contract"  # where the rows are, from when it was a part of procurement
        verbose_name = _("contract")
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on"), begins_on__gte=F("signed_on")),
                name="contract_days_are_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.procurement.title

    def clean(self) -> None:
        """Refuse days in the wrong order.

        Raises:
            ValidationError: with the field.
        """
        if self.signed_on and self.begins_on and self.begins_on < self.signed_on:
            raise ValidationError({"begins_on": _("It cannot begin before it is signed.")})
        if self.begins_on and self.ends_on and self.ends_on < self.begins_on:
            raise ValidationError({"ends_on": _("It cannot end before it begins.")})
        if self.options_until and self.ends_on and self.options_until < self.ends_on:
            raise ValidationError({"options_until": _("The options cannot end before the contract.")})


class Part(Record):
    """A row of a contract; its actions lock the contract first."""

    owner_field, named_by = "contract.procurement.lead", "contract"
    url_name, url_args = "contract", ("contract.procurement_id",)
    lock_with = ("contract__procurement__lead__place", "contract__procurement__pool")
    lock_first = ("contract",)

    class Meta:
        abstract = True


class Promise(Part):
    """A promise of the supplier by a day: an amount, where it has one, and what was delivered."""

    anchor = "promises"

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="promises")
    promise = models.CharField(_("what was promised"), max_length=200, validators=TEXT)
    amount = models.DecimalField(_("how much"), **SUMS)
    unit = models.CharField(_("unit"), max_length=40, blank=True, validators=NAMES)
    due = models.DateField(_("by"))
    verdict = models.CharField(_("does it hold"), max_length=6, choices=Verdict, blank=True)
    delivered = models.DecimalField(_("delivered"), null=True, blank=True, **FIGURE)
    deviation = models.CharField(_("deviation"), max_length=400, blank=True, validators=TEXT)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "procurement_promise"
        verbose_name = _("promise of a contract")
        ordering = ("due", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="", answered_on=None) | Q(answered_on__isnull=False),
                name="promise_answer_has_its_day",
            )
        ]

    def __str__(self) -> str:
        return self.promise

    def clean(self) -> None:
        """Refuse an amount without a unit, a day before the contract, and a deviation that is not told.

        Raises:
            ValidationError: with the field.
        """
        if self.amount is not None and not self.unit:
            raise ValidationError({"unit": _("Say in which unit the amount is.")})
        if self.due and self.due < self.contract.begins_on:
            raise ValidationError({"due": _("The contract has not begun on that day.")})
        if self.verdict in (Verdict.PARTLY, Verdict.BROKEN) and not self.deviation:
            raise ValidationError({"deviation": _("Say what is missing, and what is done about it.")})


class YearAnswer(Part):
    """The figures of a firm for one year; only sums of three firms or more are shown to others."""

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
        db_table = "procurement_yearanswer"
        verbose_name = _("yearly answer of a supplier")
        ordering = ("-year", "pk")
        constraints = [
            models.UniqueConstraint(fields=("contract", "year"), name="contract_has_one_answer_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.contract}, {self.year}"
