"""Matches of needs and solutions, what both sides answer, the vectors of texts, and draws of suppliers.

A match is found by the worker, and is no decision of anybody. It is shown where both its need and its
solution are open to the reader. One that is answered stays for evaluation when it is found no more.
"""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.core.records import Owned, Record
from loftet.core.values import TEXT
from loftet.core.visible import VisibleManager
from loftet.needs.models import Need
from loftet.people.models import Organisation
from loftet.solutions.models import Solution

LONGEST_QUOTE = 200


class Band(models.TextChoices):
    """The strength of a match in words: no page shows the score itself.

    Rows are ordered by it, the strongest last in the alphabet.
    """

    GOOD = "good", _("Fits well")
    DOUBTFUL = "doubtful", _("Doubtful")


class Side(models.TextChoices):
    """The two sides of a match."""

    NEED = "need", _("the buyer")
    SOLUTION = "solution", _("the supplier")


class Verdict(models.TextChoices):
    """The answers to a match."""

    INTERESTING = "interesting", _("Interesting")
    NO = "no", _("Not for us")
    KNOWN = "known", _("Known before")


class Why(models.TextChoices):
    """The reasons of «not for us»."""

    OTHER_THING = "other", _("It is about something else")
    SIZE = "size", _("The size does not fit")
    EVIDENCE = "evidence", _("It is too little tried")
    PRICE = "price", _("It costs too much, or pays too little")
    TIME = "time", _("The time does not fit")
    DONE = "done", _("It is solved already")


class ReadText(models.Model):
    """A need or a solution as matching has read it: of which version, by which language model.

    `vectors` are those of the model, packed (`loftet.matches.vectors`); without a model there are none. With
    a `fault`, the kind of an error, it could not be read: it has no matches until it is tried again.
    """

    need = models.OneToOneField(Need, models.CASCADE, null=True, related_name="match_text")
    solution = models.OneToOneField(Solution, models.CASCADE, null=True, related_name="match_text")
    version = models.PositiveIntegerField()
    model = models.CharField(max_length=60, blank=True)
    vectors = models.BinaryField(null=True)
    fault = models.CharField(max_length=80, blank=True)
    read = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(need=None, solution__isnull=False) | Q(need__isnull=False, solution=None),
                name="read_text_is_of_one_side",
            )
        ]

    def __str__(self) -> str:
        return f"{self.need_id or self.solution_id}: {self.version}"


class Match(Record):
    """A solution that may answer a need: the sentences that made it, what both are about, how well it fits.

    `parts` are the named parts of the score; `subjects` what both are about, in each language; `shared` the
    words of each quote that say the same. `stands` is false when it is found no more.
    """

    owner_field = "need.organisation"
    url_name = "match"
    lock_with = ("need__organisation__place", "solution__organisation")

    need = models.ForeignKey(Need, models.CASCADE, related_name="matches")
    solution = models.ForeignKey(Solution, models.CASCADE, related_name="matches")
    score = models.FloatField()
    band = models.CharField(max_length=8, choices=Band)
    parts = models.JSONField(default=dict)
    model = models.CharField(max_length=60, blank=True)
    need_quote = models.CharField(max_length=LONGEST_QUOTE)
    solution_quote = models.CharField(max_length=LONGEST_QUOTE)
    subjects = models.JSONField(default=list)
    shared = models.JSONField(default=list)
    need_version = models.PositiveIntegerField()
    solution_version = models.PositiveIntegerField()
    stands = models.BooleanField(default=True)
    found = models.DateTimeField()

    objects: ClassVar[VisibleManager[Self]] = VisibleManager()

    class Meta:
        verbose_name = _("match")
        ordering = ("-band", "-score", "solution")  # those that fit well first
        indexes = [
            models.Index(fields=("need", "stands", "score"), name="match_of_need"),
            models.Index(fields=("solution", "stands", "score"), name="match_of_solution"),
        ]
        constraints = [models.UniqueConstraint(fields=("need", "solution"), name="match_of_two_once")]

    def __str__(self) -> str:
        return f"{self.need} – {self.solution}"

    @property
    def label_in_log(self) -> str:
        """Return what logs and notices call it."""
        return f"{self.need.label_in_log} – {self.solution.label_in_log}"

    @property
    def is_of_these_texts(self) -> bool:
        """Check whether both texts still read as when it was found; else its quotes are not shown."""
        found = (self.need_version, self.solution_version)
        return found == (self.need.version, self.solution.version)

    def side(self, side: str) -> Any:
        """Return the need or the solution."""
        return self.need if side == Side.NEED else self.solution


class MatchAnswer(Owned, models.Model):
    """The answer of a side to a match; the other side is told of «interesting» alone.

    `was` is the answer before it, while it is answered; it is not stored.
    """

    named_by = "match"

    was = ""

    match = models.ForeignKey(Match, models.PROTECT, related_name="answers")
    side = models.CharField(max_length=8, choices=Side)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    answer = models.CharField(_("answer"), max_length=11, choices=Verdict)
    why = models.CharField(pgettext_lazy("match", "why"), max_length=8, choices=Why, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True, validators=TEXT)
    when = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("match", "side"), name="match_is_answered_once_a_side"),
            models.CheckConstraint(
                condition=~Q(answer="no") | ~Q(why=""),
                name="match_no_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.match_id}: {self.answer}"


class Draw(Owned, models.Model):
    """Three suppliers drawn for a small purchase: once a need, so that nobody draws until a friend comes up.

    Who knows `seed` and `listed` draws the same (`loftet.matches.drawing`).
    """

    owner_field, named_by = "need.organisation", "need"

    need = models.OneToOneField(Need, models.PROTECT, related_name="draw")
    seed = models.CharField(max_length=32)
    listed = models.JSONField()
    drawn = models.JSONField()
    when = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.need_id}: {self.seed}"
