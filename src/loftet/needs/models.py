"""Needs, what was changed in them after they were shared, and who wants a second reader.

A need is a draft, waits for a reader, is open, or is closed. `audience` says who reads an open one. What it
was made from stays: a challenge of the region, a figure of an edition, an agreement, another need.
"""

from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.agreements.models import Agreement, Per
from loftet.challenges.models import Challenge
from loftet.core.expiry import ExpiringRecord
from loftet.core.folding import SearchText
from loftet.core.records import Record
from loftet.core.values import LONG, LONGEST_TEXT, NAMES, SUMS, TEXT
from loftet.core.visible import VisibleManager
from loftet.openness.journal import Journal
from loftet.openness.legal_bases import is_basis
from loftet.people.models import Organisation
from loftet.status.goal_fields import TaggedRecord

STANDS_FOR = timedelta(days=182)  # an open need that nobody renews runs out


class State(models.TextChoices):
    """The state of a need."""

    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("Waits for a reader")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class Audience(models.TextChoices):
    """The readers of a need that is open; a later one is wider."""

    OWN = "own", _("Our own organisation")
    REGION = "region", _("The municipalities of the region")
    PUBLIC = "public", _("Everybody")


class Way(models.TextChoices):
    """The answer to the first question: is it a purchase at all?"""

    UNKNOWN = "unknown", _("We do not know yet")
    PURCHASE = "purchase", _("A purchase")
    STAFF = "staff", _("Our own staff can do it")
    PARTNERSHIP = "partnership", _("A partnership with other municipalities or research")
    GRANT = "grant", _("A grant that others apply for")
    VOLUNTARY = "voluntary", _("The voluntary sector")
    RESERVED = "reserved", _("A contract reserved for non-profit or sheltered suppliers")


class Outcome(models.TextChoices):
    """The outcome of a need."""

    BOUGHT = "bought", _("It was bought")
    SOLVED = "solved", _("It was solved without a purchase")
    TOGETHER = "together", _("It became part of a shared need")
    NO_ANSWER = "no_answer", _("Nobody could solve it")
    GONE = "gone", _("The need is no longer there")


class Need(TaggedRecord, ExpiringRecord):
    """Something that a municipality wants to become different: the situation today, and the wished effect."""

    hidden_kind = "behov"
    url_name = "need"
    lock_with = ("organisation__place", "challenge", "agreement", "derived_from")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="needs")
    title = models.CharField(_("the need in one sentence"), max_length=160, validators=NAMES)
    way = models.CharField(_("way"), max_length=12, choices=Way, default=Way.UNKNOWN)
    problem = models.TextField(_("today"), max_length=LONGEST_TEXT, blank=True, validators=LONG)
    effect = models.TextField(_("wished effect"), max_length=LONGEST_TEXT, blank=True, validators=LONG)
    users = models.CharField(_("who notices it"), max_length=300, blank=True, validators=TEXT)
    constraints = models.TextField(
        _("what must not change"), max_length=LONGEST_TEXT, blank=True, validators=LONG
    )
    measure = models.CharField(_("measured as"), max_length=120, blank=True, validators=TEXT)
    value = models.DecimalField(_("today"), max_digits=16, decimal_places=4, null=True, blank=True)
    wished = models.DecimalField(_("wished"), max_digits=16, decimal_places=4, null=True, blank=True)
    volume = models.DecimalField(_("volume"), **SUMS)
    unit = models.CharField(_("unit"), max_length=40, blank=True, validators=NAMES)
    per = models.CharField(_("how often"), max_length=4, choices=Per, default=Per.ONCE)
    needed_by = models.DateField(_("needed by"), null=True, blank=True)
    ready_only = models.BooleanField(_("only what is ready to be used"), default=False)
    budget = models.DecimalField(_("budget frame, kr"), **SUMS)
    budget_hidden = models.BooleanField(_("the budget frame is not public"), default=False)
    budget_basis = models.CharField(_("legal basis"), max_length=40, blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True, validators=NAMES)
    audience = models.CharField(_("who reads it"), max_length=6, choices=Audience, default=Audience.OWN)
    expires_on = models.DateField(_("runs out"), null=True, blank=True)
    state = models.CharField(pgettext_lazy("need", "state"), max_length=6, choices=State, default=State.DRAFT)
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome, blank=True)
    outcome_text = models.CharField(_("what came of it"), max_length=400, blank=True, validators=TEXT)
    journal = models.CharField(_("journal"), max_length=10, choices=Journal, blank=True)
    journal_case = models.CharField(_("case number"), max_length=60, blank=True, validators=TEXT)
    challenge = models.ForeignKey(Challenge, models.PROTECT, null=True, blank=True, related_name="needs")
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True, related_name="needs")
    derived_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="derived")
    indicator = models.CharField(max_length=80, blank=True)
    edition = models.CharField(max_length=40, blank=True)
    written = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    shared = models.DateTimeField(null=True, blank=True)
    search_text = SearchText(("title", "problem", "effect"))

    objects: ClassVar[VisibleManager[Self]] = VisibleManager()

    class Meta:
        verbose_name = _("need")
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=("state", "audience"), name="need_is_read"),
            models.Index(fields=("organisation", "state"), name="need_of_organisation"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="open") | Q(expires_on__isnull=False, shared__isnull=False),
                name="open_need_runs_out",
            ),
            models.CheckConstraint(
                condition=Q(state="closed") & ~Q(outcome="") | ~Q(state="closed") & Q(outcome=""),
                name="closed_need_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(budget_hidden=False) | ~Q(budget_basis=""), name="hidden_budget_has_its_ground"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Check whether everybody may read it."""
        return self.shared is not None and self.audience == Audience.PUBLIC

    @property
    def is_shared_with_others(self) -> bool:
        """Check whether others than its own organisation may read it."""
        return self.shared is not None and self.audience != Audience.OWN

    def clean(self) -> None:
        """Refuse an amount without a unit, a value without a measure, a hidden sum without a ground.

        Raises:
            ValidationError: with the field.
        """
        if self.volume is not None and not self.unit:
            raise ValidationError({"unit": _("Say in which unit the volume is.")})
        if (self.value is not None or self.wished is not None) and not self.measure:
            raise ValidationError({"measure": _("Say what is measured.")})
        if self.budget_hidden and not is_basis(self.budget_basis):
            raise ValidationError(
                {"budget_basis": _("Choose the paragraph by which the budget frame is withheld.")}
            )


class NeedChange(models.Model):
    """A change of a need after it was shared; `before` holds the earlier texts, never a budget."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()
    fields = models.JSONField()
    before = models.JSONField(default=dict)
    when = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=("need", "number"), name="need_change_has_a_number")]

    def __str__(self) -> str:
        return f"{self.need_id}: {self.number}"

    @property
    def names(self) -> list[str]:
        """Return what the fields that were changed are called."""
        return [name_of(field) for field in self.fields]

    @property
    def texts_before(self) -> list[tuple[str, str]]:
        """Return the earlier texts, each with what its field is called."""
        return [(name_of(field), _shown(field, text)) for field, text in self.before.items()]


def name_of(field: str) -> str:
    """Return what a field of a need is called."""
    return str(Need._meta.get_field(field).verbose_name)  # type: ignore[union-attr]


def _shown(field: str, text: str) -> str:
    """Return an earlier value of a field as pages show it: 38, not the 38.00 that it was kept as."""
    if not text or not isinstance(Need._meta.get_field(field), models.DecimalField):
        return text
    return floatformat(text, "-2g")


class ReviewSetting(Record):
    """The choice to have a second reader before a need is shared; without a row there is none."""

    url_name, url_args = "organisation", ("organisation.slug",)

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="need_review")
    wants_reader = models.BooleanField(
        _("a second person reads each need before it is shared"), default=False
    )

    def __str__(self) -> str:
        return self.organisation.name
