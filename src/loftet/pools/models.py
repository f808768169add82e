"""Pools, what they ask for, and the pledges of municipalities.

A pool is being agreed on in a region, is open to be read by everybody, is frozen when the purchase is
announced, or has ended. No price of a firm is kept: `own_prices` are those of the buyers' earlier agreements.
"""

from typing import ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.challenges.models import Challenge
from loftet.core.cpv import cpv_prefix
from loftet.core.folding import SearchText
from loftet.core.records import Record
from loftet.core.states import StateTag, tag_of
from loftet.core.values import NAMES, NEEDED_SUM, SUMS, TEXT, plain_text
from loftet.core.visible import VisibleManager
from loftet.needs.models import Need
from loftet.openness.journal import Journal
from loftet.people.models import Organisation
from loftet.places.models import Place
from loftet.pools.values import price_curve

LONGEST_SPECIFICATION = 6_000


class State(models.TextChoices):
    """The state of a pool."""

    PROPOSED = "proposed", _("Being agreed on")
    OPEN = "open", pgettext_lazy("pool", "Open")
    FROZEN = "frozen", _("Frozen")
    ENDED = "ended", _("Ended")


TAGS = {  # a key of the states of needs, and an icon
    State.PROPOSED: ("review", "pencil"),
    State.OPEN: ("open", "current-location"),
    State.FROZEN: ("closed", "lock"),
    State.ENDED: ("closed", "check"),
}


class Kind(models.TextChoices):
    """The kind of purchase, which decides the thresholds."""

    GOODS = "goods_services", _("Goods or services")
    WORKS = "works", _("Building and construction")
    SPECIAL = "special_services", _("Health, social and special services")
    UTILITIES = "utilities", _("Water, energy and transport supply")


class CostRule(models.TextChoices):
    """The rule by which the members share the joint cost; the keys are those of the method."""

    EQUAL = "equal_and_inhabitants", _("Half in equal parts, half by inhabitants")
    VOLUME = "volume", _("By volume")


class Certainty(models.TextChoices):
    """The certainty of a pledge; a later one is firmer."""

    INTERESTED = "interested", _("interested")
    INTENTION = "intention", _("intention")
    COMMITTED = "committed", _("committed")


CERTAINTIES = tuple(Certainty)


class Pool(Record):
    """A purchase that several municipalities want to make together."""

    owner_field, hidden_kind = "lead", "felles innkjøp"
    url_name = "pool"
    lock_with = ("lead__place", "region", "challenge")

    lead = models.ForeignKey(Organisation, models.PROTECT, related_name="pools_led")
    region = models.ForeignKey(Place, models.PROTECT, related_name="pools")
    title = models.CharField(_("what is bought together"), max_length=160, validators=NAMES)
    unit = models.CharField(_("unit"), max_length=40, validators=NAMES)
    kind = models.CharField(_("kind of purchase"), max_length=16, choices=Kind, default=Kind.GOODS)
    cpv = models.CharField(_("CPV code"), max_length=8, blank=True, validators=[cpv_prefix])
    challenge = models.ForeignKey(Challenge, models.PROTECT, null=True, blank=True, related_name="pools")
    needs = models.ManyToManyField(Need, related_name="pools", blank=True)
    least_volume = models.DecimalField(_("goes ahead from"), **SUMS)
    unit_estimate = models.DecimalField(_("our own estimate of the unit price, kr"), **SUMS)
    joint_cost = models.DecimalField(_("joint cost, kr"), **SUMS)
    cost_rule = models.CharField(
        _("rule for the joint cost"), max_length=21, choices=CostRule, default=CostRule.EQUAL
    )
    journal = models.CharField(_("journal"), max_length=10, choices=Journal, blank=True)
    journal_case = models.CharField(_("case number"), max_length=60, blank=True, validators=TEXT)
    hidden_basis = models.CharField(_("legal basis of what is hidden"), max_length=40, blank=True)
    joins_until = models.DateField(_("join until"))
    own_prices = models.JSONField(
        _("prices of the buyers' own agreements"), default=list, blank=True, validators=[price_curve]
    )
    notice = models.CharField(pgettext_lazy("Doffin", "notice"), max_length=120, blank=True, validators=TEXT)
    state = models.CharField(
        pgettext_lazy("pool", "state"), max_length=8, choices=State, default=State.PROPOSED
    )
    written = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened = models.DateTimeField(null=True, blank=True)
    frozen = models.DateTimeField(null=True, blank=True)
    search_text = SearchText(("title",))

    objects: ClassVar[VisibleManager[Self]] = VisibleManager()

    class Meta:
        verbose_name = _("pool")
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(state="frozen", frozen__isnull=False, opened__isnull=False)
                | Q(state="ended")
                | Q(state="open", opened__isnull=False, frozen=None)
                | Q(state="proposed", opened=None, frozen=None),
                name="pool_state_has_its_day",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Check whether everybody may read of it."""
        return self.opened is not None

    @property
    def tag(self) -> StateTag:
        """Return its state as pages show it."""
        return tag_of(self, TAGS)


class Specification(models.Model):
    """A version of what the members ask for together; the newest one counts, and the earlier ones stay."""

    pool = models.ForeignKey(Pool, models.CASCADE, related_name="specifications")
    number = models.PositiveIntegerField()
    text = models.TextField(
        _("what we ask for together"),
        max_length=LONGEST_SPECIFICATION,
        validators=[MaxLengthValidator(LONGEST_SPECIFICATION), plain_text],
    )
    when = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=("pool", "number"), name="specification_has_a_number")]

    def __str__(self) -> str:
        return f"{self.pool_id}: {self.number}"


class Pledge(Record):
    """The part of an organisation in a pool: how much, when, and how certain. A withdrawn one stays."""

    named_by = "pool"
    url_name, url_args = "pool", ("pool_id",)
    lock_with = ("pool__lead", "organisation__place")
    lock_first = ("pool",)

    pool = models.ForeignKey(Pool, models.CASCADE, related_name="pledges")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="pledges")
    amount = models.DecimalField(_("volume for the whole term"), **NEEDED_SUM)
    earliest = models.DateField(_("earliest"))
    latest = models.DateField(_("latest"))
    certainty = models.CharField(
        _("how certain"), max_length=10, choices=Certainty, default=Certainty.INTERESTED
    )
    alone_unit_price = models.DecimalField(_("what we pay for each unit today, kr"), **SUMS)
    max_value = models.DecimalField(_("maximum value, kr"), **SUMS)
    authority = models.CharField(_("signed authority"), max_length=120, blank=True, validators=TEXT)
    authority_limit = models.DecimalField(_("the authority holds up to, kr"), **SUMS)
    pledged = models.DateTimeField()
    pledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("pledge")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("pool", "organisation"), name="one_pledge_for_an_organisation"),
            models.CheckConstraint(
                condition=~Q(certainty="committed") | ~Q(authority="") & Q(max_value__isnull=False),
                name="committed_pledge_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name

    def clean(self) -> None:
        """Refuse days in the wrong order, and a commitment that is not within signed authority.

        Raises:
            ValidationError: with the field.
        """
        if self.earliest and self.latest and self.latest < self.earliest:
            raise ValidationError({"latest": _("The latest day cannot come before the earliest.")})
        if self.certainty != Certainty.COMMITTED:
            return
        if not self.authority:
            raise ValidationError({"authority": _("Say in which case the signed authority is.")})
        if self.max_value is None:
            raise ValidationError({"max_value": _("Say what the purchase may cost you at most.")})
        if self.authority_limit is None or self.authority_limit < self.max_value:
            raise ValidationError(
                {"authority_limit": _("The authority must hold for the maximum value, or more.")}
            )


class PledgeChange(models.Model):
    """A pledge as it was from a moment on; without a certainty it is withdrawn."""

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="changes")
    when = models.DateTimeField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    certainty = models.CharField(max_length=10, choices=Certainty, blank=True)

    class Meta:
        ordering = ("when", "pk")

    def __str__(self) -> str:
        return f"{self.pledge_id}: {self.certainty}"
