"""Answers of teams after an event: its evaluation in three questions, and the outcome of it later."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.core.values import TEXT
from loftet.meetings.models import Team

LONGEST_ANSWER = 500


class Stage(models.TextChoices):
    """The time after an event."""

    WEEKS = "weeks", _("After two weeks")
    HALF = "half", _("After half a year")
    YEAR = "year", _("After a year")


class Result(models.TextChoices):
    """The outcome of an event for a team."""

    CONTRACT = "contract", _("A contract")
    PILOT = "pilot", _("A pilot")
    CONTACT = "contact", _("Contact, and no more yet")
    NOTHING = "nothing", _("Nothing")


class Evaluation(models.Model):
    """The evaluation of an event by a team: how useful it was, from 1 to 5, and two texts."""

    team = models.OneToOneField(Team, models.CASCADE, related_name="evaluation")
    useful = models.PositiveSmallIntegerField(
        _("how useful was it?"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    learned = models.CharField(max_length=LONGEST_ANSWER, blank=True, validators=TEXT)
    better = models.CharField(max_length=LONGEST_ANSWER, blank=True, validators=TEXT)
    when = models.DateTimeField()

    class Meta:
        db_table = "meetings_evaluation"  # where the rows are, from when it was a part of meetings
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(useful__gte=1, useful__lte=5), name="usefulness_is_from_1_to_5"
            )
        ]

    def __str__(self) -> str:
        return f"{self.team_id}: {self.useful}"


class Outcome(models.Model):
    """The outcome of an event for a team at a stage, and why."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="outcomes")
    stage = models.CharField(max_length=5, choices=Stage)
    result = models.CharField(_("what came of it?"), max_length=8, choices=Result)
    why = models.CharField(_("why?"), max_length=300, blank=True, validators=TEXT)
    when = models.DateTimeField()

    class Meta:
        db_table = "meetings_outcome"
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=("team", "stage"), name="outcome_of_a_stage_once")]

    def __str__(self) -> str:
        return f"{self.team_id}: {self.stage}"
