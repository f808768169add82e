"""Rules of one-to-one meetings, and the hooks by which a timetable of them joins in.

In a market dialogue all firms that ask in time have the same right: nobody declines, nothing weighs more than
something else, and where there are too few slots lots decide, by a number that everybody reads before they
ask. In matchmaking both sides ask, and who is asked accepts or declines.
"""

from collections.abc import Callable
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from loftet.core.hooks import Hook
from loftet.core.registry import added_to
from loftet.core.verdicts import ALLOWED, HIDDEN, Denied, Verdict
from loftet.dialogues.rules import is_not_frozen
from loftet.meetings.models import Event, Side, Team
from loftet.meetings.rules import ORGANISES, organises
from loftet.one_to_one.models import Answer, OneToOne, Talk, Wish
from loftet.people.actor import Actor
from loftet.people.rules import not_disqualified

CONFIRM_FOR = timedelta(days=60)  # after the meetings, by the link of the firm
NOTES_FOR = CONFIRM_FOR - timedelta(days=14)  # so that the firm has two weeks for each
NONE = _("There are no one-to-one meetings.")

IS_RELEASED: Hook[Callable[[OneToOne], bool]] = Hook("when the frame of one-to-one meetings stands")
FRAME_CHANGED: Hook[Callable[[OneToOne], None]] = Hook("what follows when the frame is another")
PAIR_BARRED: Hook[Callable[[Wish], None]] = Hook("what follows when two must not meet")


def meets(event: Event) -> Verdict:
    """Check whether there can be one-to-one meetings: of a dialogue or matchmaking that was announced."""
    if not event.kind_of.meets:
        return Denied(_("Only dialogues with firms and matchmaking have one-to-one meetings."))
    if not event.is_public:
        return Denied(_("The meeting is not announced yet."))
    return ALLOWED


def may_set_up(actor: Actor, event: Event) -> Verdict:
    """Check whether the actor may set the meetings up: the organiser, until a timetable is released."""
    if not (verdict := organises(actor, event) and meets(event) and is_not_frozen(event)):
        return verdict
    frame = frame_of(event)
    if frame is not None and any(ask(frame) for ask in added_to(IS_RELEASED)):
        return Denied(_("A timetable is released. Change single meetings instead."))
    return ALLOWED


def frame_of(event: Event) -> OneToOne | None:
    """Return the frame of an event's one-to-one meetings, if there is one."""
    return OneToOne.objects.filter(event=event).select_related(*OneToOne.lock_with).first()


def may_ask(actor: Actor, team: Team) -> Verdict:
    """Check whether a team can still ask for meetings, by the link of its registration."""
    frame = frame_of(team.event)
    if frame is None:
        return Denied(NONE)
    if team.side != Side.MARKET and not team.event.kind_of.is_matchmaking:
        return Denied(_("Firms ask for meetings; the municipalities meet all who are given one."))
    if not (verdict := is_not_frozen(team.event)):
        return verdict
    if frame.wishes_by < actor.today:
        return Denied(_("The day for asking has passed, the same for all."))
    return ALLOWED


def may_answer(actor: Actor, team: Team) -> Verdict:
    """Check whether a team can still answer wishes, by its link; in a market dialogue nobody does."""
    frame = frame_of(team.event)
    if frame is None or not team.event.kind_of.is_matchmaking:
        return Denied(_("Nobody declines in a market dialogue: all firms have the same right."))
    if not (verdict := is_not_frozen(team.event)):
        return verdict
    if frame.answers_by < actor.today:
        return Denied(_("The day for answers has passed."))
    return ALLOWED


def may_bar(actor: Actor, frame: OneToOne | None) -> Verdict:
    """Check whether the actor may say that two must not meet: the organiser, until the meetings have been."""
    if frame is None:
        return Denied(NONE)
    if frame.day < actor.today:
        return Denied(_("The meetings have been."))
    return organises(actor, frame.event) and is_not_frozen(frame.event)


# --- notes --------------------------------------------------------------------------------------------


def may_write_note(actor: Actor, talk: Talk | None) -> Verdict:
    """Check whether the actor may write the note of a meeting: the organiser, or the buyer that was there."""
    if talk is None or actor.user is None:
        return Denied(HIDDEN)
    if not (verdict := notes_are_open(actor, talk.wish.one_to_one)):
        return verdict
    return was_there(actor, talk)


def notes_are_open(actor: Actor, frame: OneToOne) -> Verdict:
    """Check what holds for all notes of an event, once for all: their days, and who is disqualified in it."""
    if frame.day > actor.today:
        return Denied(_("The meeting has not been yet."))
    if frame.day + NOTES_FOR < actor.today:
        return Denied(_("Notes are written within 46 days, so that the firm can still confirm them."))
    return not_disqualified(actor.person, *frame.event.pools.all(), *frame.event.needs.all())


def was_there(actor: Actor, talk: Talk) -> Verdict:
    """Check whether the actor is of the organiser, or of the buyer that was there."""
    buyer = talk.wish.buyer.organisation
    if organises(actor, talk.event) or (buyer is not None and actor.permissions.has(buyer, *ORGANISES)):
        return ALLOWED
    return Denied(_("The note is for the two who met, and for the organiser."))


def may_confirm(_actor: Actor, talk: Talk) -> Verdict:
    """Check whether a note can be confirmed by the firm, whose link the page has read."""
    if talk.confirmed is not None:
        return Denied(_("It is confirmed already."))
    return ALLOWED if talk.written else Denied(_("Nothing is written yet."))


def is_barred(wish: Wish) -> bool:
    """Check whether the organiser has said that the two must not meet."""
    return wish.answer == Answer.NEVER
