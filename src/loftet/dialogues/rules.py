"""Rules of a market dialogue: who asks and answers until the purchase is announced, who reads what."""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.agreements.rules import WRITES
from loftet.core.hooks import Hook
from loftet.core.registry import added_to
from loftet.core.verdicts import ALLOWED, HIDDEN, Denied, Verdict
from loftet.dialogues.models import Question, WrittenInput
from loftet.meetings.models import Event, Side, State, Team
from loftet.meetings.rules import acts_for, may_change, may_see, organises
from loftet.people.actor import Actor
from loftet.people.rules import not_disqualified
from loftet.pools.rules import LEADS, member_ids, stands_apart, takes_part

SUMMARY_WITHIN = timedelta(days=21)
MOST_WAITING = 20  # questions of one person that nobody has answered yet

# How a later app says that a purchase that an event is about is announced.
IS_ANNOUNCED: Hook[Callable[[Event], bool]] = Hook("when a market dialogue is closed")


def readable_questions(actor: Actor) -> Q:
    """Return the condition on the questions that somebody may read: those of events that they may read."""
    return Q(event__in=Event.objects.visible_to(actor).order_by())


def is_dialogue(event: Event) -> Verdict:
    """Check whether an event is a market dialogue that was announced."""
    if not event.kind_of.is_market:
        return Denied(_("Only a dialogue with firms has questions and answers."))
    if not event.is_public:
        return Denied(_("The meeting is not announced yet."))
    return ALLOWED


def is_not_frozen(event: Event) -> Verdict:
    """Check whether the dialogue goes on: until a purchase that it is about is announced."""
    if event.state == State.CANCELLED:
        return Denied(_("The meeting is cancelled."))
    if event.pools.filter(frozen__isnull=False).exists() or any(ask(event) for ask in added_to(IS_ANNOUNCED)):
        return Denied(_("The purchase is announced, so the dialogue is closed. Ask in the competition."))
    return ALLOWED


def may_read(actor: Actor, event: Event) -> Verdict:
    """Check whether the actor may read questions and answers: who reads of the event."""
    return may_see(actor, event) and is_dialogue(event)


def may_write_notice(actor: Actor, event: Event) -> Verdict:
    """Check whether the actor may write the notice of a market dialogue: the organiser, until it has been."""
    if not event.kind_of.is_market:
        return Denied(_("Only a dialogue with firms has a notice."))
    return may_change(actor, event)


def may_ask(actor: Actor, event: Event) -> Verdict:
    """Check whether the actor may ask: who has a role, until the dialogue is closed."""
    if actor.user is None:
        return Denied(HIDDEN)
    if not actor.permissions.roles:
        return Denied(_("You ask for an organisation. Ask for access to yours first."))
    if not (verdict := may_read(actor, event) and is_not_frozen(event)):
        return verdict
    if Question.objects.filter(event=event, asked_by=actor.user, answered=None).count() >= MOST_WAITING:
        return Denied(_("Twenty questions of yours wait for an answer. Wait for some of them first."))
    return ALLOWED


def may_ask_by_link(_actor: Actor, team: Team) -> Verdict:
    """Check whether a team may ask by its link, until the dialogue is closed; not more than are answered."""
    if not (verdict := is_dialogue(team.event) and is_not_frozen(team.event)):
        return verdict
    if Question.objects.filter(event=team.event, asked_by=None, answered=None).count() >= MOST_WAITING:
        return Denied(_("Twenty questions wait for an answer. Wait for some of them first."))
    return ALLOWED


def may_answer(actor: Actor, question: Question) -> Verdict:
    """Check whether the actor may answer a question, also again: the organiser, until it is closed."""
    return organises(actor, question.event) and is_not_frozen(question.event)


def may_hand_over(actor: Actor, event: Event) -> Verdict:
    """Check whether the actor may list what suppliers were given."""
    return organises(actor, event) and is_dialogue(event) and is_not_frozen(event)


def may_summarise(actor: Actor, event: Event) -> Verdict:
    """Check whether the actor may open a summary: the organiser, from the day of the meeting on.

    One that comes after the announcement is late, and better than none: its time is in the information log.
    """
    if not (verdict := organises(actor, event) and is_dialogue(event)):
        return verdict
    if event.state == State.CANCELLED:
        return Denied(_("The meeting is cancelled."))
    if event.day > actor.today:
        return Denied(_("The meeting has not been yet."))
    return ALLOWED


def may_hand_out(actor: Actor, event: Event) -> Verdict:
    """Check whether the actor may take the information log out: the organiser and the buyers, no bidder.

    Each buyer keeps it with its own procurement, also where somebody else has led the dialogue.
    """
    return is_dialogue(event) and (organises(actor, event) or may_read_inputs(actor, event))


def hands_out_for(actor: Actor, event: Event) -> str:
    """Return on whose behalf the information log is taken out, for the log: the organiser, else a buyer."""
    buyers = set(event.needs.values_list("organisation", flat=True))
    for pool in event.pools.all():
        buyers |= member_ids(pool) | {pool.lead_id}
    return acts_for(actor, event) or actor.permissions.on_behalf_of_any(buyers, *LEADS)


# --- answers in writing ------------------------------------------------------------------------------


def is_open_for_input(event: Event) -> Verdict:
    """Check whether firms can answer in writing: until the open summary, or the announcement."""
    if not (verdict := is_dialogue(event) and is_not_frozen(event)):
        return verdict
    if event.summaries.exists():
        return Denied(_("The open summary is out, so what was answered in writing stands as it is."))
    return ALLOWED


def may_see_input(_actor: Actor, team: Team) -> Verdict:
    """Check whether a team has a page for its answer in writing: by its link, a firm in a market dialogue."""
    if team.side != Side.MARKET:
        return Denied(_("Firms answer the questions. You read the answers on the page of the dialogue."))
    return is_dialogue(team.event)


def may_write_input(actor: Actor, team: Team) -> Verdict:
    """Check whether a firm may write or change its answer by its link."""
    return may_see_input(actor, team) and is_open_for_input(team.event)


def may_note_input(actor: Actor, team: Team) -> Verdict:
    """Check whether the actor may write in what a firm has sent: the organiser, if the firm has not."""
    verdict = organises(actor, team.event) and may_read_inputs(actor, team.event)
    if not (verdict := verdict and may_write_input(actor, team)):
        return verdict
    if WrittenInput.objects.filter(team=team, written_by=None).exists():
        return Denied(_("The firm has answered here itself, and changes it by its link."))
    return ALLOWED


def may_read_inputs(actor: Actor, event: Event) -> Verdict:
    """Check whether the actor may read what firms have answered: the organiser and the buyers, no bidder."""
    if not (verdict := is_dialogue(event)):
        return verdict
    pools, needs = list(event.pools.all()), list(event.needs.select_related("organisation"))
    buys = any(takes_part(actor, one) for one in pools) or any(
        actor.permissions.has(one.organisation, *WRITES) for one in needs
    )
    if not (buys or organises(actor, event)):
        return Denied(_("What firms answer, and the information log, are for the organiser and the buyers."))
    if not (verdict := stands_apart(actor, event)):
        return verdict
    return not_disqualified(actor.person, *pools, *needs)
