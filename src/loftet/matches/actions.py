"""Actions on matches: a side answers, suppliers are drawn, somebody declares to be disqualified."""

from collections.abc import Mapping
from secrets import token_hex
from typing import Any

from django.utils.translation import gettext as _

from loftet.agreements.rules import WRITES
from loftet.core.actions import Done, action
from loftet.core.records import set_values
from loftet.invalid_input import InvalidInput
from loftet.matches.drawing import DRAWN, draw
from loftet.matches.models import Draw, Match, MatchAnswer, Side, Verdict
from loftet.matches.queries import suppliers_to_draw
from loftet.matches.rules import WRITES_ON, may_answer, may_draw, sides_of
from loftet.needs.models import Need
from loftet.notices.actions.notifications import News, notify
from loftet.notices.models import Reason
from loftet.people.acting import acts_by
from loftet.people.actor import Actor
from loftet.people.queries.organisation import people_of


def _acts_for(actor: Actor, match: Match) -> str:
    side = sides_of(actor, match)[0]
    return actor.permissions.on_behalf_of(match.side(side).organisation, *WRITES_ON[side])


def _tell_other_side(done: Done) -> None:
    """Notify the people of the other side, where this one finds a match interesting and has not said so."""
    answer, match = done.result, done.record
    if answer.answer != Verdict.INTERESTING or answer.was == Verdict.INTERESTING:
        return
    other = Side.SOLUTION if answer.side == Side.NEED else Side.NEED
    to = match.side(other).organisation
    people = people_of([to.pk], done.actor.today, WRITES_ON[other])
    news = News(
        "match.interesting",
        match,
        match.get_absolute_url(),
        answer.organisation.name,
        {"who": answer.organisation.name, "title": match.side(other).title},
        (to,),
    )
    notify(news, people, reason=Reason.ROLE, by=done.actor.user, now=done.actor.now)


@action("match.answered", rule=may_answer, creates=True, acting_for=_acts_for, notify=_tell_other_side)
def answer_match(match: Match, written: Mapping[str, Any], *, actor: Actor) -> MatchAnswer:
    """Save what the actor's side answers to a match; answered again, the newest stands.

    Raises:
        InvalidInput: when «not for us» has no reason, or a value is refused.
    """
    side = sides_of(actor, match)[0]
    row = MatchAnswer.objects.filter(match=match, side=side).first() or MatchAnswer(match=match, side=side)
    row.was = row.answer
    is_no = written["answer"] == Verdict.NO
    if is_no and not written.get("why"):
        raise InvalidInput.because(_("Choose why it is not for you."), field="why")
    row.organisation = match.side(side).organisation
    row.when, row.by = actor.now, actor.person
    told = {"why": written["why"], "note": written.get("note", "")} if is_no else {"why": "", "note": ""}
    set_values(row, {"answer": written["answer"]} | told)
    row.save()
    return row


def answered(answer: Verdict) -> Any:
    """Build the action of a button that gives one answer."""

    def run(match: Match, *, actor: Actor) -> MatchAnswer:
        return answer_match(match, {"answer": answer}, actor=actor)

    return run


@action(
    "match.drawn",
    rule=may_draw,
    creates=True,
    acting_for=acts_by(*WRITES),
    details=lambda done: {"count": len(done.result.listed), "seed": done.result.seed},
)
def draw_suppliers(need: Need, *, actor: Actor) -> Draw:
    """Draw three among the suppliers that fit a need well; all of them where there are no more than three.

    Raises:
        InvalidInput: when none of them can be asked.
    """
    listed = suppliers_to_draw(need, actor)
    if not listed:
        raise InvalidInput.because(_("No firm with a solution that fits well can be asked."))
    seed = token_hex(8)
    return Draw.objects.create(
        need=need,
        seed=seed,
        listed=listed,
        drawn=list(draw(seed, listed, DRAWN)),
        when=actor.now,
        by=actor.person,
    )
