"""Personal data of the programme: who invited, who recorded, who ticked off, who can what.

It stays when a person is erased, as part of who decided what: the number then leads to nobody. What somebody
noted beside a tick or hours goes, and what somebody can.
"""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from loftet.people.models import User
from loftet.people.personal_data import DataDescription, DataTable, Group, done_table, pointing
from loftet.people.tables import DECIDED
from loftet.programme.models import (
    Baseline,
    Competence,
    HalfYearHours,
    Participation,
    ParticipationDecision,
    Reading,
    Tick,
)

OF = ("participation__organisation__name", "participation__cohort__name")
RESTS_ON = _("so that it can be seen later who recorded what the work of a cohort rests on")
WITH_COHORT = _("with the cohort; of an erased person only the number is left")
STATED = ("cohort__name", "measure", "value", "day", "source")


def erase_notes(user: User, _now: datetime) -> None:
    """Erase what a person noted; that it was ticked off stays."""
    Tick.objects.filter(by=user).update(note="")


def erase_competences(user: User, _now: datetime) -> None:
    """Erase the person: the function stays, without what the person could; what was theirs alone goes."""
    rows = Competence.objects.filter(person=user)
    rows.filter(function="").delete()
    rows.update(person=None, about="")


TABLES: Mapping[str, DataTable] = {
    "cohort_invitations": done_table(
        Participation,
        "invited_by",
        _("Municipalities that you invited to cohorts"),
        RESTS_ON,
        how_long=DECIDED,
        shown=("organisation__name", "cohort__name", "invited"),
        newest="invited",
    ),
    "participation_decisions": done_table(
        ParticipationDecision,
        "recorded_by",
        _("Where municipalities stand, as you recorded it"),
        RESTS_ON,
        how_long=DECIDED,
        shown=(*OF, "state", "decided", "recorded", "acting_for"),
        newest="recorded",
    ),
    "checklist_ticks": done_table(
        Tick,
        "by",
        _("What you ticked off on checklists, and noted"),
        RESTS_ON,
        how_long=_("with the phase; of an erased person the note goes and only the number is left"),
        shown=(*OF, "run__phase", "item", "done", "note"),
        newest="done",
        erase=erase_notes,
    ),
    "baselines": done_table(
        Baseline,
        "recorded_by",
        _("Where cohorts began, as you stated it"),
        RESTS_ON,
        how_long=WITH_COHORT,
        shown=(*STATED, "aim", "aim_by", "recorded"),
        newest="recorded",
    ),
    "readings": done_table(
        Reading,
        "recorded_by",
        _("What cohorts have reached, as you told it"),
        RESTS_ON,
        how_long=WITH_COHORT,
        shown=(*STATED, "recorded"),
        newest="recorded",
    ),
    "competences": DataTable(
        DataDescription(
            Group.WHO,
            _("What you can, on the competence map of your municipality"),
            _("so that municipalities find each other's competence, and can lend it"),
            _(
                "until those with a role there remove it; of an erased person the function stays without what"
                " the person could, or the line goes"
            ),
        ),
        pointing(Competence, "person"),
        shown=("organisation__name", "kind", "function", "about", "can_be_lent"),
        erase=erase_competences,
    ),
    "hours_written": done_table(
        HalfYearHours,
        "recorded_by",
        _("Hours of half-years that you wrote for a municipality"),
        _("so that municipalities know what the work asks of them"),
        how_long=WITH_COHORT,
        shown=("participation__organisation__name", "year", "half", "hours", "recorded"),
        newest="recorded",
    ),
}
