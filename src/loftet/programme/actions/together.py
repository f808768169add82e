"""What whoever coordinates does for several municipalities in one go; each then decides for itself."""

from collections.abc import Sequence, Set

from django.db import transaction

from loftet.common.verdicts import demand
from loftet.decisions.actions.matters import Draft, prepare_matter
from loftet.decisions.models import Matter, MatterState
from loftet.people.queries import acting
from loftet.programme.actions.cohorts import draft_of, invite_again
from loftet.programme.actions.participation import Clerk
from loftet.programme.actions.phases import open_phase
from loftet.programme.models import Cohort, Participation
from loftet.programme.rules import may_run, open_to

# The ready text about taking part itself: the matter that it becomes is the one that taking part rests on.
TAKING_PART = "join"


@transaction.atomic
def prepare_for(
    cohort: Cohort, participations: Sequence[Participation], what: Draft | str, *, clerk: Clerk
) -> int:
    """Prepare the same matter for municipalities: a draft, or the key of a ready text; give for how many.

    Where the same waits already, or is being written, nothing is done.

    Raises:
        NotAllowed: when the person may not for one of them.
        Refused: when the draft does not hold together.
    """
    demand(may_run(acting(clerk.by, clerk.today), cohort))
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    waiting, made = _waiting(cohort), 0
    for one in participations:
        demand(open_to(clerk.by, one))
        draft = draft_of(what, cohort, one.organisation) if isinstance(what, str) else what
        if (one.organisation_id, draft.title) in waiting:
            continue
        matter = prepare_matter(
            one.organisation, cohort.lead, draft, by=clerk.by, now=clerk.now, today=clerk.today
        )
        made += 1
        if what == TAKING_PART and one.matter_id is None:
            Participation.objects.filter(pk=one.pk).update(matter=matter)
    return made


def _waiting(cohort: Cohort) -> Set[tuple[int, str]]:
    """Give in which municipality a matter with which title waits, or is being written; one query."""
    rows = Matter.objects.filter(
        organisation__participations__cohort=cohort,
        prepared_by=cohort.lead,
        state__in=(MatterState.PREPARED, MatterState.DRAFT),
    )
    return set(rows.values_list("organisation", "title"))


@transaction.atomic
def open_for(cohort: Cohort, phase: str, participations: Sequence[Participation], *, clerk: Clerk) -> int:
    """Open a phase for some municipalities, or for the whole cohort where none is named.

    Raises:
        OpenAlready: when it is open for one of them; then it is opened for none.
    """
    if not participations:
        open_phase(cohort, phase, "", clerk=clerk)
    for one in participations:
        open_phase(cohort, phase, "", one, clerk=clerk)
    return len(participations)


def remind(cohort: Cohort, participations: Sequence[Participation], *, clerk: Clerk) -> int:
    """Remind those who have decided nothing of the invitation; give how many."""
    done = invite_again(cohort, participations, by=clerk.by, now=clerk.now, today=clerk.today)
    return len(done.new)
