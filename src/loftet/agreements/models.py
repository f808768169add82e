"""Framework agreements: what a municipality has agreed with a supplier, and until when."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from loftet.core.cpv import cpv_prefix
from loftet.core.records import Record
from loftet.core.values import NAMES, SUMS, TEXT
from loftet.people.models import Organisation


class Per(models.TextChoices):
    """The period that an amount is for."""

    ONCE = "once", _("once")
    YEAR = "year", _("a year")


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Agreements by the day they run out."""

    def with_last_day(self) -> models.QuerySet[Any]:
        """Return them with `last`, as `Agreement.last_day`."""
        return self.annotate(last=Coalesce("options_until", "ends_on"))


class Agreement(Record):
    """An agreement of an organisation that runs out; what is known of it is public."""

    url_name, url_args, anchor = "agreements", (), "avtale-{0.pk}"
    lock_with = ("organisation__place",)

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="agreements")
    title = models.CharField(_("what it is about"), max_length=160, validators=NAMES)
    supplier = models.CharField(_("supplier"), max_length=160, validators=NAMES)
    cpv = models.CharField(_("CPV code"), max_length=8, blank=True, validators=[cpv_prefix])
    volume = models.DecimalField(_("volume a year"), **SUMS)
    unit = models.CharField(_("unit"), max_length=40, blank=True, validators=TEXT)
    ends_on = models.DateField(_("runs out"))
    options_until = models.DateField(_("with all options, until"), null=True, blank=True)
    source = models.CharField(_("where it is written"), max_length=200, validators=TEXT)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        db_table = "needs_agreement"  # where the rows are, from when it was a part of needs
        verbose_name = _("agreement")
        ordering = ("ends_on", "pk")

    def __str__(self) -> str:
        return self.title

    @property
    def last_day(self) -> date:
        """Return the last day on which it can be used."""
        return self.options_until or self.ends_on

    def clean(self) -> None:
        """Refuse options that end before the agreement, and an amount without a unit.

        Raises:
            ValidationError: with the field.
        """
        if self.options_until and self.ends_on and self.options_until < self.ends_on:
            raise ValidationError({"options_until": _("The options cannot end before the agreement.")})
        if self.volume is not None and not self.unit:
            raise ValidationError({"unit": _("Say in which unit the amount is.")})
