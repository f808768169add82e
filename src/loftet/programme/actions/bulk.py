"""What whoever coordinates does for several municipalities in one go; each then decides for itself."""

from collections.abc import Iterable, Sequence, Set

from django.db import transaction

from loftet.core.verdicts import demand
from loftet.decisions.actions.matters import Draft, prepare_matters
from loftet.decisions.models import Matter, MatterState
from loftet.people.queries import permissions_at
from loftet.programme.actions.cohorts import draft_of, invite_again
from loftet.programme.actions.participation import Clerk
from loftet.programme.actions.phases import open_phases
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
        InvalidInput: when the draft does not hold together.
    """
    demand(may_run(permissions_at(clerk.by, clerk.today), cohort))
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    demand(open_to(clerk.by, *participations))
    waiting = _waiting(cohort)
    drafts = [
        (one, draft_of(what, cohort, one.organisation) if isinstance(what, str) else what)
        for one in participations
    ]
    wanted = [(one, draft) for one, draft in drafts if (one.organisation_id, draft.title) not in waiting]
    if not wanted:
        return 0
    made = prepare_matters(
        [(one.organisation, draft) for one, draft in wanted],
        cohort.lead,
        by=clerk.by,
        now=clerk.now,
        today=clerk.today,
    )
    if what == TAKING_PART:
        _rest_on(zip([one for one, _draft in wanted], made, strict=True))
    return len(made)


def _rest_on(made: Iterable[tuple[Participation, Matter]]) -> None:
    """Set the prepared matter as the one of participations that have none, as they are now."""
    matters = {one.pk: matter for one, matter in made}
    rows = list(Participation.objects.select_for_update().filter(pk__in=matters, matter=None))
    for one in rows:
        one.matter = matters[one.pk]
    Participation.objects.bulk_update(rows, ["matter"])


def _waiting(cohort: Cohort) -> Set[tuple[int, str]]:
    """Return in which municipality a matter with which title waits, or is being written; one query."""
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
    open_phases(cohort, phase, "", participations, clerk=clerk)
    return len(participations)


def remind(cohort: Cohort, participations: Sequence[Participation], *, clerk: Clerk) -> int:
    """Remind those who have decided nothing of the invitation; give how many."""
    done = invite_again(cohort, participations, by=clerk.by, now=clerk.now, today=clerk.today)
    return len(done.new)
