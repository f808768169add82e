"""Partnerships and cohorts, phases, who takes part, competence, hours, what the programme measures."""

from loftet.programme.models.calendar import CalendarEntry, EntryKind
from loftet.programme.models.cohorts import Cohort, CohortPartner, Partnership, PartnershipMember, going_on
from loftet.programme.models.competence import Competence, CompetenceKind
from loftet.programme.models.hours import HalfYear, HalfYearHours
from loftet.programme.models.measures import Baseline, Reading
from loftet.programme.models.participation import (
    OUTCOME_OF,
    OUTSIDE,
    Participation,
    ParticipationDecision,
    ParticipationState,
    last_said,
)
from loftet.programme.models.phases import PhaseRun, Tick
