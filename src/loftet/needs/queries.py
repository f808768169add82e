"""Queries of needs: what somebody may read, who shares a need, and where a need came from."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from loftet.agreements.models import Agreement
from loftet.challenges.models import About, Challenge
from loftet.challenges.queries import told_of
from loftet.core.cpv import CPV_ALIKE
from loftet.core.expiry import is_standing
from loftet.core.ordering import first, last
from loftet.core.values import LONGEST_TEXT
from loftet.needs.models import Need, State
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.status.goal_names import find_target
from loftet.status.queries.organisations import Figure, figure_of

MOST_RELATED = 8
TAKEN_OVER = (  # by a need that is made from another
    *("effect", "constraints", "cpv", "goals", "targets", "measure"),
    *("challenge", "indicator", "edition"),
)


def needs_in_order(actor: Actor, today: date) -> QuerySet[Need]:
    """Return them as a list shows them: one's own first, then what is open and runs out first."""
    own = actor.permissions.held_in()
    owned = [first(Q(organisation__in=own))] if own else []
    past = last(Q(state=State.CLOSED)), last(Q(state=State.OPEN, expires_on__lt=today))
    rows = Need.objects.visible_to(actor).select_related("organisation")
    return rows.order_by(*past, *owned, "expires_on", "pk")


def standing(rows: QuerySet[Need], today: date) -> QuerySet[Need]:
    """Return the needs that are open and have not run out."""
    return rows.filter(is_standing(today))


def needs_from(challenge: Challenge, actor: Actor, today: date) -> QuerySet[Need]:
    """Return the needs written from a challenge, the open ones first; drafts are no answer to it yet."""
    rows = Need.objects.visible_to(actor).filter(challenge=challenge, state__in=(State.OPEN, State.CLOSED))
    return rows.select_related("organisation").order_by(first(is_standing(today)), "organisation__name", "pk")


# --- what a need is made from ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of a need: a challenge, an agreement that runs out, or another need."""

    challenge: Challenge | None = None
    agreement: Agreement | None = None
    need: Need | None = None


def written_from(origin: Origin, organisation: Organisation) -> dict[str, object]:
    """Return what is filled in of a need that is made from something."""
    filled: dict[str, object] = {}
    if origin.need is not None:
        filled |= _from_need(origin.need)
    if origin.agreement is not None:
        one = origin.agreement
        filled |= {"agreement": one, "cpv": one.cpv, "needed_by": one.last_day}
        if one.volume is not None:
            filled |= {"volume": one.volume, "unit": one.unit, "per": "year"}
    if origin.challenge is not None:
        filled |= _from_challenge(origin.challenge, organisation)
    return filled


def _from_need(one: Need) -> dict[str, object]:
    return {"derived_from": one} | {name: getattr(one, name) for name in TAKEN_OVER}


def _from_challenge(one: Challenge, organisation: Organisation) -> dict[str, object]:
    """Return a challenge with its numbers: the municipality's own figure in the edition it was found in."""
    problem = told_of(one)
    filled: dict[str, object] = {"challenge": one, "problem": problem}
    if one.about == About.TARGET:
        filled |= {"targets": [one.key], "goals": [one.key.partition(".")[0]]}
    if one.about != About.INDICATOR:
        return filled
    filled |= {"indicator": one.key, "edition": one.edition}
    if (figure := figure_of(organisation, one.key, one.edition)) is None:
        return filled
    indicator = figure.indicator
    filled |= {"measure": f"{indicator.name}, {indicator.unit}"[:120], "goals": [indicator.goal]}
    filled |= {"targets": [indicator.target]} if find_target(indicator.target) else {}
    if figure.value is not None:
        filled["value"] = round(figure.value, indicator.decimals)
        filled["problem"] = f"{figure.sentence} {problem}"[:LONGEST_TEXT]
    return filled


def figure_of_need(need: Need) -> Figure | None:
    """Return the figure that a need began with; what is wished is drawn where the same thing is measured."""
    figure = figure_of(need.organisation, need.indicator, need.edition)
    if figure is None or need.wished is None or not need.measure.startswith(figure.indicator.name):
        return figure
    return figure_of(need.organisation, need.indicator, need.edition, float(need.wished))


# --- who shares it ----------------------------------------------------------------------------------


def alike(need: Need) -> Q:
    """Return the condition of the same challenge or kind of purchase as a need, or of being made from it."""
    found = Q(derived_from=need)
    if need.challenge_id:
        found |= Q(challenge=need.challenge_id)
    if len(need.cpv) >= CPV_ALIKE:
        found |= Q(cpv__startswith=need.cpv[:CPV_ALIKE])
    return found


def related(need: Need, actor: Actor, today: date) -> tuple[Need, ...]:
    """Return open needs of others that are alike."""
    rows = standing(Need.objects.visible_to(actor), today).filter(alike(need))
    rows = rows.exclude(organisation=need.organisation_id)
    return tuple(rows.select_related("organisation").order_by("organisation__name", "pk")[:MOST_RELATED])


# --- what a reader may know and do -------------------------------------------------------------------


def budget_shown(actor: Actor, need: Need) -> object:
    """Return the budget frame, where the reader may know it."""
    if need.budget_hidden and not actor.permissions.has(need.organisation):
        return None
    return need.budget
