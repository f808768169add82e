"""The information log of a dialogue: who met whom, when, and what was said and given to all, as one file."""

from collections.abc import Iterator, Sequence

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from loftet.meetings.letters import how
from loftet.meetings.models import Event, Question, Side, Talk, Way
from loftet.meetings.one_to_one.queries import meetings_in, released_of, unmet_of
from loftet.meetings.one_to_one.rules import frame_of
from loftet.meetings.queries import attendees_of, subjects_of
from loftet.meetings.sentences import when_and_where
from loftet.openness.files import AccessFile, AccessLine, AccessPart, lines_of, log_part, moment
from loftet.people.actor import Actor

TERMS = ("title", "day", "begins", "ends", "where", "closes", "announced", "state")


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
            *_one_to_one(event),
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


def _one_to_one(event: Event) -> Iterator[AccessPart]:
    """Yield the one-to-one meetings: offered, used or declined, and wishes not met; no notes."""
    frame = frame_of(event)
    if frame is None:
        return
    released = released_of(frame)
    rows = Talk.objects.filter(wish__one_to_one=frame)
    course = {one.wish_id: one for one in rows}
    lines = []
    for one in meetings_in(released, frame):
        talk = course.get(one.wish)
        when = f"{date_format(frame.day, 'j. F Y')}, {time_format(one.begins, 'H.i')}"
        told = talk.get_held_display() if talk and talk.written else _("offered")
        lines.append(AccessLine(when, f"{one.firm.name} – {one.buyer.name}: {told}"))
    guide = [AccessLine(_("asked in every meeting"), frame.guide)] if frame.guide else []
    yield AccessPart(_("One-to-one meetings"), [*guide, *lines])
    unmet = [AccessLine(f"{one.firm.name} – {one.buyer.name}", why) for one, why in unmet_of(released)]
    yield AccessPart(_("Wishes that are not met"), unmet)


def _answers(questions: Sequence[Question]) -> Iterator[AccessPart]:
    """Yield each question with its answer, once there is one."""
    for number, one in enumerate(questions, start=1):
        answer = [AccessLine(moment(one.answered), one.answer)] if one.answered else []
        yield AccessPart(
            _("Question %(number)d") % {"number": number}, [AccessLine(moment(one.asked), one.text), *answer]
        )
