"""What the programme keeps about persons: who invited, who recorded, who ticked off.

It stays when a person is erased, as part of who decided what: the number then leads to nobody. What somebody
noted beside a tick goes.
"""

from collections.abc import Mapping
from datetime import datetime

from loftet.people.kept import Kept, Rows
from loftet.people.models import User
from loftet.programme.models import Baseline, Participation, ParticipationDecision, Reading, Tick

OF = ("participation__organisation__name", "participation__cohort__name")


def invited(user: User) -> Rows:
    """Give whom a person has invited to cohorts."""
    rows = Participation.objects.filter(invited_by=user)
    return list(rows.values("organisation__name", "cohort__name", "invited"))


def decided(user: User) -> Rows:
    """Give what a person has recorded of where municipalities stand."""
    rows = ParticipationDecision.objects.filter(recorded_by=user)
    return list(rows.values(*OF, "state", "decided", "recorded", "acting_for"))


def ticked(user: User) -> Rows:
    """Give what a person has ticked off."""
    return list(Tick.objects.filter(by=user).values(*OF, "run__phase", "item", "done", "note"))


def baselines(user: User) -> Rows:
    """Give where a person has stated that cohorts began."""
    rows = Baseline.objects.filter(recorded_by=user)
    return list(rows.values("cohort__name", "measure", "value", "day", "source", "aim", "aim_by", "recorded"))


def readings(user: User) -> Rows:
    """Give what a person has told that cohorts have reached."""
    rows = Reading.objects.filter(recorded_by=user)
    return list(rows.values("cohort__name", "measure", "value", "day", "source", "recorded"))


def let_go_of_notes(user: User, _now: datetime) -> None:
    """Let go of what a person noted; that it was ticked off stays."""
    Tick.objects.filter(by=user).update(note="")


def stays(_user: User, _now: datetime) -> None:
    """Leave what was done in the name of an organisation."""


KEPT: Mapping[str, Kept] = {
    "cohort_invitations": Kept(invited, stays),
    "participation_decisions": Kept(decided, stays),
    "checklist_ticks": Kept(ticked, let_go_of_notes),
    "baselines": Kept(baselines, stays),
    "readings": Kept(readings, stays),
}
