"""Actions of a coordinator for several municipalities in one go; each then decides for itself."""

from collections.abc import Mapping, Sequence, Set

from django.db.models import Q

from loftet.core.actions import action
from loftet.core.verdicts import demand
from loftet.decisions.actions.matters import Draft, prepare_matters
from loftet.decisions.models import Matter, MatterState
from loftet.people.actor import Actor
from loftet.programme.catalogue import ready_matters
from loftet.programme.cohorts.actions import draft_of
from loftet.programme.models import Cohort, Participation
from loftet.programme.participation.actions import set_basis
from loftet.programme.queries.standings import standings
from loftet.programme.rules import may_run, open_to

# The ready text about taking part itself: the matter that it becomes is the one that taking part rests on.
TAKING_PART = "join"


@action(None, rule=may_run, creates=True)
def prepare_for(
    cohort: Cohort, participations: Sequence[Participation], what: Draft | str, *, actor: Actor
) -> int:
    """Prepare the same matter for municipalities: a draft, or the key of a ready text; return for how many.

    Those that `drafts_for` leaves out get none.

    Raises:
        NotAllowed: when the person is disqualified on one of them.
        InvalidInput: when the draft does not hold together.
    """
    demand(open_to(actor.person, *participations))
    wanted = drafts_for(cohort, participations, what)
    if not wanted:
        return 0
    drafts = [(one.organisation, draft) for one, draft in wanted]
    made = prepare_matters(drafts, cohort.lead, actor=actor)
    if what == TAKING_PART:
        matters = {one.pk: matter for (one, _draft), matter in zip(wanted, made, strict=True)}
        _set_basis(matters, actor)
    return len(made)


def drafts_for(
    cohort: Cohort, participations: Sequence[Participation], what: Draft | str
) -> list[tuple[Participation, Draft]]:
    """Return the finished text of each municipality that is to get it; two queries.

    Left out are those where the same waits already or is being written, those that take part already or have
    a matter of their own where it is about joining, and those that do not take part where its text says so.
    """
    waiting, suited = _waiting(cohort), participations
    if isinstance(what, str):
        ready = ready_matters().get(what)
        if what == TAKING_PART or (ready is not None and ready.for_members):
            stand = standings(one.pk for one in participations)
            suited = [one for one in participations if stand[one.pk].takes_part != (what == TAKING_PART)]
        if what == TAKING_PART:
            suited = [
                one for one in suited if one.matter is None or one.matter.state == MatterState.WITHDRAWN
            ]
    drafts = [
        (one, draft_of(what, cohort, one.organisation) if isinstance(what, str) else what) for one in suited
    ]
    return [(one, draft) for one, draft in drafts if (one.organisation_id, draft.title) not in waiting]


def _set_basis(matters: Mapping[int, Matter], actor: Actor) -> None:
    """Set prepared matters as those of participations, by their keys, that have none or a withdrawn one."""
    rows = Participation.objects.select_for_update(of=("self",)).select_related("organisation", "matter")
    has_none = Q(matter=None) | Q(matter__state=MatterState.WITHDRAWN)
    for one in rows.filter(has_none, pk__in=matters):
        set_basis(one, matters[one.pk], actor)


def _waiting(cohort: Cohort) -> Set[tuple[int, str]]:
    """Return in which municipality a matter with which title waits, or is being written; one query."""
    rows = Matter.objects.filter(
        organisation__participations__cohort=cohort,
        prepared_by=cohort.lead,
        state__in=(MatterState.PREPARED, MatterState.DRAFT),
    )
    return set(rows.values_list("organisation", "title"))
