"""Rules on voices: who asks, who reads what comes, who answers; and from everybody how much is let in.

All that a municipality is told is read before anybody else sees it, by those who answer for it.
"""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.core.states import States, Step
from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.people.actor import Actor
from loftet.people.models import Organisation, OrganisationKind, Role, RoleKind, ThrottleEvent, ThrottleKind
from loftet.people.permissions import Permissions
from loftet.voices.models import State, Voice, VoiceQuestion, VoiceSetting

ANSWERS = (
    RoleKind.PLANNER,
    RoleKind.BUSINESS_ADVISER,
    RoleKind.SUSTAINABILITY_COORDINATOR,
    RoleKind.TOP_MANAGEMENT,
)
SETS_UP = (RoleKind.TOP_MANAGEMENT, RoleKind.ADMINISTRATOR)
# Nobody signs in to give input. A class may sit behind one address; a municipality can read so much.
MOST_FROM_ONE, MOST_TO_ONE, MOST_FROM_ALL, WITHIN = 40, 300, 3_000, timedelta(hours=1)
MOST_WAITING = 500
RUN_OUT = Denied(_("The link has run out, or the address is confirmed already."))
MOST_LETTERS = 2  # to one address within the hour: it may be somebody else's


def setting_now(organisation: Organisation, day: date) -> VoiceSetting | None:
    """Return who answers for a municipality; None where nobody is named, or that person has left."""
    held = Role.objects.on(day).filter(organisation=organisation, delegation=None)
    rows = VoiceSetting.objects.filter(organisation=organisation).select_related("answerer")
    return rows.filter(answerer__is_active=True, answerer__in=held.values("user")).first()


def handled_by(permissions: Permissions) -> tuple[int, ...]:
    """Return the municipalities for which somebody asks, reads and answers, by their keys.

    A role of some kinds is enough; of who is named to answer, a role of any kind. None by delegation.
    """
    kinds: dict[int, set[RoleKind]] = {}
    for one in permissions.roles:
        if one.organisation_kind == OrganisationKind.MUNICIPALITY and not one.by_delegation:
            kinds.setdefault(one.organisation, set()).add(one.kind)
    found = {key for key, held in kinds.items() if held.intersection(ANSWERS)}
    if others := kinds.keys() - found:
        named = VoiceSetting.objects.filter(organisation__in=others, answerer=permissions.user)
        found.update(named.values_list("organisation", flat=True))
    return tuple(key for key in kinds if key in found)


def readable(actor: Actor) -> Q:
    """Return the condition on the questions that somebody may read: all but the drafts of others."""
    handled = actor.permissions.once(handled_by)
    seen = ~Q(state=State.DRAFT)
    return seen | Q(organisation__in=handled) if handled else seen


def may_set_up(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether the actor may name who answers what the municipality is told."""
    if organisation.kind != OrganisationKind.MUNICIPALITY:
        return Denied(_("Municipalities ask their inhabitants."))
    if actor.permissions.has_own(organisation, *SETS_UP):
        return ALLOWED
    return Denied(_("Top management and administrators of the municipality choose this."))


def handles(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether the actor reads and answers what a municipality is told."""
    if organisation.pk in actor.permissions.once(handled_by):
        return ALLOWED
    return Denied(
        _(
            "Planners, business advisers, coordinators and top management of the municipality do this, and "
            "the one who is named to answer."
        )
    )


def may_ask(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether the actor may write a question for a municipality."""
    if organisation.kind != OrganisationKind.MUNICIPALITY:
        return Denied(_("Municipalities ask their inhabitants."))
    return handles(actor, organisation)


def may_change(actor: Actor, question: VoiceQuestion) -> Verdict:
    """Check whether the actor may change a question: while it is a draft, so that all answer the same."""
    if question.state != State.DRAFT:
        return Denied(_("The question is open, and stands as those read it who answered."))
    return handles(actor, question.organisation)


def may_open(actor: Actor, question: VoiceQuestion) -> Verdict:
    """Check whether the actor may open a question: once the municipality has named who answers."""
    if isinstance(verdict := handles(actor, question.organisation), Denied):
        return verdict
    if setting_now(question.organisation, actor.today) is None:
        return Denied(_("Name who answers, and within how many days, before you ask."))
    if question.closes_on < actor.today:
        return Denied(_("The last day has been. Change it first."))
    return ALLOWED


def may_handle(actor: Actor, question: VoiceQuestion) -> Verdict:
    """Check whether the actor reads and answers what comes to a question."""
    return handles(actor, question.organisation)


def may_answer(actor: Actor, question: VoiceQuestion) -> Verdict:
    """Check whether the actor may answer a question; an answer that waits for something can be replaced."""
    if question.state == State.DRAFT:
        return Denied(_("Nobody has been asked yet."))
    if question.is_settled:
        return Denied(_("The question has been answered, and those who asked for it have been told."))
    if question.voices.waiting().exists():
        return Denied(_("Read the input that waits first: those who sent it are answered, too."))
    return handles(actor, question.organisation)


def may_type_in(actor: Actor, question: VoiceQuestion) -> bool:
    """Check whether the actor can type in what others wrote on paper: with a role in the municipality."""
    return bool(actor.permissions.has_own(question.organisation))


def may_give(actor: Actor, question: VoiceQuestion) -> Verdict:
    """Check whether a question takes input now."""
    if not question.is_open_on(actor.today):
        return Denied(_("The question takes no input now."))
    if setting_now(question.organisation, actor.today) is None:
        return Denied(_("Nobody in the municipality is named to answer now, so it takes no input."))
    return ALLOWED


def may_come_in(question: VoiceQuestion, client: str, now: datetime) -> Verdict:
    """Check whether one more input is let in: from where it comes, to whom, and by what waits already."""
    late = ThrottleEvent.objects.filter(kind=ThrottleKind.VOICE, when__gt=now - WITHIN, address="")
    if client and late.filter(client=client).count() >= MOST_FROM_ONE:
        return Denied(
            _(
                "Much input has come from where you are in the last hour, so yours was not kept. What you"
                " wrote still stands below: try again in an hour."
            )
        )
    to_one = Voice.objects.filter(question__organisation=question.organisation)
    too_many = (
        late.count() >= MOST_FROM_ALL
        or to_one.filter(received__gt=now - WITHIN).count() >= MOST_TO_ONE
        or to_one.waiting().count() >= MOST_WAITING
    )
    if too_many:
        return Denied(
            _(
                "Very much input has come, and somebody has to read it first. Yours was not kept, but still"
                " stands below: try again later."
            )
        )
    return ALLOWED


def may_write_to(address: str, now: datetime) -> bool:
    """Check whether one more letter may go to an address that nobody has confirmed, by its keyed hash."""
    sent = ThrottleEvent.objects.filter(kind=ThrottleKind.VOICE, address=address, when__gt=now - WITHIN)
    return sent.count() < MOST_LETTERS


STATES = States(
    State.DRAFT,
    Step("open", (State.DRAFT,), State.OPEN, may_open, _("Open the question")),
    Step("close", (State.OPEN,), State.CLOSED, may_handle, _("Close the question"), danger=True),
    Step(
        "answer",
        (State.OPEN, State.CLOSED, State.ANSWERED),
        State.ANSWERED,
        may_answer,
        _("Answer the question"),
    ),
)


def may_answer_now(actor: Actor, question: VoiceQuestion) -> Verdict:
    """Check whether the actor may answer a question that is still open."""
    return STATES.may_take("close", actor, question) and may_answer(actor, question)
