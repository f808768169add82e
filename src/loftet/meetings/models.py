"""Events, the teams that register for them with their people, and who was invited by e-mail.

An event is a draft of its organisation, is announced, or is cancelled; that it has been follows from its day.
A person of a team has a place, waits for one, comes digitally, or does not come.
"""

from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.challenges.models import Challenge
from loftet.core.folding import SearchText
from loftet.core.records import Record
from loftet.core.states import StateTag, tag_of
from loftet.core.values import LONG, LONGEST_TEXT, NAMES, TEXT
from loftet.core.visible import VisibleManager
from loftet.meetings.kinds import Kind, kinds
from loftet.needs.models import Need
from loftet.people.models import LANGUAGES, Organisation
from loftet.pools.models import Pool
from loftet.programme.models import Cohort

LONGEST_KNOW, MOST_SEATS = 300, 5_000
SEATS: dict[str, Any] = {
    "null": True,
    "blank": True,
    "validators": [MinValueValidator(1, _("Write a number above 0.")), MaxValueValidator(MOST_SEATS)],
}


class State(models.TextChoices):
    """The state of an event."""

    DRAFT = "draft", _("Draft")
    ANNOUNCED = "announced", _("Planned")
    CANCELLED = "cancelled", _("Cancelled")


TAGS = {
    State.DRAFT: ("review", "pencil"),
    State.ANNOUNCED: ("open", "calendar-event"),
    State.CANCELLED: ("closed", "x"),
}


class Side(models.TextChoices):
    """The group that a team belongs to: for quotas, and for who meets whom."""

    PUBLIC = "public", _("Municipalities and other public bodies")
    MARKET = "market", _("Firms and others that can deliver")


class Way(models.TextChoices):
    """The way in which somebody takes part."""

    PHYSICAL = "physical", _("Comes")
    DIGITAL = "digital", _("Takes part digitally")
    AWAY = "away", _("Does not come")


class Event(Record):
    """A meeting place on a day."""

    hidden_kind = "møte"
    url_name = "event"
    lock_with = ("organisation__place", "cohort__lead")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="events")
    cohort = models.ForeignKey(Cohort, models.PROTECT, null=True, blank=True, related_name="events")
    kind = models.CharField(_("kind"), max_length=30)
    title = models.CharField(_("what it is called"), max_length=160, validators=NAMES)
    about = models.TextField(_("what it is about"), max_length=LONGEST_TEXT, blank=True, validators=LONG)
    day = models.DateField(_("day"))
    begins = models.TimeField(_("begins"))
    ends = models.TimeField(_("ends"))
    where = models.CharField(_("where"), max_length=200, blank=True, validators=TEXT)
    link = models.URLField(_("digital address"), max_length=300, blank=True)
    agenda = models.JSONField(_("agenda"), default=list, blank=True)
    seats = models.PositiveIntegerField(_("places"), **SEATS)
    most_market = models.PositiveIntegerField(_("of them for firms"), **SEATS)
    most_each = models.PositiveIntegerField(_("at most from one organisation"), **SEATS)
    closes = models.DateField(_("register until"))
    needs = models.ManyToManyField(Need, related_name="events", blank=True)
    pools = models.ManyToManyField(Pool, related_name="events", blank=True)
    challenges = models.ManyToManyField(Challenge, related_name="events", blank=True)
    state = models.CharField(
        pgettext_lazy("meeting", "state"), max_length=9, choices=State, default=State.DRAFT
    )
    written = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed = models.DateTimeField()
    announced = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("why"), max_length=300, blank=True, validators=TEXT)
    search_text = SearchText(("title", "about", "where"))

    objects: ClassVar[VisibleManager[Self]] = VisibleManager()

    class Meta:
        verbose_name = pgettext_lazy("meeting place", "meeting")
        ordering = ("day", "begins", "pk")
        indexes = [models.Index(fields=("state", "day"), name="event_is_ahead")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="announced") | Q(announced__isnull=False), name="event_was_announced"
            ),
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="event_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(closes__lte=F("day")), name="event_closes_before_its_day"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_of(self) -> Kind:
        """Return the kind, as the catalogue has it."""
        return kinds()[self.kind]

    def tag_on(self, today: date) -> StateTag:
        """Return its state as pages show it on a day: one that has been held is no longer planned."""
        if self.state == State.ANNOUNCED and self.is_past(today):
            return StateTag("closed", str(_("Has been held")), "check")
        return tag_of(self, TAGS)

    @property
    def is_public(self) -> bool:
        """Check whether others than its own organisation have been told of it."""
        return self.announced is not None

    @property
    def starts_at(self) -> datetime:
        """Return the moment at which it begins."""
        return timezone.make_aware(datetime.combine(self.day, self.begins))

    def is_past(self, today: date) -> bool:
        """Check whether its day has passed."""
        return self.day < today

    def clean(self) -> None:
        """Refuse times and days in the wrong order, a kind that is unknown, and quotas above the places.

        Raises:
            ValidationError: with the field.
        """
        if self.kind not in kinds():
            raise ValidationError({"kind": _("Choose what kind of meeting it is.")})
        if self.begins and self.ends and self.ends <= self.begins:
            raise ValidationError({"ends": _("It ends before it begins.")})
        if self.day and self.closes and self.closes > self.day:
            raise ValidationError(
                {"closes": _("Registration closes on the day of the meeting at the latest.")}
            )
        if self.seats and self.most_market and self.most_market > self.seats:
            raise ValidationError({"most_market": _("There are not so many places.")})


class Team(Record):
    """The registration of an organisation: its people, and the e-mail to which its letters go.

    `organisation` is empty where somebody without an account is registered: by the organiser, or in a market
    dialogue by themselves; `registered_by` is then empty, too.
    """

    named_by = "event"
    url_name, url_args = "event", ("event_id",)
    lock_with = ("event__organisation__place", "event__cohort", "organisation")
    lock_first = ("event",)

    event = models.ForeignKey(Event, models.CASCADE, related_name="teams")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="teams"
    )
    name = models.CharField(_("organisation"), max_length=200, validators=NAMES)
    side = models.CharField(_("group"), max_length=6, choices=Side)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGES)
    away = models.JSONField(default=list, blank=True)  # slots of one-to-one meetings
    registered = models.DateTimeField()
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    changed = models.DateTimeField()

    class Meta:
        verbose_name = _("registration")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("event", "organisation"), name="organisation_registers_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def owner(self) -> Organisation:
        """Return the organisation that registered, or the organiser for it."""
        return self.organisation or self.event.organisation


class Attendee(models.Model):
    """A person of a team. The row's key is the place in the queue.

    `know` is what only the organiser reads; it is removed 14 days after the meeting. A place is held where
    `seated` is set; who comes and has none waits.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="attendees")
    name = models.CharField(_("name"), max_length=120, blank=True, validators=NAMES)
    role = models.CharField(_("role"), max_length=120, blank=True, validators=TEXT)
    way = models.CharField(_("how"), max_length=8, choices=Way, default=Way.PHYSICAL)
    know = models.CharField(
        _("is there something we should know?"), max_length=LONGEST_KNOW, blank=True, validators=TEXT
    )
    seated = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("attendee")
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(seated=None) | Q(way="physical"), name="only_who_comes_has_a_place"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def waits(self) -> bool:
        """Check whether the person waits for a place."""
        return self.way == Way.PHYSICAL and self.seated is None


class OfEvent(Record):
    """A record that belongs to an event."""

    owner_field, named_by = "event.organisation", "event"
    url_name, url_args = "event", ("event_id",)
    lock_with: ClassVar[tuple[str, ...]] = ("event__organisation__place", "event__cohort")

    event: Event
    event_id: int

    class Meta:
        abstract = True


class MailInvitation(models.Model):
    """An e-mail address that was invited to an event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="mail_invitations")
    email = models.EmailField()
    language = models.CharField(max_length=2, choices=LANGUAGES)
    invited = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=("event", "email"), name="address_is_invited_once")]

    def __str__(self) -> str:
        return self.email
