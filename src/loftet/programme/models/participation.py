"""Participation: each municipality decides for itself, and every decision is dated and its own."""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import attrgetter, or_
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import LONGEST_CASE_TEXT
from loftet.core.records import Owned
from loftet.decisions.models import ADOPTS, DECIDES, Matter, Outcome, Treatment
from loftet.people.models import Organisation
from loftet.programme.models.cohorts import Cohort


class ParticipationState(models.TextChoices):
    """The standing of a municipality; one that has decided nothing has not considered it."""

    NOT_CONSIDERED = "not_considered", _("not considered")
    POSTPONED = "postponed", _("postponed")
    SENT_BACK = "sent_back", _("sent back")
    TAKES_PART = "takes_part", _("takes part")
    DOES_NOT = "does_not", _("does not take part")
    WITHDREW = "withdrew", _("withdrew")


# Which outcomes of a treatment each state can rest on. Taking a matter for information is none of them.
OUTCOME_OF: Mapping[ParticipationState, frozenset[Outcome]] = {
    ParticipationState.POSTPONED: frozenset({Outcome.POSTPONED}),
    ParticipationState.SENT_BACK: frozenset({Outcome.SENT_BACK}),
    ParticipationState.TAKES_PART: ADOPTS,
    ParticipationState.DOES_NOT: DECIDES,
    ParticipationState.WITHDREW: ADOPTS,
}

# Where a municipality that has been invited stands when it is no longer asked for anything.
OUTSIDE = frozenset({ParticipationState.DOES_NOT, ParticipationState.WITHDREW})


class Participation(Owned, models.Model):
    """A municipality that was invited to a cohort. Where it stands is its newest decision.

    Its anchor in the top management, its business adviser and its procurement officer are those who have
    these roles on the day.
    """

    # What rules of actions on it read.
    lock_with = (
        *("cohort__lead", "cohort__partnership", "cohort__region"),
        *("organisation__place", "matter"),
    )

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="participations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="participations")
    invited = models.DateTimeField(_("invited"))
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="participations")

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ("organisation__name",)
        constraints = [
            models.UniqueConstraint(fields=("cohort", "organisation"), name="invited_to_a_cohort_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.cohort}"

    def get_absolute_url(self) -> str:
        """Return the address of the municipality's own page in the cohort."""
        return reverse("participation", args=[self.cohort.slug, self.organisation.slug])


class DecisionQuerySet(models.QuerySet["ParticipationDecision"]):
    """Decisions, and which of them count: the one place that says so, for lists and for pages."""

    def weighed(self) -> Self:
        """Add to each decision whether it `holds` and whether it `counts`.

        It holds while the outcome of its treatment still allows its state: an outcome can be corrected, and
        this row stays as it was. It counts if it holds and nothing was said later of the same treatment.
        """
        allowed = (Q(state=state, treatment__outcome__in=outcomes) for state, outcomes in OUTCOME_OF.items())
        later = ParticipationDecision.objects.filter(
            participation=OuterRef("participation"), treatment=OuterRef("treatment"), pk__gt=OuterRef("pk")
        )
        holds = Case(When(reduce(or_, allowed), then=True), default=False)
        return self.annotate(holds=holds, counts=Case(When(Exists(later), then=False), default=holds))

    def counting(self) -> Self:
        """Return the decisions that count."""
        return self.weighed().filter(counts=True)


class ParticipationDecision(models.Model):
    """The decision of a municipality on its participation, on which day, by which treatment of its matter.

    What an outcome means can be amended: the newest row of a treatment counts, the others stay. `outcome`
    and `wording` are what the treatment said then; rows from before these were kept have no outcome.
    `holds` and `counts` are known of rows that were `weighed()`, `standing` on its page.
    """

    holds: bool
    counts: bool
    standing: Any

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="decisions")
    state = models.CharField(_("state"), max_length=15, choices=ParticipationState)
    decided = models.DateField(_("decided"))
    treatment = models.ForeignKey(Treatment, models.PROTECT, related_name="participation_decisions")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    wording = models.TextField(_("wording"), max_length=LONGEST_CASE_TEXT, blank=True)
    recorded = models.DateTimeField(_("recorded"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    acting_for = models.CharField(_("on behalf of"), max_length=200)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision on participation")
        verbose_name_plural = _("decisions on participation")
        ordering = ("decided", "recorded", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="not_considered"), name="nobody_decides_not_to_have_considered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation}: {self.state}, {self.decided:%Y-%m-%d}"

    @property
    def text(self) -> str:
        """Return what was decided, in the words of the treatment as it was then."""
        return self.wording if self.outcome else self.treatment.wording

    @property
    def is_corrected(self) -> bool:
        """Check whether its treatment says something else since, so that what it means is asked again."""
        now = self.treatment
        then = (self.outcome, self.wording, self.decided)
        return bool(self.outcome) and then != (now.outcome, now.wording, now.day)


def last_said(rows: Iterable[ParticipationDecision], treatment: Treatment) -> ParticipationDecision | None:
    """Return what was said last of what a treatment means, if anything was."""
    return max((row for row in rows if row.treatment_id == treatment.pk), key=attrgetter("pk"), default=None)
