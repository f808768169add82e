"""The information log of a dialogue: who met whom, when, and what was said and given to all, as one file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from django.utils.translation import gettext as _

from loftet.core.hooks import Hook
from loftet.core.registry import call_all
from loftet.dialogues.models import Question
from loftet.meetings.letters import how
from loftet.meetings.models import Event, Side, Way
from loftet.meetings.queries import attendees_of, subjects_of
from loftet.meetings.sentences import when_and_where
from loftet.openness.files import AccessFile, AccessLine, AccessPart, lines_of, log_part, moment
from loftet.people.actor import Actor

TERMS = ("title", "day", "begins", "ends", "where", "closes", "state")
LOG_PARTS: Hook[Callable[[Event], Iterable[AccessPart]]] = Hook(
    "what else was said in a dialogue, and to whom"
)


def information_log(event: Event, actor: Actor) -> AccessFile:
    """Collect the log; a bounded number of queries. What only the organiser should know is not in it."""
    questions = list(event.questions.all())
    return AccessFile(
        name=f"informasjonslogg-{event.pk}",
        title=_("Information log: %(title)s") % {"title": event.title},
        organisation=event.organisation.name,
        made=actor.now,
        parts=(
            _meeting(event, actor),
            *_who_came(event),
            AccessPart(
                _("Handed over"),
                [AccessLine(moment(one.when), f"{one.what}: {one.link}") for one in event.handed_over.all()],
            ),
            *chain.from_iterable(call_all(LOG_PARTS, event)),
            *_answers(questions),
            *(
                AccessPart(
                    _("Summary, version %(number)d") % {"number": one.number},
                    [AccessLine(_("opened"), one.when), AccessLine(_("text"), one.text)],
                )
                for one in reversed(event.summaries.all())
            ),
            log_part(event, *questions),
        ),
    )


def _meeting(event: Event, actor: Actor) -> AccessPart:
    """Return the terms of the meeting, and what it was about."""
    subjects = subjects_of(event, actor)
    return AccessPart(
        _("Meeting"),
        [
            AccessLine(_("organiser"), event.organisation.name),
            AccessLine(_("kind"), event.kind_of.words),
            AccessLine(_("when and where"), when_and_where(event)),
            *lines_of(event, TERMS),
            *([AccessLine(_("announced"), event.announced)] if event.announced else []),
            AccessLine(_("invited by e-mail"), event.mail_invitations.count()),
            *(AccessLine(_("need"), one.title) for one in subjects.needs),
            *(AccessLine(_("joint purchase"), one.title) for one in subjects.pools),
        ],
    )


def _who_came(event: Event) -> Iterator[AccessPart]:
    """Yield those who came of each side."""
    people = [one for one in attendees_of(event) if one.way != Way.AWAY]
    for side in Side:
        came = [one for one in people if one.team.side == side]
        yield AccessPart(
            side.label, [AccessLine(f"{one.team.name}: {one.name or '–'}", how(one)) for one in came]
        )


def _answers(questions: Sequence[Question]) -> Iterator[AccessPart]:
    """Yield each question with its answer, once there is one."""
    for number, one in enumerate(questions, start=1):
        answer = [AccessLine(moment(one.answered), one.answer)] if one.answered else []
        yield AccessPart(
            _("Question %(number)d") % {"number": number}, [AccessLine(moment(one.asked), one.text), *answer]
        )
