"""One-to-one meetings: their frame, who asks whom, and notes of meetings that were released."""

from datetime import date, datetime, time, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.core.values import LONG, LONGEST_TEXT, TEXT
from loftet.meetings.models import Event, OfEvent, Team
from loftet.needs.models import Need
from loftet.people.models import User
from loftet.solutions.models import Solution

MOST_SLOTS, MOST_TABLES, MOST_A_DAY = 24, 40, 6
ANSWER_DAYS = 3  # for answers to wishes, after the last day for asking
MINUTES = [(30, _("30 minutes")), (45, _("45 minutes")), (60, _("60 minutes"))]


class OneToOne(OfEvent):
    """The frame of one-to-one meetings; `seed` decides lots, and is published with the wishes."""

    lock_first = ("event",)  # as a team does: what a team answers and the organiser says come in turn
    url_name = "event_one_to_one"

    event = models.OneToOneField(Event, models.CASCADE, related_name="one_to_one")
    day = models.DateField(_("day"))
    begins = models.TimeField(_("begins"))
    minutes = models.PositiveIntegerField(_("length of a meeting"), choices=MINUTES, default=45)
    gap = models.PositiveIntegerField(
        _("minutes between meetings"), default=15, validators=[MaxValueValidator(60)]
    )
    slots = models.PositiveIntegerField(
        _("meetings after each other"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_SLOTS)],
    )
    tables = models.PositiveIntegerField(
        _("tables"), default=4, validators=[MinValueValidator(1), MaxValueValidator(MOST_TABLES)]
    )
    most = models.PositiveIntegerField(
        _("meetings of a team at most"),
        default=MOST_A_DAY,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_SLOTS)],
    )
    wishes_by = models.DateField(_("firms ask until"))
    guide = models.TextField(
        _("questions of every meeting"), max_length=LONGEST_TEXT, blank=True, validators=LONG
    )
    seed = models.PositiveIntegerField(_("number of the lots"))

    class Meta:
        db_table = "meetings_onetoone"  # where the rows are, from when it was a part of meetings
        verbose_name = pgettext_lazy("of a meeting place", "one-to-one meetings")

    def __str__(self) -> str:
        return f"{self.event_id}"

    @property
    def answers_by(self) -> date:
        """Return the last day for asking, or for answers where wishes are answered."""
        return self.wishes_by + timedelta(days=ANSWER_DAYS if self.event.kind_of.is_matchmaking else 0)

    def time_of(self, slot: int) -> time:
        """Return when a slot begins; slots count from 1."""
        begins = datetime.combine(self.day, self.begins)
        return (begins + timedelta(minutes=(slot - 1) * (self.minutes + self.gap))).time()


class Answer(models.TextChoices):
    """The answer to a wish; `NEVER` is of the organiser: the two must not meet."""

    NONE = "", _("Not answered yet")
    YES = "yes", _("Yes")
    NO = "no", _("No")
    NEVER = "never", _("The two must not meet")


class Wish(models.Model):
    """A firm and a buyer of whom one asks to meet the other, or both do (`is_mutual`).

    In a market dialogue only firms ask, nobody answers, and all wishes weigh the same.
    """

    one_to_one = models.ForeignKey(OneToOne, models.CASCADE, related_name="wishes")
    firm = models.ForeignKey(Team, models.CASCADE, related_name="wishes")
    buyer = models.ForeignKey(Team, models.CASCADE, related_name="asked_by")
    by_buyer = models.BooleanField(default=False)
    is_mutual = models.BooleanField(default=False)
    need = models.ForeignKey(Need, models.SET_NULL, null=True, blank=True, related_name="+")
    solution = models.ForeignKey(Solution, models.SET_NULL, null=True, blank=True, related_name="+")
    answer = models.CharField(max_length=5, choices=Answer, blank=True)
    reason = models.CharField(_("why"), max_length=200, blank=True, validators=TEXT)

    class Meta:
        db_table = "meetings_wish"
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=("firm", "buyer"), name="firm_asks_a_buyer_once")]

    def __str__(self) -> str:
        return f"{self.firm_id}: {self.buyer_id}"

    @property
    def teams(self) -> tuple[Team, Team]:
        """Return the two who would meet."""
        return self.firm, self.buyer

    @property
    def asker(self) -> Team:
        """Return the team that asks."""
        return self.buyer if self.by_buyer else self.firm

    @property
    def asked(self) -> Team:
        """Return the team that is asked."""
        return self.firm if self.by_buyer else self.buyer

    @property
    def about(self) -> str:
        """Return what the two would talk about, if it was said."""
        told = self.need or self.solution
        return told.title if told else ""


class Held(models.TextChoices):
    """The course of a meeting that was offered."""

    HELD = "held", _("It was held")
    NOT_USED = "not_used", _("It was offered, and nobody came")
    DECLINED = "declined", _("The firm declined it")


class Talk(OfEvent):
    """A meeting that was released: its note, confirmed by the firm, and the next step that was agreed."""

    lock_with = (
        "wish__one_to_one__event__organisation__place",
        "wish__one_to_one__event__cohort",
        "wish__firm__organisation",
        "wish__buyer__organisation",
    )
    url_name = "event_one_to_one"

    wish = models.OneToOneField(Wish, models.CASCADE, related_name="talk")
    held = models.CharField(_("was it held?"), max_length=8, choices=Held, default=Held.HELD)
    note = models.TextField(_("what was said"), max_length=LONGEST_TEXT, blank=True, validators=LONG)
    next_step = models.CharField(_("next step"), max_length=200, blank=True, validators=TEXT)
    next_by = models.DateField(_("by which day"), null=True, blank=True)
    written = models.DateTimeField(null=True, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "meetings_talk"
        verbose_name = _("note of a meeting")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.wish_id}"

    @property
    def event(self) -> Event:  # type: ignore[override]
        """Return the meeting place."""
        return self.wish.one_to_one.event

    @property
    def event_id(self) -> int:  # type: ignore[override]
        """Return its key."""
        return self.wish.one_to_one.event_id
