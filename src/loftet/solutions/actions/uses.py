"""Uses of a solution: named by the supplier, answered by the municipality, counted where confirmed."""

from collections.abc import Mapping
from copy import copy
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from loftet.core.actions import Done, action
from loftet.core.records import set_values
from loftet.invalid_input import InvalidInput
from loftet.people.acting import as_facilitator
from loftet.people.actor import Actor
from loftet.places.ladder import rung_of, spots_of
from loftet.solutions.models import Answer, Solution, Use
from loftet.solutions.rules import ANSWERS, may_answer, may_answer_abroad, may_change
from loftet.suppliers.actions.suppliers import ACTS_FOR

CONFIRMED_FIELDS = ("place", "abroad", "began", "ended", "result")  # what a municipality says yes to


def _for_place(actor: Actor, use: Use) -> str:
    return actor.permissions.on_behalf_of(use.place, *ANSWERS) if use.place else ""


def _said(done: Done) -> Mapping[str, object]:
    return {"answer": done.record.answer}


def _count_again(done: Done) -> None:
    """Count where the solution is in use, now that the use is saved."""
    count_uses(done.record.solution, done.actor.today)


@action("use.added", rule=may_change, creates=True, acting_for=ACTS_FOR)
def add_use(solution: Solution, written: Mapping[str, Any], *, actor: Actor) -> Use:
    """Create a place where a solution is or was in use.

    Raises:
        InvalidInput: when a value is refused, or it is said to be in use there already.
    """
    use = Use(solution=solution)
    _fill(use, written, actor.today)
    use.save()
    count_uses(solution, actor.today)
    return use


@action("use.changed", rule=may_change, acting_for=ACTS_FOR, notify=_count_again)
def change_use(use: Use, written: Mapping[str, Any], *, actor: Actor) -> Use:
    """Change where, when or with which result; the municipality is asked once more about what it confirmed.

    A place that has denied the use keeps its answer, and another place is asked.

    Raises:
        InvalidInput: when a value is refused.
    """
    before = {name: getattr(use, name) for name in CONFIRMED_FIELDS}
    denied = copy(use)
    denied.pk, denied.version = None, 1
    _fill(use, written, actor.today)
    after = {name: getattr(use, name) for name in CONFIRMED_FIELDS}
    moved = any(after[name] != before[name] for name in ("place", "abroad"))
    if (use.answer == Answer.CONFIRMED and after != before) or (use.answer == Answer.DENIED and moved):
        use.answer, use.answered, use.answered_by = Answer.NONE, None, None
        use.proof = use.proof_link = ""
    if denied.answer == Answer.DENIED and moved:
        use.save()  # its old place is free then for the answer that was given there
        denied.save()
    return use


def _fill(use: Use, written: Mapping[str, Any], day: date) -> None:
    set_values(use, written)
    if use.began > day.year:
        raise InvalidInput.because(_("Write a year that has begun."), field="began")
    if use.place is None:
        return
    others = Use.objects.filter(solution=use.solution, place=use.place).exclude(pk=use.pk)
    if others.filter(answer=Answer.DENIED).exists():
        no = _("%(name)s has answered that it does not use the solution.") % {"name": use.place.name}
        raise InvalidInput.because(no, field="place")
    if use.ended is None and others.filter(ended=None).exists():
        already = _("It is said to be in use in %(name)s already.") % {"name": use.place.name}
        raise InvalidInput.because(already, field="place")


@action("use.answered", rule=may_answer, acting_for=_for_place, details=_said, notify=_count_again)
def confirm_use(use: Use, *, actor: Actor) -> Use:
    """Record that a municipality uses the solution."""
    use.answer, use.answered, use.answered_by = Answer.CONFIRMED, actor.now, actor.person
    return use


@action("use.answered", rule=may_answer, acting_for=_for_place, details=_said, notify=_count_again)
def deny_use(use: Use, *, actor: Actor) -> Use:
    """Record that a municipality does not use the solution; the use is then neither shown nor counted."""
    use.answer, use.answered, use.answered_by = Answer.DENIED, actor.now, actor.person
    return use


@action("use.answered", rule=may_answer_abroad, acting_for=as_facilitator, details=_said, notify=_count_again)
def answer_abroad(use: Use, written: Mapping[str, Any], *, actor: Actor) -> Use:
    """Record whether a use abroad is known, with how and where it can be read; nobody there answers here.

    Raises:
        InvalidInput: when a value is refused, or a yes has no note or no link.
    """
    if not written["answer"]:
        raise InvalidInput.because(_("Choose an answer."), field="answer")
    set_values(use, written)
    if use.answer == Answer.CONFIRMED:
        if not use.proof:
            raise InvalidInput.because(_("Write how you know that it is in use there."), field="proof")
        if not use.proof_link:
            raise InvalidInput.because(_("Write where others can read it."), field="proof_link")
    use.answered, use.answered_by = actor.now, actor.person
    return use


def count_uses(solution: Solution, day: date) -> None:
    """Compute the rung of a solution, and where its use is confirmed; three queries and an update.

    What a supplier states alone is shown, and is not counted.
    """
    uses = [one for one in solution.uses.filter(answer=Answer.CONFIRMED) if one.is_current]
    places = {one.place_id for one in uses if one.place_id}
    spots = spots_of(places, (one.abroad for one in uses if not one.place_id), day)
    Solution.objects.filter(pk=solution.pk).update(rung=rung_of(spots), used_in=len(spots))
