"""Treatments of a matter: told of, talked over, heard about, decided; what was moved and said meanwhile.

«Tar saken til orientering» and «slutter seg til» differ, and neither a talk nor a poll is a decision: which
outcomes a kind of treatment can have is one table, `OUTCOMES_OF`, that the database holds, too.
"""

from collections.abc import Mapping
from datetime import date
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import LONGEST_CASE_TEXT
from loftet.core.records import Record
from loftet.decisions.models.bodies import Body, Meeting
from loftet.decisions.models.matters import Matter


class TreatmentKind(models.TextChoices):
    """The kinds of treatment by a body, or by a director by delegation."""

    ORIENTATION = "orientation", _("orientation")
    DISCUSSION = "discussion", _("discussion")
    HEARING = "hearing", _("hearing")
    POLL = "poll", _("poll")
    DECISION = "decision", _("decision")


class Outcome(models.TextChoices):
    """The outcomes of treatments."""

    NOTED = "noted", _("takes the matter for information")
    DISCUSSED = "discussed", _("discussed")
    ENDORSED = "endorsed", _("endorses the proposal")
    HEARD = "heard", _("gave a statement")
    POLLED = "polled", _("asked, not decided")
    ADOPTED = "adopted", _("adopted as proposed")
    AMENDED = "amended", _("adopted with changes")
    REJECTED = "rejected", _("rejected")  # «ikke vedtatt»: it was not dismissed
    POSTPONED = "postponed", _("postponed")
    SENT_BACK = "sent_back", _("sent back")


OUTCOMES_OF: Mapping[TreatmentKind, tuple[Outcome, ...]] = {
    TreatmentKind.ORIENTATION: (Outcome.NOTED, Outcome.POSTPONED),
    TreatmentKind.DISCUSSION: (Outcome.DISCUSSED, Outcome.ENDORSED, Outcome.POSTPONED, Outcome.SENT_BACK),
    TreatmentKind.HEARING: (Outcome.HEARD, Outcome.POSTPONED),
    TreatmentKind.POLL: (Outcome.POLLED,),
    TreatmentKind.DECISION: (
        Outcome.ADOPTED,
        Outcome.AMENDED,
        Outcome.REJECTED,
        Outcome.ENDORSED,
        Outcome.NOTED,
        Outcome.POSTPONED,
        Outcome.SENT_BACK,
    ),
}
# Only these submit a matter.
DECIDES = frozenset({Outcome.ADOPTED, Outcome.AMENDED, Outcome.REJECTED})
ADOPTS = frozenset({Outcome.ADOPTED, Outcome.AMENDED})
# What a director decides by delegation; a body alone sends a matter back, or takes it for information.
DELEGATED = (Outcome.ADOPTED, Outcome.AMENDED, Outcome.REJECTED, Outcome.POSTPONED)
# In these people vote, and move something else than what is proposed.
VOTED = frozenset({TreatmentKind.DISCUSSION, TreatmentKind.DECISION})


def outcome_fits_kind() -> Q:
    """Return what the database demands: no outcome yet, or one that the kind of treatment can have."""
    fits = (Q(kind=kind, outcome__in=outcomes) for kind, outcomes in OUTCOMES_OF.items())
    return reduce(or_, fits, Q(outcome=""))


class Treatment(Record):
    """A matter before a body, or before a director by delegation; planned until it has an outcome.

    By delegation, `decided_by` is the function that decides («kommunedirektør») and `document` what the
    power rests on. The votes are empty where none were counted. The matter is always locked before its
    treatments, so that two who treat one matter never wait for each other.
    """

    owner_field = "matter.organisation"
    url_name, url_args = "treatment", ("matter_id", "pk")
    lock_with = ("matter__organisation", "matter__prepared_by", "body", "meeting")
    lock_first = ("matter",)
    # Set by a correction: the outcome, and all of what was decided, that stood there before it.
    corrected_from: Outcome | None = None
    decided_before: tuple[object, ...] = ()

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="treatments")
    kind = models.CharField(_("kind"), max_length=12, choices=TreatmentKind)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="treatments")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="treatments")
    decided_by = models.CharField(_("decided by"), max_length=120, blank=True)
    document = models.CharField(_("delegation"), max_length=200, blank=True)
    day = models.DateField(_("day"), null=True, blank=True)
    case_number = models.CharField(_("case number"), max_length=40, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    wording = models.TextField(_("wording"), max_length=LONGEST_CASE_TEXT, blank=True)
    votes_for = models.PositiveSmallIntegerField(_("votes for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("votes against"), null=True, blank=True)
    unanimous = models.BooleanField(_("unanimous"), default=False)
    recorded = models.DateTimeField(_("recorded"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    acting_for = models.CharField(_("on behalf of"), max_length=200)

    class Meta:
        verbose_name = _("treatment")
        verbose_name_plural = _("treatments")
        ordering = (models.F("day").asc(nulls_last=True), "pk")
        constraints = [
            models.CheckConstraint(condition=outcome_fits_kind(), name="outcome_fits_the_kind_of_treatment"),
            models.CheckConstraint(
                condition=Q(body__isnull=False, decided_by="", document="")
                | (Q(body=None, meeting=None, kind="decision") & ~Q(decided_by="") & ~Q(document="")),
                name="treated_by_a_body_or_by_delegation",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", wording="") | (Q(day__isnull=False) & ~Q(outcome="")),
                name="what_has_an_outcome_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=sorted(DECIDES)) | ~Q(wording=""), name="decision_has_a_wording"
            ),
            models.CheckConstraint(
                condition=Q(votes_for=None, votes_against=None)
                | Q(votes_for__isnull=False, votes_against__isnull=False),
                name="both_sides_of_a_vote_are_counted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter}: {self.kind}"

    @property
    def label_in_log(self) -> str:
        """Return what the log calls it."""
        return f"{self.matter.label_in_log} ({self.kind})"

    @property
    def when(self) -> date | None:
        """Return the day on which it was, or for which it is planned."""
        return self.day or (self.meeting.day if self.meeting else None)

    @property
    def decided(self) -> tuple[object, ...]:
        """Return what was decided, when, and by what power: what a receipt is about."""
        return self.outcome, self.wording, self.day, self.decided_by, self.document


class Motion(models.Model):
    """A motion other than the proposal, as the minutes have it: by a party or a person, with its votes."""

    treatment = models.ForeignKey(Treatment, models.CASCADE, related_name="motions")
    moved_by = models.CharField(_("moved by"), max_length=120)
    wording = models.TextField(_("wording"), max_length=LONGEST_CASE_TEXT)
    votes_for = models.PositiveSmallIntegerField(_("votes for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("votes against"), null=True, blank=True)
    adopted = models.BooleanField(_("adopted"), default=False)

    class Meta:
        verbose_name = _("motion")
        verbose_name_plural = _("motions")
        ordering = ("pk",)
        constraints = [models.CheckConstraint(condition=~Q(wording=""), name="motion_says_something")]

    def __str__(self) -> str:
        return f"{self.moved_by}: {self.wording[:60]}"


class Statement(models.Model):
    """A statement that the minutes hold, or that a hearing body gave."""

    treatment = models.ForeignKey(Treatment, models.CASCADE, related_name="statements")
    said_by = models.CharField(_("said by"), max_length=120)
    text = models.TextField(_("statement"), max_length=LONGEST_CASE_TEXT)

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ("pk",)
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="statement_says_something")]

    def __str__(self) -> str:
        return f"{self.said_by}: {self.text[:60]}"
