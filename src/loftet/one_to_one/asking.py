"""Actions on wishes: asked for by either side, answered by the other, and pairs that must not meet."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.core.registry import call_all
from loftet.invalid_input import InvalidInput
from loftet.meetings.models import Side, Team
from loftet.meetings.rules import acts_for_row
from loftet.meetings.telling import tell_of_all
from loftet.needs.models import Need
from loftet.one_to_one.models import Answer, OneToOne, Wish
from loftet.one_to_one.rules import PAIR_BARRED, frame_of, is_barred, may_answer, may_ask, may_bar
from loftet.people.actor import Actor
from loftet.solutions.models import Solution

ASKED = "team_asked"
MOST_WISHES = 40  # of a team; as many as there can be tables


@action("one_to_one.asked", rule=may_ask)
def ask_for_meetings(
    team: Team,
    wanted: Collection[int],
    away: Iterable[int],
    about: Need | Solution | None = None,
    *,
    actor: Actor,
) -> Team:
    """Set whom a team asks to meet and what about, and when it cannot come; each of the other side once.

    Where the other side has asked for the same meeting, both want it. Who is asked gets a letter.

    Raises:
        InvalidInput: when somebody is not registered, must not be met, or there are too many.
    """
    frame = frame_of(team.event)
    assert frame is not None  # the rule has found it
    others = _others(team, wanted)
    known = wishes_of(frame, team)
    if any(key in others and is_barred(one) for key, one in known.items()):
        raise InvalidInput.because(_("The organiser has said that two of you must not meet."), field="wanted")
    for key, wish in known.items():
        _change(wish, team, wants=key in others)
    _add(frame, team, [one for key, one in others.items() if key not in known], about, actor)
    team.away = slots_in(frame, away)
    return team


def _others(team: Team, wanted: Collection[int]) -> Mapping[int, Team]:
    """Return the teams of the other side that are named, by key."""
    others = {one.pk: one for one in team.event.teams.exclude(side=team.side).filter(pk__in=wanted)}
    if set(wanted) != others.keys():
        raise InvalidInput.because(_("Somebody whom you ask for is not registered."), field="wanted")
    if len(others) > MOST_WISHES:
        words = _("You can ask for at most %(most)d meetings.") % {"most": MOST_WISHES}
        raise InvalidInput.because(words, field="wanted")
    return others


def _add(
    frame: OneToOne, team: Team, new: Sequence[Team], about: Need | Solution | None, actor: Actor
) -> None:
    """Create the wishes for teams that were not asked yet, and tell them."""
    is_buyer = team.side == Side.PUBLIC
    Wish.objects.bulk_create(
        Wish(
            one_to_one=frame,
            firm=one if is_buyer else team,
            buyer=team if is_buyer else one,
            by_buyer=is_buyer,
            need=about if isinstance(about, Need) else None,
            solution=about if isinstance(about, Solution) else None,
        )
        for one in new
    )
    if team.event.kind_of.is_matchmaking:
        for one in new:
            tell_of_all(one, ASKED, actor.now)


def slots_in(frame: OneToOne, away: Iterable[int]) -> list[int]:
    """Return the slots of a frame that somebody has named."""
    return sorted({slot for slot in away if 1 <= slot <= frame.slots})


def wishes_of(frame: OneToOne, team: Team) -> Mapping[int, Wish]:
    """Return the wishes of and for a team, by the key of the other."""
    rows = frame.wishes.filter(Q(firm=team) | Q(buyer=team)).select_related("firm", "buyer")
    return {(one.buyer_id if one.firm_id == team.pk else one.firm_id): one for one in rows}


def is_asked_by(wish: Wish, team: Team) -> bool:
    """Check whether a team wants the meeting of a wish."""
    return not is_barred(wish) and (wish.is_mutual or wish.asker.pk == team.pk)


def _change(wish: Wish, team: Team, *, wants: bool) -> None:
    """Set what a team wants of a wish that is there: its own goes, the other's is accepted by asking too."""
    is_own = wish.asker.pk == team.pk
    if is_barred(wish) or (wants and (is_own or wish.is_mutual)) or not (wants or is_own or wish.is_mutual):
        return
    if is_own and not wish.is_mutual:
        wish.delete()
        return
    wish.by_buyer = wish.by_buyer if wants or not is_own else not wish.by_buyer
    wish.is_mutual, wish.answer, wish.reason = wants, Answer.YES if wants else Answer.NONE, ""
    wish.save()


@action("one_to_one.answered", rule=may_answer)
def answer_wish(team: Team, wish: Wish, written: Mapping[str, Any], *, actor: Actor) -> Team:
    """Accept a wish of the other side, or decline it with a reason.

    Raises:
        InvalidInput: when it is gone or none that the team is asked for, or declined without a reason.
    """
    rows = Wish.objects.select_for_update(of=("self",)).select_related("firm", "buyer")
    row = rows.filter(pk=wish.pk).first()  # as it is now: the page read it before the event was locked
    if row is None or row.asked.pk != team.pk or row.is_mutual or is_barred(row):
        raise InvalidInput.because(_("There is nothing to answer."))
    if written["answer"] == Answer.NO and not written.get("reason"):
        raise InvalidInput.because(_("Write in a few words why, so that they know."), field="reason")
    set_values(row, {"answer": written["answer"], "reason": written.get("reason", "")})
    row.save()
    return team


@action("one_to_one.barred", rule=may_bar, acting_for=acts_for_row)
def bar_pair(frame: OneToOne, firm: Team, buyer: Team, reason: str, *, actor: Actor) -> OneToOne:
    """Set that two must not meet, with the reason; a timetable in which they do is made again.

    Raises:
        InvalidInput: when they are not a firm and a buyer of the event, or the reason is refused.
    """
    if (firm.event_id, buyer.event_id) != (frame.event_id, frame.event_id) or firm.side == buyer.side:
        raise InvalidInput.because(_("Choose a firm and a buyer of this meeting."), field="firm")
    row = frame.wishes.filter(firm=firm, buyer=buyer).first() or Wish(
        one_to_one=frame, firm=firm, buyer=buyer
    )
    set_values(row, {"answer": Answer.NEVER, "reason": reason})
    row.is_mutual = False
    row.save()
    call_all(PAIR_BARRED, row)
    return frame
