"""A solution is written, changed, published, renewed and withdrawn."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from loftet.core.actions import Done, action
from loftet.core.records import set_values
from loftet.core.verdicts import Denied
from loftet.invalid_input import InvalidInput
from loftet.needs.rules import may_see as need_is_open_to
from loftet.notices.actions.notifications import News, followers, notify
from loftet.notices.models import Reason
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.solutions.models import STANDS_FOR, Solution
from loftet.solutions.rules import STATES, is_complete, may_change
from loftet.suppliers.actions.suppliers import ACTS_FOR
from loftet.suppliers.rules import may_write


def _tell_of_answer(done: Done) -> None:
    """Notify those who follow the need that a solution answers, where everybody may read the need."""
    solution = done.record
    need = solution.need
    if need is not None and need.is_public:
        news = News.about(done.key, solution)
        notify(news, followers(need), reason=Reason.FOLLOWS, by=done.actor.user, now=done.actor.now)


@action("solution.written", rule=may_write, creates=True, acting_for=ACTS_FOR)
def write_solution(organisation: Organisation, written: Mapping[str, Any], *, actor: Actor) -> Solution:
    """Create a draft; `written` may name the need that it answers.

    Raises:
        InvalidInput: when a value is refused, or the need is not open to the actor.
    """
    need = written.get("need")
    if need is not None and not need_is_open_to(actor, need):
        raise InvalidInput.because(_("The need that it answers is not open to you."))
    solution = Solution(organisation=organisation, written=actor.now, written_by=actor.person)
    set_values(solution, written)
    solution.save()
    return solution


@action("solution.changed", rule=may_change, acting_for=ACTS_FOR)
def change_solution(solution: Solution, written: Mapping[str, Any], *, actor: Actor) -> Solution:
    """Change a solution.

    Raises:
        InvalidInput: when a value is refused, or what is published would lack what a reader asks first.
    """
    set_values(solution, written)
    if solution.published is not None and not (solution.problem and solution.effect):
        lacks = _("Others read the solution: its problem and its effect cannot be empty.")
        raise InvalidInput.because(lacks, field="effect" if solution.problem else "problem")
    if solution.published is not None and isinstance(lacking := is_complete(solution), Denied):
        raise InvalidInput.because(str(lacking.reason), field="price_model" if solution.cpv else "cpv")
    return solution


@action("solution.published", rule=STATES.rule_of("publish"), acting_for=ACTS_FOR, notify=_tell_of_answer)
def publish_solution(solution: Solution, *, actor: Actor) -> Solution:
    """Publish a solution for a year."""
    STATES.take("publish", solution)
    solution.published = solution.published or actor.now
    solution.expires_on = actor.today + STANDS_FOR
    return solution


@action("solution.renewed", rule=STATES.rule_of("renew"), acting_for=ACTS_FOR)
def renew_solution(solution: Solution, *, actor: Actor) -> Solution:
    """Renew a solution for a year from today."""
    STATES.take("renew", solution)
    solution.expires_on = actor.today + STANDS_FOR
    return solution


@action("solution.withdrawn", rule=STATES.rule_of("withdraw"), acting_for=ACTS_FOR)
def withdraw_solution(solution: Solution, *, actor: Actor) -> Solution:
    """Withdraw a solution: only its own organisation reads it."""
    STATES.take("withdraw", solution)
    return solution
