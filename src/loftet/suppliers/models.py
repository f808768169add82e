"""Suppliers as the registers know them: who a firm is, and who has shown that it stands behind it.

A supplier is unconfirmed until somebody has shown that; until then nobody else reads anything of it.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.core.records import Record
from loftet.core.values import NAMES, TEXT
from loftet.people.models import Organisation, OrganisationKind

# Who is added by the operator is known; others show who they are.
IS_CONFIRMED_FIRST = (OrganisationKind.SUPPLIER, OrganisationKind.RESEARCH, OrganisationKind.VOLUNTARY)


class Standing(models.TextChoices):
    """The state of a supplier's profile."""

    UNCONFIRMED = "unconfirmed", _("Not confirmed")
    CONFIRMED = "confirmed", _("Confirmed")
    CLOSED = "closed", pgettext_lazy("supplier", "Closed")


class Means(models.TextChoices):
    """The ways in which a firm has been confirmed."""

    EMAIL = "email", _("by a code sent to the address in Enhetsregisteret")
    FACILITATOR = "facilitator", _("by a facilitator of the region")
    LETTER = "letter", _("by its answer to a letter, after a call with a coordinator")


class Trouble(models.TextChoices):
    """The reasons of Enhetsregisteret that keep an organisation from new work."""

    DELETED = "deleted", _("It is removed from Enhetsregisteret.")
    BANKRUPT = "bankrupt", _("Enhetsregisteret says that it is bankrupt.")
    FORCED = "forced", _("Enhetsregisteret says that it is being dissolved by force.")
    WINDING_UP = "winding_up", _("Enhetsregisteret says that it is being wound up.")


class Supplier(Record):
    """The profile of an organisation that offers solutions: who a register says that it is, and when."""

    url_name, url_args = "supplier", ("organisation.slug",)
    lock_with = ("organisation__place",)

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="supplier")
    country = models.CharField(_("country"), max_length=60, blank=True, validators=NAMES)
    register = models.CharField(_("register"), max_length=120, blank=True, validators=NAMES)
    number = models.CharField(_("number there"), max_length=40, validators=NAMES)
    snapshot = models.JSONField(default=dict, blank=True)
    activity = models.CharField(_("industry code"), max_length=10, blank=True)
    trouble = models.CharField(max_length=10, choices=Trouble, blank=True)
    looked_up = models.DateTimeField(null=True, blank=True)
    about = models.CharField(_("about us"), max_length=600, blank=True, validators=TEXT)
    contact = models.CharField(_("contact"), max_length=200, blank=True, validators=NAMES)
    state = models.CharField(
        pgettext_lazy("supplier", "state"), max_length=11, choices=Standing, default=Standing.UNCONFIRMED
    )
    means = models.CharField(max_length=11, choices=Means, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True, validators=TEXT)
    confirmed = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    code_word = models.CharField(max_length=64, blank=True)
    code_sent = models.DateTimeField(null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    dispute = models.CharField(_("what is said"), max_length=600, blank=True, validators=TEXT)
    disputed = models.DateTimeField(null=True, blank=True)
    disputed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_up = models.DateTimeField()
    signed_up_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        db_table = "solutions_supplier"  # of the app that it was once a part of
        verbose_name = _("supplier")
        ordering = ("organisation__name",)
        indexes = [models.Index(fields=("state", "trouble"), name="supplier_is_shown")]
        constraints = [
            models.UniqueConstraint(
                fields=("country", "register", "number"), name="one_supplier_of_a_number"
            ),
            models.CheckConstraint(
                condition=Q(country="", register="") | (~Q(country="") & ~Q(register="")),
                name="foreign_supplier_has_a_register",
            ),
            models.CheckConstraint(
                condition=Q(state="confirmed", confirmed__isnull=False) & ~Q(means="")
                | ~Q(state="confirmed") & Q(confirmed=None, means=""),
                name="confirmed_supplier_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name

    @property
    def is_foreign(self) -> bool:
        """Check whether another country's register knows it."""
        return self.country != ""

    @property
    def is_shown(self) -> bool:
        """Check whether everybody may read of it."""
        return self.state == Standing.CONFIRMED and not self.trouble

    @property
    def email(self) -> str:
        """Return the address that Enhetsregisteret has."""
        return str(self.snapshot.get("email", ""))
