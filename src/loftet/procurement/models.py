"""A procurement, the other buyers of it, and contacts that firms made after it was announced.

What the rules demand is not kept: it is computed of the facts when it is shown, by the rows of that day.
"""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Protocol, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.core.cpv import cpv_prefix
from loftet.core.folding import SearchText
from loftet.core.records import Record
from loftet.core.states import StateTag, tag_of
from loftet.core.values import LONG, LONGEST_TEXT, NAMES, NEEDED_SUM, NOT_NEGATIVE, SUMS, TEXT, plain_text
from loftet.core.visible import VisibleManager
from loftet.needs.models import Need
from loftet.people.models import Organisation
from loftet.pools.models import Pool

LONGEST_SPECIFICATION = 6_000
MONTHS = [MinValueValidator(1, _("Write a number above 0.")), MaxValueValidator(360)]


class Kind(models.TextChoices):
    """The kind of purchase; the keys are those of the rules."""

    GOODS = "goods", _("Goods")
    SERVICES = "services", _("Services")
    WORKS = "works", _("Building and construction")
    SPECIAL = "special_services", _("Special services")
    HEALTH = "health_social", _("Health and social services")
    RESEARCH = "rd", _("Research and development")


class Activity(models.TextChoices):
    """The activity that a purchase serves: of all but the first, utilities' rules hold."""

    OWN = "own", _("None of these")
    WATER = "water", _("Drinking water")
    SEWAGE = "sewage", _("Sewage, where the owner has drinking water, too")
    HEAT = "heat", _("Heat, gas or electricity")
    TRANSPORT = "transport", _("A transport network that the public travels with")


class State(models.TextChoices):
    """The state of a procurement."""

    PREPARED = "prepared", _("Being prepared")
    ANNOUNCED = "announced", pgettext_lazy("procurement", "Announced")
    SIGNED = "signed", _("Under contract")
    STOPPED = "stopped", pgettext_lazy("procurement", "Cancelled")


TAGS = {  # a key of the states of needs, and an icon
    State.PREPARED: ("review", "pencil"),
    State.ANNOUNCED: ("open", "lock"),
    State.SIGNED: ("open", "check"),
    State.STOPPED: ("closed", "x"),
}


class ClimateMode(models.TextChoices):
    """A way to meet the climate rule; which are open on a day is said by the rules."""

    WEIGHTED = "weighted", _("Climate and environment weigh at least 30 %")
    PRIORITY = "priority_order", _("Among the three criteria that weigh most")
    REQUIREMENTS = "requirements", _("Requirements instead of a criterion")
    COMBINATION = "combination", _("Requirements and a criterion together")
    INSIGNIFICANT = "insignificant", _("Exempt: footprint and burden are insignificant")
    CRITICAL = "critical_interest", _("Exempt: health, safety or preparedness")
    MINIMUM = "national_minimum", _("Exempt: the law sets minimum requirements already")


class Borne(models.TextChoices):
    """The answer to who has the benefit of research, and who pays for it."""

    BUYER = "buyer", _("All of it the buyer")
    SHARED = "shared", _("Shared with others")


class SignedContract(Protocol):
    """The contract of a procurement, as far as its pages tell of it; it is kept by a later app."""

    supplier: str
    value: Decimal
    signed_on: date
    ends_on: date

    @property
    def owner(self) -> Organisation:
        """Return the buyer that leads."""

    def get_absolute_url(self) -> str:
        """Return the address of its page."""


class Procurement(Record):
    """A purchase of one buyer, or of several that one leads: prepared, announced, and then under contract."""

    owner_field, hidden_kind = "lead", "anskaffelse"
    url_name = "procurement"
    lock_with = ("lead__place", "need", "pool")

    lead = models.ForeignKey(Organisation, models.PROTECT, related_name="procurements_led")
    need = models.ForeignKey(Need, models.PROTECT, null=True, blank=True, related_name="procurements")
    pool = models.ForeignKey(Pool, models.PROTECT, null=True, blank=True, related_name="procurements")
    title = models.CharField(_("what is bought"), max_length=160, validators=NAMES)
    activity = models.CharField(_("what it serves"), max_length=9, choices=Activity, blank=True)
    kind = models.CharField(_("kind of purchase"), max_length=16, choices=Kind, default=Kind.GOODS)
    cpv = models.CharField(_("CPV code"), max_length=8, blank=True, validators=[cpv_prefix])
    value = models.DecimalField(_("own share, kr without VAT"), **NEEDED_SUM)
    options = models.DecimalField(
        _("options, kr"), default=0, **(NEEDED_SUM | {"validators": [NOT_NEGATIVE]})
    )
    max_value = models.DecimalField(_("maximum value, kr"), **SUMS)
    lots = models.JSONField(_("lots"), default=list, blank=True)  # name and sum of each, as texts
    undivided = models.CharField(_("why it is not divided"), max_length=400, blank=True, validators=TEXT)
    planned_on = models.DateField(_("announced, or the first firm asked"))
    framework = models.BooleanField(_("framework agreement"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(
        _("months with options"), null=True, blank=True, validators=MONTHS
    )
    apprentices = models.BooleanField(_("hours for apprentices"), null=True, blank=True)
    reserved = models.BooleanField(_("reserved"), default=False)
    benefit = models.CharField(_("benefit"), max_length=6, choices=Borne, blank=True)
    payment = models.CharField(_("payment"), max_length=6, choices=Borne, blank=True)
    situation = models.TextField(_("today"), max_length=LONGEST_TEXT, blank=True, validators=LONG)
    effect = models.TextField(_("wanted effect"), max_length=LONGEST_TEXT, blank=True, validators=LONG)
    specification = models.TextField(
        _("functions"),
        max_length=LONGEST_SPECIFICATION,
        blank=True,
        validators=[MaxLengthValidator(LONGEST_SPECIFICATION), plain_text],
    )
    wanted = models.JSONField(_("what is wanted"), default=dict, blank=True)  # answers by question
    procedure = models.CharField(_("procedure"), max_length=20, blank=True)
    why = models.TextField(_("why this way"), max_length=LONGEST_TEXT, blank=True, validators=LONG)
    criteria = models.JSONField(_("award criteria"), default=list, blank=True)
    mode = models.CharField(_("climate choice"), max_length=20, choices=ClimateMode, blank=True)
    requirements = models.TextField(
        _("climate requirements"), max_length=LONGEST_TEXT, blank=True, validators=LONG
    )
    justification = models.TextField(_("justification"), max_length=LONGEST_TEXT, blank=True, validators=LONG)
    climate_effect = models.CharField(_("effect on climate"), max_length=300, blank=True, validators=TEXT)
    steps = models.JSONField(_("steps"), default=dict, blank=True)
    notice = models.CharField(_("number on Doffin"), max_length=40, blank=True, validators=TEXT)
    tool = models.URLField(_("address of the competition"), max_length=300, blank=True)
    state = models.CharField(
        pgettext_lazy("procurement", "state"), max_length=9, choices=State, default=State.PREPARED
    )
    written = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    announced = models.DateField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("why it was cancelled"), max_length=400, blank=True, validators=TEXT)
    search_text = SearchText(("title",))

    objects: ClassVar[VisibleManager[Self]] = VisibleManager()

    class Meta:
        verbose_name = _("procurement")
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=("lead", "planned_on"), name="procurement_of_lead"),
            models.Index(fields=("state", "planned_on"), name="procurement_is_listed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="prepared", announced=None, ended=None)
                | Q(state__in=("announced", "signed"), announced__isnull=False, ended=None)
                | Q(state="stopped", ended__isnull=False),
                name="procurement_state_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(value__gt=0, options__gte=0), name="procurement_value_is_above_0"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Check whether everybody may read that it is under way."""
        return self.announced is not None

    @property
    def tag(self) -> StateTag:
        """Return its state as pages show it."""
        return tag_of(self, TAGS)

    @property
    def signed_contract(self) -> SignedContract | None:
        """Return its contract; None before one is written."""
        return getattr(self, "contract", None)

    @property
    def day(self) -> date:
        """Return the day by whose rules it is checked: of the announcement, or as planned."""
        return self.announced or self.planned_on

    @property
    def buyers(self) -> list[Organisation]:
        """Return who buys: the one that leads first."""
        return [self.lead, *(one.organisation for one in self.shares.all())]

    @property
    def total(self) -> Decimal:
        """Return the value with options and the shares of all buyers."""
        return self.value + self.options + sum((one.value for one in self.shares.all()), Decimal(0))


class Part(Record):
    """A row of a procurement; its actions lock the procurement first."""

    owner_field, named_by = "procurement.lead", "procurement"
    url_name, url_args = "procurement", ("procurement_id",)
    lock_with = ("procurement__lead__place", "procurement__pool")
    lock_first = ("procurement",)

    class Meta:
        abstract = True


class Share(Part):
    """The share of another buyer; an option counts as much as what is binding."""

    anchor = "value"

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="shares")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="procurement_shares")
    value = models.DecimalField(_("its share, kr without VAT"), **NEEDED_SUM)
    binding = models.BooleanField(_("binding"), default=True)

    class Meta:
        verbose_name = _("share of a procurement")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("procurement", "organisation"), name="buyer_has_one_share")
        ]

    def __str__(self) -> str:
        return self.organisation.name

    def clean(self) -> None:
        """Refuse the buyer that leads, and one that is there already.

        Raises:
            ValidationError: with the field.
        """
        if self.organisation_id is None:
            return
        same = Share.objects.filter(procurement=self.procurement_id, organisation=self.organisation_id)
        if self.organisation_id == self.procurement.lead_id or same.exclude(pk=self.pk).exists():
            raise ValidationError({"organisation": _("It is among the buyers already.")})


class Contact(Part):
    """A contact that a firm made after the announcement, outside of the tender tool."""

    anchor = "contacts"

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="contacts")
    day = models.DateField(_("day"))
    who = models.CharField(_("which firm"), max_length=160, validators=NAMES)
    what = models.CharField(_("what it was about"), max_length=400, validators=TEXT)
    answer = models.CharField(_("how it was handled"), max_length=400, validators=TEXT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("contact after the announcement")
        ordering = ("day", "pk")

    def __str__(self) -> str:
        return self.who
